"""A Code Quality report, as GitLab shows it in merge requests."""

from __future__ import annotations

from typing import Any

from errcat.findings import ERROR, INFO, WARNING, Finding
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import dump, exchanged, fingerprints, path

_SEVERITIES = {ERROR: "major", WARNING: "minor", INFO: "info"}


def _violation(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": exchanged(finding.message),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": exchanged(path(finding.file)),
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }


def render(run: Run) -> str:
    """Return the findings; of two that share a fingerprint, GitLab would show one."""
    marked = zip(run.findings, fingerprints(run.findings), strict=True)
    return dump([_violation(*each) for each in marked], indent=2)


REPORT = Report(__name__, __doc__, render)
