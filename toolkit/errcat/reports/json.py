"""One JSON document with every finding, as `findings.schema.json` describes it."""

from __future__ import annotations

from typing import Any

from errcat.findings import SEVERITIES, Finding, Span
from errcat.reporting import Report, Run


def span(value: Span) -> dict[str, int]:
    """Return a span as the report shows it: from 1, in code points, the end exclusive."""
    return dict(value._asdict())


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
        "fix": None,
        "related": [
            {"message": also.message, "file": also.file, "span": span(also.span)}
            for also in value.related
        ],
    }


def render(run: Run) -> str:
    """Return the whole run as JSON."""
    import json

    document = {
        "format": 1,
        "errcat": run.version,
        "summary": {
            **{f"{severity}s": run.count(severity) for severity in SEVERITIES},
            "catalogs": [each._asdict() for each in run.catalogs],
        },
        "findings": [finding(each) for each in run.findings],
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


REPORT = Report(__name__, __doc__, render)
