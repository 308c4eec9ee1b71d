"""What a report is, and the run that it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from inspect import cleandoc
from typing import Any, NamedTuple

from errcat.findings import SEVERITIES, Finding, Span
from errcat.loading.reading import Document
from errcat.text import columns, terminal


class Inspected(NamedTuple):
    """A catalog that was checked."""

    id: str
    path: str
    entries: int
    ranges: int


class Run(NamedTuple):
    """The result of a command: everything that a report can show."""

    version: str
    """The version of errcat."""
    catalogs: tuple[Inspected, ...]
    findings: tuple[Finding, ...]
    documents: Mapping[str, Document] = {}
    """The files that findings refer to, by path."""
    color: bool = False
    quiet: bool = False
    rules: Mapping[str, Any] = {}
    """The rules of the findings, by name; each has `summary`, `page` and `severity`."""
    conclusion: str = ""
    """The summary, if it is not the default one, which counts entries and findings."""
    note: str = ""
    """A line for people about the run as a whole, which is no finding."""
    width: int = 0
    """The columns at which lines of text wrap; 0 where they do not wrap."""

    def count(self, severity: str) -> int:
        """Return the number of findings of *severity*."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def fixable(self) -> int:
        """The number of findings that have a safe fix."""
        return sum(bool(item.fix and item.fix.safe) for item in self.findings)

    @property
    def summary(self) -> str:
        """One line that says how much was checked, and how many findings there are."""
        return self.conclusion or f"Checked {self._checked()}: {self._counts()}"

    def _checked(self) -> str:
        entries = sum(catalog.entries for catalog in self.catalogs)
        ranges = sum(catalog.ranges for catalog in self.catalogs)
        text = _counted(entries, "entry", "entries")
        if ranges:
            text += f" in {_counted(ranges, 'range')}"
        if len(self.catalogs) > 1:
            text += f" of {len(self.catalogs)} catalogs"
        return text

    def _counts(self) -> str:
        counts = {severity: self.count(severity) for severity in SEVERITIES}
        texts = [_counted(n, _NOUNS[severity]) for severity, n in counts.items() if n]
        if not texts:
            return "no findings"
        fixable = f" ({self.fixable} fixable with --fix)" if self.fixable else ""
        return _listed(texts) + fixable


_NOUNS = {"error": "error", "warning": "warning", "info": "note"}


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


class Report:
    """A format that shows findings."""

    __slots__ = ("docs", "module", "name", "render")

    def __init__(
        self, module: str, docs: str | None, render: Callable[[Run], str]
    ) -> None:
        """Define the report of *module*; its name is that of the module."""
        self.module = module
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.docs = cleandoc(docs or "")
        self.render = render


_COLORS = {"error": "31", "warning": "33", "info": "36"}


def paint(text: str, code: str, color: bool) -> str:
    """Return *text* in the color of an SGR *code* (ECMA-48), or as it is without *color*."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return *text* with line breaks between words; *indent* starts every further line.

    Colors take no room, a word that is wider than *width* stays whole, and nothing is broken if
    *width* is 0.
    """
    if not width:
        return text
    room = max(width - len(indent), _NARROWEST)
    start, *words = text.split(" ")
    lines, used = [start], _columns(start)
    for word in words:
        size = _columns(word)
        if used + 1 + size > (room if len(lines) > 1 else width):
            lines.append(word)
            used = size
        else:
            lines[-1] += f" {word}"
            used += 1 + size
    return f"\n{indent}".join(lines)


_NARROWEST = 20


def _columns(word: str) -> int:
    return columns(re.sub(r"\x1b\[[0-9;]*m", "", word))


def location(file: str, span: Span) -> str:
    """Return a file, line and column for a terminal."""
    return f"{terminal(file)}:{span.line}:{span.column}"


def line(finding: Finding, color: bool) -> str:
    """Return a finding as one line that people and editors can read."""
    place = paint(location(finding.file, finding.span), "1", color)
    severity = paint(finding.severity, _COLORS[finding.severity], color)
    return f"{place}: {severity}: {terminal(finding.message)} ({finding.rule})"
