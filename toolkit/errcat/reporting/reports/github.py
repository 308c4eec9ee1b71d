"""Annotations of GitHub Actions: a workflow command a finding, ten of each severity at most.

GitHub shows ten errors, ten warnings and ten notices of a step, and drops what comes after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import ERROR, INFO, SEVERITIES, WARNING, Finding
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import path, place
from errcat.text import github_data, github_property

_COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
_MOST = 10
_ROOM = 4095
"""How long a message may be, in UTF-16 units; the runner cuts longer ones."""


def _cut(data: str) -> str:
    """Return escaped data, without its end if it is too long, and with no escape torn apart."""
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


def _where(finding: Finding) -> dict[str, str]:
    """Return the properties of a place; columns mean something within one line only."""
    span = finding.span
    lines = {"line": str(span.line), "endLine": str(span.end_line)}
    columns = {"col": str(span.column), "endColumn": str(span.end_column)}
    where = lines | columns if span.line == span.end_line else lines
    return {"file": path(finding.file), **where}


def _annotation(finding: Finding) -> str:
    said = [
        f"{place(finding.file, finding.span)}: {finding.message} ({finding.rule})",
        *(f"{each.message}: {place(each.file, each.span)}" for each in finding.related),
        *([f"help: {finding.hint}"] if finding.hint else ()),
    ]
    properties = {"title": finding.rule, **_where(finding)}
    return _command(_COMMANDS[finding.severity], properties, "\n".join(said))


def _annotations(run: Run) -> Iterator[str]:
    for severity in SEVERITIES:
        found = [each for each in run.findings if each.severity == severity]
        shown = found if len(found) <= _MOST else found[: _MOST - 1]
        yield from map(_annotation, shown)
        if len(shown) < len(found):
            name = _COMMANDS[severity]
            rest = f"{len(found) - len(shown)} more {name}s are not shown here"
            hint = "help: `--report markdown:FILE` writes all of them into a file"
            yield _command(name, {"title": "errcat"}, f"{rest}\n{hint}")


def render(run: Run) -> str:
    """Return the annotations, the gravest first, and the summary."""
    lines = list(_annotations(run))
    if not run.quiet:
        lines.append(run.summary)
    return "".join(f"{each}\n" for each in lines)


REPORT = Report(__name__, __doc__, render)
