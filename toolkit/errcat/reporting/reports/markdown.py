"""A summary and a table of the findings, for `$GITHUB_STEP_SUMMARY` and for comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat.findings import Finding
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import by_severity, joined, place
from errcat.text import markdown, markdown_cell, markdown_code

_LIMIT = 1_000_000
"""The most bytes of all rows; GitHub rejects a summary of more than 1 MiB."""


def _row(finding: Finding) -> str:
    parts = [
        markdown_cell(finding.message),
        *(
            f"{markdown_cell(also.message)}: {_code(place(also.file, also.span))}"
            for also in finding.related
        ),
        *([f"help: {markdown_cell(finding.hint)}"] if finding.hint else ()),
    ]
    where = _code(place(finding.file, finding.span))
    text = "<br>".join(parts)
    return f"| {finding.severity} | {where} | {text} | {_code(finding.rule)} |"


def _code(text: str) -> str:
    return markdown_code(text, cell=True)


def _fitting(rows: Iterable[str]) -> Iterator[str]:
    room = _LIMIT
    for row in rows:
        room -= len(row.encode()) + 1
        if room < 0:
            return
        yield row


def _lines(run: Run) -> Iterator[str]:
    yield "## errcat"
    yield ""
    yield markdown(run.summary)
    if not run.findings:
        return
    rows = list(_fitting(map(_row, by_severity(run.findings))))
    yield from ("", "| Severity | Place | Finding | Rule |", "| - | - | - | - |", *rows)
    if hidden := len(run.findings) - len(rows):
        yield from (
            "",
            f"{hidden} more not shown: a summary on GitHub can have at most 1 MiB.",
        )


def render(run: Run) -> str:
    """Return the summary, and one row per finding, the most severe first."""
    return joined(_lines(run))


REPORT = Report(__name__, __doc__, render)
