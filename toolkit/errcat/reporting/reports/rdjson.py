"""The Reviewdog Diagnostic Format, for review comments and one-click fixes by reviewdog."""

from __future__ import annotations

from typing import Any

from errcat.findings import Finding, Span
from errcat.loading.reading import Document
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import dump, exchanged, path


def _position(document: Document | None, line: int, column: int) -> dict[str, int]:
    """Return a position; columns count bytes of UTF-8, which needs the text of the line."""
    if document is None:
        return {"line": line}
    before = document.line(line)[: column - 1].encode("utf-8", "surrogatepass")
    return {"line": line, "column": len(before) + 1}


def _range(run: Run, file: str, span: Span) -> dict[str, Any]:
    document = run.documents.get(file)
    return {
        "start": _position(document, span.line, span.column),
        "end": _position(document, span.end_line, span.end_column),
    }


def _location(run: Run, file: str, span: Span) -> dict[str, Any]:
    return {"path": exchanged(path(file)), "range": _range(run, file, span)}


def _suggestions(run: Run, finding: Finding) -> list[dict[str, Any]]:
    """Return the fix if it is one edit of this file: reviewers accept edits one by one."""
    edits = finding.fix.edits if finding.fix else ()
    if len(edits) != 1 or edits[0].file != finding.file:
        return []
    (edit,) = edits
    where = _range(run, edit.file, edit.span)
    return [{"range": where, "text": exchanged(edit.text)}]


def _diagnostic(run: Run, finding: Finding) -> dict[str, Any]:
    hint = f"\nhelp: {finding.hint}" if finding.hint else ""
    suggestions = _suggestions(run, finding)
    related = [
        {
            "message": exchanged(also.message),
            "location": _location(run, also.file, also.span),
        }
        for also in finding.related
    ]
    return {
        "message": exchanged(finding.message + hint),
        "location": _location(run, finding.file, finding.span),
        "severity": finding.severity.upper(),
        "code": {"value": finding.rule},
        **({"suggestions": suggestions} if suggestions else {}),
        **({"related_locations": related} if related else {}),
    }


def render(run: Run) -> str:
    """Return the findings as one `DiagnosticResult`."""
    document = {
        "source": {"name": "errcat"},
        "diagnostics": [_diagnostic(run, finding) for finding in run.findings],
    }
    return dump(document, indent=2)


REPORT = Report(__name__, __doc__, render)
