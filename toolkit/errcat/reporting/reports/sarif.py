"""SARIF 2.1.0, which GitHub code scanning and many editors read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from errcat.findings import (
    ERROR,
    INFO,
    SEVERITIES,
    WARNING,
    Edit,
    Finding,
    Fix,
    RelatedPlace,
    Span,
)
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import HOME, dump, exchanged, fingerprints, path

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
_PROBLEMS = {ERROR: "error", WARNING: "warning", INFO: "recommendation"}
_MOST = 5000
"""How many results code scanning shows; of more than 25,000 it takes none."""
_MOST_RELATED = 100
_LONGEST = 1024
"""How long a rule's descriptions may be."""
_ROOT = "%SRCROOT%"


def _text(text: str) -> dict[str, str]:
    return {"text": exchanged(text)}


def _unlinked(text: str) -> str:
    """Return *text* with what would be an embedded link (section 3.11.6) escaped."""
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", text)


def _link(text: str, target: int) -> str:
    escaped = re.sub(r"[][]", r"\\\g<0>", text)
    pad = " " if text.endswith("\\") else ""  # else it would escape the bracket
    return f"[{escaped}{pad}]({target})"


def _file(file: str) -> dict[str, str]:
    """Return a file's address, relative to the root of the repository if it can be."""
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
    """Return the paragraph of a manual page that follows the law, or else the law."""
    law, _, rest = page.partition("\n\n")
    why = rest.partition("\n\n")[0]
    return " ".join((law if why.startswith("```") else why or law).split())


def _rule(name: str, severity: str, rule: Any) -> dict[str, Any]:
    """Return what there is to say about a rule; one that is not known says its name."""
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
    """Return the message, and below it the hint and links to the related places."""
    said = [_unlinked(finding.message)]
    if finding.hint:
        said.append(f"help: {_unlinked(finding.hint)}")
    said += (_link(also.message, index) for index, also in enumerate(related, 1))
    return "\n".join(said)


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
                for edit in each
            ],
        }
        for file, each in files.items()
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
    """Return how the run went, which is told only where something is left out."""
    told = f"{hidden} more findings are left out: code scanning shows {_MOST}."
    notice = {"level": "warning", "message": _text(told)}
    return {
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [notice]}
        ]
    }


def _driver(run: Run, severities: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": "errcat",
        "semanticVersion": run.version,
        "informationUri": HOME,
        "rules": [
            _rule(name, severity, run.rules.get(name))
            for name, severity in severities.items()
        ],
    }


def render(run: Run) -> str:
    """Return the run as one SARIF log; of too many findings, the gravest."""
    marked = list(zip(run.findings, fingerprints(run.findings), strict=True))
    hidden = len(marked) - _MOST
    if hidden > 0:
        marked.sort(key=lambda each: SEVERITIES.index(each[0].severity))
        marked = marked[:_MOST]
    severities = dict(sorted((each.rule, each.severity) for each, _ in marked))
    rules = {name: index for index, name in enumerate(severities)}
    log = {
        "tool": {"driver": _driver(run, severities)},
        "automationDetails": {"id": "errcat/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": _text("The root of the repository.")}
        },
        **(_note(hidden) if hidden > 0 else {}),
        "results": [_result(*each, rules) for each in marked],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [log]}, indent=2)


REPORT = Report(__name__, __doc__, render)
