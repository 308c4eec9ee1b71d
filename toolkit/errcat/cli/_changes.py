"""What commands that compare share: `--against`, the JSON report, and outputs for GitHub."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

import click

from errcat.cli import _completing, _reports
from errcat.comparing.outcome import ComparisonResult, document_text, greatest_bump
from errcat.comparing.showing import shown
from errcat.config import Config
from errcat.findings import SEVERITIES
from errcat.reporting.report import Report
from errcat.text import terminal

AGAINST = click.option(
    "--against",
    metavar="OLD",
    shell_complete=_completing.operands,
    help="Compare with OLD: a path, REF, REF:PATH, @latest, @previous or @merge-base."
    "  [default: @merge-base on a branch, else @latest]",
)


def remark(results: Sequence[ComparisonResult], *, quiet: bool) -> None:
    """Tell on standard error of a catalog that is new, or was elsewhere in the old state."""
    for result in results:
        if result.old.note and not quiet:
            subject = f"{result.comparison.catalog} against {result.old_label}"
            click.echo(f"errcat: {terminal(subject)}", err=True)


def sinks(
    specs: Sequence[str],
    results: Sequence[ComparisonResult],
    config: Config,
    *,
    by_entry: bool = False,
) -> list[_reports.Sink]:
    """Return the requested reports; `json` follows the schema of changes.

    With *by_entry*, `full` shows old and new values by entry.
    """
    own = {"json": Report("changes.json", None, lambda _: document_text(results))}
    if by_entry:
        own["full"] = Report("changes.full", None, partial(shown, results))
    return [
        sink._replace(report=own.get(sink.report.name, sink.report))
        for sink in _reports.sinks(specs, config)
    ]


def outputs(results: Sequence[ComparisonResult], status: str) -> None:
    """Write the result to $GITHUB_OUTPUT, for later steps of a GitHub workflow."""
    path = os.environ.get("GITHUB_OUTPUT")
    if not path:
        return
    levels = [change.level for result in results for change in result.differences]
    lines = [f"status={status}", f"bump={greatest_bump(results)}"]
    lines += [f"{level}s={levels.count(level)}" for level in SEVERITIES]
    with open(path, "a", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
