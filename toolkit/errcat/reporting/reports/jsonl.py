"""One JSON object a line, each a finding as `findings.schema.json` describes it."""

from __future__ import annotations

from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import dump
from errcat.reporting.reports.json import finding


def render(run: Run) -> str:
    """Return the findings, a line each; nothing if there are none."""
    return "".join(dump(finding(each)) for each in run.findings)


REPORT = Report(__name__, __doc__, render)
