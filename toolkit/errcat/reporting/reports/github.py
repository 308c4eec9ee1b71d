"""Annotations for GitHub Actions: one workflow command per finding, up to ten per severity.

GitHub shows ten errors, ten warnings and ten notices per step, and drops the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import ERROR, INFO, SEVERITIES, WARNING, Finding
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import details, path, place, with_summary
from errcat.text import github_data, github_property

_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
_MOST = 10
_ROOM = 4095
"""The longest message in UTF-16 units; the runner truncates longer ones."""


def _cut(data: str) -> str:
    """Return escaped *data*, truncated if it is too long, but never within an escape."""
    units = data.encode("utf-16-le")
    if len(units) <= 2 * _ROOM:
        return data
    kept = units[: 2 * (_ROOM - len("..."))].decode("utf-16-le", "ignore")
    return re.sub(r"%.?\Z", "", kept) + "..."


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(
        f"{key}={github_property(value)}" for key, value in properties.items()
    )
    return f"::{name} {listed}::{_cut(github_data(message))}"


def _properties(finding: Finding) -> dict[str, str]:
    """Return the properties of a place; columns only if it is within one line."""
    span = finding.span
    lines = {"line": str(span.line), "endLine": str(span.end_line)}
    columns = {"col": str(span.column), "endColumn": str(span.end_column)}
    properties = lines | columns if span.line == span.end_line else lines
    return {"file": path(finding.file), **properties}


def _annotation(finding: Finding) -> str:
    where = place(finding.file, finding.span)
    lines = (f"{where}: {finding.message} ({finding.rule})", *details(finding))
    properties = {"title": finding.rule, **_properties(finding)}
    return _command(_COMMANDS[finding.severity], properties, "\n".join(lines))


def _annotations(run: Run) -> Iterator[str]:
    for severity in SEVERITIES:
        findings = [item for item in run.findings if item.severity == severity]
        shown = findings if len(findings) <= _MOST else findings[: _MOST - 1]
        yield from map(_annotation, shown)
        if len(shown) < len(findings):
            name = _COMMANDS[severity]
            rest = f"{len(findings) - len(shown)} more {name}s not shown here"
            hint = "help: `--report markdown:FILE` writes all of them to a file"
            yield _command(name, {"title": "errcat"}, f"{rest}\n{hint}")


def render(run: Run) -> str:
    """Return the annotations, the most severe first, and the summary."""
    return with_summary(run, _annotations(run))


REPORT = Report(__name__, __doc__, render)
