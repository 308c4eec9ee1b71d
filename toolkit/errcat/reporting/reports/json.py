"""One JSON document with all findings, described by `findings.schema.json`."""

from __future__ import annotations

from typing import Any

from errcat.findings import SEVERITIES, Finding, Fix, Span
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import dump


def span(value: Span) -> dict[str, int]:
    """Return a span as plain data: counted from 1, in code points, the end exclusive."""
    return dict(value._asdict())


def fix(value: Fix) -> dict[str, Any]:
    """Return a fix as plain data."""
    return {
        "applicability": "safe" if value.safe else "unsafe",
        "edits": [
            {"file": edit.file, "span": span(edit.span), "text": edit.text}
            for edit in value.edits
        ],
    }


def finding(value: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "rule": value.rule,
        "severity": value.severity,
        "message": value.message,
        "file": value.file,
        "span": span(value.span),
        "catalog": value.catalog,
        "code": value.code,
        "field": value.field,
        "value": value.value,
        "hint": value.hint,
        "fingerprint": value.fingerprint,
        "fix": fix(value.fix) if value.fix else None,
        "related": [
            {"message": also.message, "file": also.file, "span": span(also.span)}
            for also in value.related
        ],
    }


def render(run: Run) -> str:
    """Return the whole run as JSON."""
    document = {
        "format": 1,
        "errcat": run.version,
        "summary": {
            **{f"{severity}s": run.count(severity) for severity in SEVERITIES},
            "catalogs": [catalog._asdict() for catalog in run.catalogs],
        },
        "findings": list(map(finding, run.findings)),
    }
    return dump(document, indent=2)


REPORT = Report(__name__, __doc__, render)
