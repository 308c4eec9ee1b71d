"""Findings with the line of the catalog that they refer to, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from errcat.findings import Finding
from errcat.reporting.report import Report, Run, line, location, paint
from errcat.reporting.reports._shared import with_summary
from errcat.text import columns, terminal

_WIDTH = 160
"""How many characters of a catalog's line are shown."""


def _excerpt(run: Run, finding: Finding) -> Iterator[str]:
    """Yield the line that a finding refers to, with carets under the exact place."""
    document = run.documents.get(finding.file)
    text = document.line(finding.span.line) if document else ""
    if not text.strip():
        return
    start = finding.span.column - 1
    same_line = finding.span.end_line == finding.span.line
    end = finding.span.end_column - 1 if same_line else len(text)
    cut = max(0, start - _WIDTH // 2)
    before = terminal(text[cut:start])
    marked = terminal(text[start : max(end, start + 1)])
    shown = terminal(text[cut : cut + _WIDTH])
    room = max(_WIDTH - len(before), 1)
    number = str(finding.span.line)
    gutter = " " * len(number)
    carets = "^" * max(1, min(columns(marked), room))
    yield f" {gutter} |"
    yield f" {paint(number, '34', run.color)} | {shown}"
    yield f" {gutter} | {' ' * columns(before)}{paint(carets, '31', run.color)}"


def _block(run: Run, finding: Finding) -> Iterator[str]:
    yield line(finding, run.color)
    yield from _excerpt(run, finding)
    for also in finding.related:
        yield f"   = {terminal(also.message)}: {location(also.file, also.span)}"
    if finding.hint:
        yield f"   = {paint('help', '1', run.color)}: {terminal(finding.hint)}"
    yield ""


def render(run: Run) -> str:
    """Return one block per finding, and the summary."""
    blocks = (_block(run, finding) for finding in run.findings)
    return with_summary(run, chain.from_iterable(blocks))


REPORT = Report(__name__, __doc__, render)
