"""What commands that compare share: `--against`, their JSON report, and what a workflow is told."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from errcat.cli import _reports
from errcat.comparing.outcome import ComparisonResult, document_text, greatest_bump
from errcat.config import Config
from errcat.findings import SEVERITIES
from errcat.reporting.report import Report

AGAINST = click.option(
    "--against",
    metavar="OLD",
    help="Compare with this: a path, REF, REF:PATH, @latest or @merge-base.",
)


def sinks(
    specs: Sequence[str], results: Sequence[ComparisonResult], config: Config
) -> list[_reports.Sink]:
    """Return the reports asked for, `json` as the schema of changes has it."""
    own = Report("changes.json", None, lambda _: document_text(results))
    return [
        sink._replace(report=own) if sink.report.name == "json" else sink
        for sink in _reports.sinks(specs, config)
    ]


def outputs(results: Sequence[ComparisonResult], status: str) -> None:
    """Tell a GitHub workflow what came of it, through $GITHUB_OUTPUT."""
    path = os.environ.get("GITHUB_OUTPUT")
    if not path:
        return
    levels = [change.level for result in results for change in result.differences]
    lines = [f"status={status}", f"bump={greatest_bump(results)}"]
    lines += [f"{level}s={levels.count(level)}" for level in SEVERITIES]
    with open(path, "a", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
