"""One finding per line as a JSON object, described by `findings.schema.json`."""

from __future__ import annotations

from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import dump
from errcat.reporting.reports.json import finding


def render(run: Run) -> str:
    """Return one line per finding; nothing if there are none."""
    return "".join(map(dump, map(finding, run.findings)))


REPORT = Report(__name__, __doc__, render)
