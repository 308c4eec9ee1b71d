"""What a report format is, and what it is given to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import cleandoc
from typing import Any, NamedTuple

from errcat.findings import SEVERITIES, Finding
from errcat.loading.reading import Document
from errcat.text import terminal


class Inspected(NamedTuple):
    """A catalog that was looked at."""

    id: str
    path: str
    entries: int
    ranges: int


class Run(NamedTuple):
    """What a command has found: all that a report may show."""

    version: str
    """Of errcat."""
    catalogs: tuple[Inspected, ...]
    findings: tuple[Finding, ...]
    documents: Mapping[str, Document] = {}
    """The files that findings are about, by path."""
    color: bool = False
    quiet: bool = False
    rules: Mapping[str, Any] = {}
    """The rules that findings are of, by name; each has `summary`, `page` and `severity`."""
    said: str = ""
    """The summary, where it is not of what was looked at."""

    def count(self, severity: str) -> int:
        """Return how many findings are of *severity*."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def summary(self) -> str:
        """One line that says how much was looked at, and what was found."""
        if self.said:
            return self.said
        entries = sum(each.entries for each in self.catalogs)
        ranges = sum(each.ranges for each in self.catalogs)
        looked = _counted(entries, "error")
        if ranges:
            looked += f" in {_counted(ranges, 'range')}"
        if len(self.catalogs) > 1:
            looked += f" of {len(self.catalogs)} catalogs"
        if not self.findings:
            return f"{looked}, no findings"
        found = (
            _counted(self.count(each), each) for each in SEVERITIES if self.count(each)
        )
        return f"{looked}; found {_and(list(found))}"


def _counted(number: int, noun: str) -> str:
    plain = noun if noun != "info" else "note"
    return f"{number} {plain}" if number == 1 else f"{number} {plain}s"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


class Report:
    """A format that findings are shown in."""

    __slots__ = ("docs", "module", "name", "render")

    def __init__(
        self, module: str, docs: str | None, render: Callable[[Run], str]
    ) -> None:
        """Make the report format of a module, which is called like the format."""
        self.module = module
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.docs = cleandoc(docs or "")
        self.render = render


_COLORS = {"error": "31", "warning": "33", "info": "36"}


def paint(text: str, code: str, color: bool) -> str:
    """Return *text* in the color of an SGR *code* (ECMA-48), if there is to be color."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def line(finding: Finding, color: bool) -> str:
    """Return a finding as one line that a person and an editor can read."""
    place = f"{terminal(finding.file)}:{finding.span.line}:{finding.span.column}"
    severity = paint(finding.severity, _COLORS[finding.severity], color)
    return f"{paint(place, '1', color)}: {severity}: {terminal(finding.message)} ({finding.rule})"
