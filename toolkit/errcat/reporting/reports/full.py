"""Findings with the line of the catalog that they refer to, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from errcat.findings import Finding
from errcat.reporting.report import Report, Run, line, location, paint, wrapped
from errcat.reporting.reports._shared import joined, with_summary
from errcat.text import columns, terminal

_WIDTH = 160
"""How many characters of a catalog's line are shown at most."""
_LEAST = 20
"""How many are shown in a narrow terminal."""
_INDENT, _FURTHER = "  ", " " * 5
RULES = "Run `errcat rule NAME` to read about a rule"
"""The last line if there are findings."""


def _excerpt(run: Run, finding: Finding) -> Iterator[str]:
    """Yield the line that a finding refers to, with carets under the exact place."""
    document = run.documents.get(finding.file)
    text = document.line(finding.span.line) if document else ""
    if not text.strip():
        return
    start = finding.span.column - 1
    same_line = finding.span.end_line == finding.span.line
    end = finding.span.end_column - 1 if same_line else len(text)
    number = str(finding.span.line)
    free = run.width - len(number) - len("  | ")
    width = min(_WIDTH, max(free, _LEAST)) if run.width else _WIDTH
    cut = max(0, start - width // 2) if end > width else 0
    before = terminal(text[cut:start])
    marked = terminal(text[start : max(end, start + 1)])
    shown = terminal(text[cut : cut + width])
    room = max(width - len(before), 1)
    gutter = " " * len(number)
    carets = "^" * max(1, min(columns(marked), room))
    yield f" {gutter} |"
    yield f" {paint(number, '34', run.color)} | {shown}"
    yield f" {gutter} | {' ' * columns(before)}{paint(carets, '31', run.color)}"


def _block(run: Run, finding: Finding) -> Iterator[str]:
    yield wrapped(line(finding, run.color), run.width, _INDENT)
    yield from _excerpt(run, finding)
    for also in finding.related:
        place = location(also.file, also.span)
        yield wrapped(f"   = {terminal(also.message)}: {place}", run.width, _FURTHER)
    if finding.hint:
        label = paint("help", "1", run.color)
        text = f"   = {label}: {terminal(finding.hint)}"
        yield wrapped(text, run.width, _FURTHER)
    yield ""


def render(run: Run) -> str:
    """Return one block per finding, and the summary."""
    blocks = (_block(run, finding) for finding in run.findings)
    text = with_summary(run, chain.from_iterable(blocks))
    return text + joined([RULES] if run.findings and not run.quiet else [])


REPORT = Report(__name__, __doc__, render)
