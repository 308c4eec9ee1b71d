"""One line per finding: path, line, column, severity, message and rule."""

from __future__ import annotations

from errcat.reporting.report import Report, Run, line
from errcat.reporting.reports._shared import with_summary


def render(run: Run) -> str:
    """Return one line per finding, and the summary."""
    return with_summary(run, (line(finding, run.color) for finding in run.findings))


REPORT = Report(__name__, __doc__, render)
