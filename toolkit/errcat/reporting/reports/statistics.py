"""How many findings each rule has, with those of the most findings first."""

from __future__ import annotations

from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import counted, ending, joined


def render(run: Run) -> str:
    """Return one line per rule, and the summary."""
    return joined((*counted(run), *ending(run)))


REPORT = Report(__name__, __doc__, render)
