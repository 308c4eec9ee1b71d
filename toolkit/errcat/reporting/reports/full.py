"""Findings with the line of the catalog they are about, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from errcat.findings import Finding
from errcat.reporting.report import Report, Run, line, paint
from errcat.text import terminal

_WIDTH = 160
"""How many columns of a catalog's line are shown."""


def _columns(text: str) -> int:
    """Return how many columns *text* takes on a terminal."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def _excerpt(run: Run, finding: Finding) -> Iterator[str]:
    """Yield the line a finding is about, with a caret under what is meant."""
    document = run.documents.get(finding.file)
    text = document.line(finding.span.line) if document else ""
    if not text.strip():
        return
    start = finding.span.column - 1
    same_line = finding.span.end_line == finding.span.line
    end = finding.span.end_column - 1 if same_line else len(text)
    cut = max(0, start - _WIDTH // 2)
    before, meant = terminal(text[cut:start]), terminal(
        text[start : max(end, start + 1)]
    )
    shown = terminal(text[cut : cut + _WIDTH])
    room = max(_WIDTH - len(before), 1)
    number = str(finding.span.line)
    gutter = " " * len(number)
    carets = "^" * max(1, min(_columns(meant), room))
    yield f" {gutter} |"
    yield f" {paint(number, '34', run.color)} | {shown}"
    yield f" {gutter} | {' ' * _columns(before)}{paint(carets, '31', run.color)}"


def _block(run: Run, finding: Finding) -> Iterator[str]:
    yield line(finding, run.color)
    yield from _excerpt(run, finding)
    for also in finding.related:
        place = f"{terminal(also.file)}:{also.span.line}:{also.span.column}"
        yield f"   = {terminal(also.message)}: {place}"
    if finding.hint:
        yield f"   = {paint('help', '1', run.color)}: {terminal(finding.hint)}"
    yield ""


def render(run: Run) -> str:
    """Return the findings, a block each, and the summary."""
    lines = [each for finding in run.findings for each in _block(run, finding)]
    if not run.quiet:
        lines.append(run.summary)
    return "".join(f"{each}\n" for each in lines)


REPORT = Report(__name__, __doc__, render)
