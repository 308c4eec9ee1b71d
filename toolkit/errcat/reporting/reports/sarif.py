"""SARIF 2.1.0, which GitHub code scanning and many editors read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from errcat.findings import (
    ERROR,
    INFO,
    WARNING,
    Edit,
    Finding,
    Fix,
    RelatedPlace,
    Span,
)
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import (
    by_severity,
    dump,
    exchanged,
    fingerprints,
    path,
)

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
_PROBLEMS = {ERROR: "error", WARNING: "warning", INFO: "recommendation"}
_MOST = 5000
"""How many results code scanning shows; it rejects a file with more than 25,000."""
_MOST_RELATED = 100
_LONGEST = 1024
"""The longest description of a rule."""
_ROOT = "%SRCROOT%"


def _text(text: str) -> dict[str, str]:
    return {"text": exchanged(text)}


def _unlinked(text: str) -> str:
    """Return *text* with everything escaped that would be an embedded link (section 3.11.6)."""
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", text)


def _link(text: str, target: int) -> str:
    escaped = re.sub(r"[][]", r"\\\g<0>", text)
    pad = " " if text.endswith("\\") else ""  # or else it would escape the bracket
    return f"[{escaped}{pad}]({target})"


def _file(file: str) -> dict[str, str]:
    """Return the URI of a file, relative to the root of the repository if possible."""
    from urllib.parse import quote  # slow to import, and only this format needs it

    address = quote(path(file), safe="/", errors="surrogatepass")
    if address.startswith("/"):
        return {"uri": f"file://{address}"}
    return {"uri": address, "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _physical(file: str, span: Span) -> dict[str, Any]:
    return {"artifactLocation": _file(file), "region": _region(span)}


def _why(page: str) -> str:
    """Return the second paragraph of a manual page, which says why, or else the first."""
    check, _, rest = page.partition("\n\n")
    why = rest.partition("\n\n")[0]
    return " ".join((check if why.startswith("```") else why or check).split())


def _rule(name: str, severity: str, rule: Any) -> dict[str, Any]:
    """Return the description of a rule, which is just its name if the rule is unknown."""
    summary = (rule and rule.summary) or name
    page = (rule and rule.page) or name
    severity = rule.severity if rule else severity
    return {
        "id": name,
        "shortDescription": _text(summary[:_LONGEST]),
        "fullDescription": _text(_why(page)[:_LONGEST]),
        "help": {**_text(page), "markdown": exchanged(page)},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "precision": "very-high",
            "problem.severity": _PROBLEMS[severity],
        },
    }


def _message(finding: Finding, related: Iterable[RelatedPlace]) -> str:
    """Return the message, followed by the hint and links to related places."""
    lines = [_unlinked(finding.message)]
    if finding.hint:
        lines.append(f"help: {_unlinked(finding.hint)}")
    lines += (_link(also.message, index) for index, also in enumerate(related, 1))
    return "\n".join(lines)


def _changes(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    files: dict[str, list[Edit]] = {}
    for edit in edits:
        files.setdefault(edit.file, []).append(edit)
    return [
        {
            "artifactLocation": _file(file),
            "replacements": [
                {
                    "deletedRegion": _region(edit.span),
                    "insertedContent": _text(edit.text),
                }
                for edit in own
            ],
        }
        for file, own in files.items()
    ]


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    return {
        "description": _text(_unlinked(finding.hint or finding.message)),
        "artifactChanges": _changes(fix.edits),
        "properties": {"applicability": "safe" if fix.safe else "unsafe"},
    }


def _result(
    finding: Finding, fingerprint: str, rules: Mapping[str, int]
) -> dict[str, Any]:
    related = finding.related[:_MOST_RELATED]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": _text(_message(finding, related)),
        "locations": [{"physicalLocation": _physical(finding.file, finding.span)}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if related:
        result["relatedLocations"] = [
            {
                "id": index,
                "message": _text(_unlinked(also.message)),
                "physicalLocation": _physical(also.file, also.span),
            }
            for index, also in enumerate(related, 1)
        ]
    if finding.fix and finding.fix.edits:
        result["fixes"] = [_fix(finding, finding.fix)]
    return result


def _note(hidden: int) -> dict[str, Any]:
    """Return the notice that findings were omitted."""
    text = f"{hidden} more findings omitted: code scanning shows at most {_MOST}."
    notice = {"level": "warning", "message": _text(text)}
    return {
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [notice]}
        ]
    }


def _driver(run: Run, severities: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": "errcat",
        "semanticVersion": run.version,
        "rules": [
            _rule(name, severity, run.rules.get(name))
            for name, severity in severities.items()
        ],
    }


def render(run: Run) -> str:
    """Return the run as one SARIF log; if there are too many findings, the most severe."""
    hidden = max(len(run.findings) - _MOST, 0)
    shown = by_severity(run.findings)[:_MOST] if hidden else run.findings
    severities = dict(sorted((item.rule, item.severity) for item in shown))
    rules = {name: index for index, name in enumerate(severities)}
    log = {
        "tool": {"driver": _driver(run, severities)},
        "automationDetails": {"id": "errcat/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": _text("The root of the repository.")}
        },
        **(_note(hidden) if hidden else {}),
        "results": [
            _result(finding, fingerprint, rules)
            for finding, fingerprint in zip(shown, fingerprints(shown), strict=True)
        ],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [log]}, indent=2)


REPORT = Report(__name__, __doc__, render)
