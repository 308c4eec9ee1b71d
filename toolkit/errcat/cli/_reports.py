"""Where reports go: files, standard output, or standard error if a run fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import click

from errcat import plugins
from errcat.cli import _terminal
from errcat.config import Config
from errcat.errors import NameUnknown, WriteFailed
from errcat.linting.validation import CatalogInvalid
from errcat.reporting.report import Report, Run


class Sink(NamedTuple):
    """A report, and its file; without one, it goes to standard output."""

    report: Report
    file: str


def sinks(specs: Sequence[str], config: Config) -> list[Sink]:
    """Return the reports that `--report NAME[:FILE]` requests.

    Raises:
        NameUnknown: there is no report of that name.
        UsageError: two reports would go to the same place.

    """
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    named = specs or ("github" if on_github else "full",)
    return _sinks(
        named, lambda name: plugins.get("reports", Report, name, config.plugins)
    )


def sinks_of(specs: Sequence[str], own: Mapping[str, Callable[[], str]]) -> list[Sink]:
    """Return the reports requested from a command that has its *own*; `full` is the default.

    Raises:
        NameUnknown: the command has no report of that name.
        UsageError: two reports would go to the same place.

    """

    def find(name: str) -> Report:
        if name not in own:
            raise NameUnknown("report", name, own)
        return Report(name, None, lambda _: own[name]())

    return _sinks(specs or ("full",), find)


def _sinks(specs: Sequence[str], find: Callable[[str], Report]) -> list[Sink]:
    wanted: list[Sink] = []
    for spec in specs:
        name, _, file = spec.partition(":")
        wanted.append(Sink(find(name), file))
    places = [os.path.normpath(sink.file) if sink.file else "" for sink in wanted]
    if len(set(places)) < len(places):
        raise click.UsageError(
            "two reports have the same destination; write one of them to a file with NAME:FILE"
        )
    return wanted


def deliver(run: Run, wanted: Sequence[Sink]) -> None:
    """Write every report to its file or to standard output."""
    shown = run._replace(width=_terminal.width())
    for sink in wanted:
        if sink.file:
            from errcat.reporting.files import write_report  # only a file needs it

            write_report(sink.file, sink.report.render(run._replace(color=False)))
        else:
            emit(sink.report.render(shown))


def refuse(error: CatalogInvalid) -> None:
    """Show on standard error why catalogs cannot be used."""
    report = plugins.get("reports", Report, "full")
    click.echo(f"{report.render(error.result.run())}nothing was written", err=True)


def emit(text: str) -> None:
    """Write *text* to standard output, and flush it.

    Raises:
        WriteFailed: standard output cannot be written.

    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteFailed("standard output", str(error.strerror)) from None
