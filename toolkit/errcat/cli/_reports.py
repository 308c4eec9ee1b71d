"""Where reports go: `--report NAME[:FILE]`, standard output, and standard error for what fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from errcat import plugins
from errcat.config import Config
from errcat.errors import WriteFailed
from errcat.linting.validation import CatalogInvalid
from errcat.reporting.report import Report, Run


class Sink(NamedTuple):
    """A report, and the file it goes to; standard output without one."""

    report: Report
    file: str


def sinks(specs: Sequence[str], config: Config) -> list[Sink]:
    """Return the reports that `--report NAME[:FILE]` asks for.

    Raises:
        NameUnknown: there is no report of that name.
        UsageError: two reports would go to one place.

    """
    wanted: list[Sink] = []
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    for spec in specs or ("github" if on_github else "full",):
        name, _, file = spec.partition(":")
        wanted.append(Sink(plugins.get("reports", Report, name, config.plugins), file))
    places = [os.path.normpath(sink.file) if sink.file else "" for sink in wanted]
    if len(set(places)) < len(places):
        raise click.UsageError(
            "two reports cannot go to one place; write one as NAME:FILE"
        )
    return wanted


def deliver(run: Run, wanted: Sequence[Sink]) -> None:
    """Write every report to its file or to standard output."""
    for sink in wanted:
        if sink.file:
            from errcat.writing import write  # only a report with a file needs it

            write(sink.file, sink.report.render(run._replace(color=False)))
        else:
            say(sink.report.render(run))


def refuse(error: CatalogInvalid) -> None:
    """Show on standard error what keeps catalogs from being used."""
    report = plugins.get("reports", Report, "full")
    click.echo(f"{report.render(error.result.run())}nothing was written", err=True)


def say(text: str) -> None:
    """Write *text* to standard output, and see to it that it got there.

    Raises:
        WriteFailed: it did not.

    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteFailed("standard output", str(error.strerror)) from None
