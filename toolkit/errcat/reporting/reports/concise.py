"""One line a finding: path, line, column, severity, message and rule."""

from __future__ import annotations

from errcat.reporting.report import Report, Run, line


def render(run: Run) -> str:
    """Return the findings, a line each, and the summary."""
    lines = [line(finding, run.color) for finding in run.findings]
    if not run.quiet:
        lines.append(run.summary)
    return "".join(f"{each}\n" for each in lines)


REPORT = Report(__name__, __doc__, render)
