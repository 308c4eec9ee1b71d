"""A Code Quality report, which GitLab shows in merge requests."""

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
    """Return the findings, each with its own fingerprint: GitLab merges equal ones."""
    violations = map(_violation, run.findings, fingerprints(run.findings))
    return dump(list(violations), indent=2)


REPORT = Report(__name__, __doc__, render)
