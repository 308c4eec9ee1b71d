"""The structure of a changelog document: its headings, its links and errcat's block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from errcat.changelog.fences import FenceTracker
from errcat.changelog.headings import UNRELEASED
from errcat.errors import ErrcatError

BEGIN = "<!-- errcat:begin -->"
END = "<!-- errcat:end -->"
"""errcat owns what is between these two lines of a document, and nothing else."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKER = re.compile(r" {0,3}<!--[ \t]*errcat:(begin|end)[ \t]*-->[ \t]*").fullmatch
_BOM = "\ufeff"

_TITLE = re.compile(r"#{1,2}(?:[ \t]|$)").match
_UNRELEASED = re.compile(
    r"##[ \t]+(?P<name>\[unreleased\]|unreleased)"
    r"(?P<link>(?<=\])(?:\((?P<target>[^()\s]*)\)|\[[^\]]*\]))?"
    r"(?:[ \t]+[-(\u2013\u2014].*)?(?:[ \t]+#+)?[ \t]*",
    re.IGNORECASE,
).fullmatch
_RELEASED = re.compile(
    r"#{1,2}[ \t]+(?P<bracket>\[?)v?(?P<version>[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)(?![^\s\](])"
).match
_DEFINITION = re.compile(
    r"(?P<head> {0,3}\[(?P<label>[^\]]+)\]:[ \t]*<?)(?P<target>[^\s<>]+)(?P<tail>.*)"
).fullmatch


class ChangelogUnclear(ErrcatError):
    """The structure of the document is ambiguous, so errcat does not change it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class MatchedLine(NamedTuple):
    """A line that is a heading or a link definition, and its parts."""

    row: int
    match: re.Match[str]


class Outline(NamedTuple):
    """The lines of a document and its structure; lines are counted from 0."""

    lines: list[str]
    """With their line ends."""
    plain: dict[int, str]
    """The lines that are Markdown and outside the block, without their line ends."""
    block: tuple[int, int] | None
    """The two marker lines."""
    unclosed: int | None
    """The line that opens a fence or HTML that is never closed."""

    def section(self, start: int) -> range:
        """Return the lines below the heading at *start*, up to the next heading or the links."""
        titles = (
            index
            for index, line in self.plain.items()
            if index > start and _TITLE(line)
        )
        return range(start + 1, next(titles, self.end))

    @property
    def end(self) -> int:
        """Where the text ends: before the link definitions at the end and the blank lines."""
        index = len(self.lines)
        while index and self._is_link(index - 1):
            index -= 1
        return index

    def _is_link(self, index: int) -> bool:
        line = self.plain.get(index)
        return line is not None and (not line.strip() or _DEFINITION(line) is not None)

    def unreleased(self) -> MatchedLine | None:
        """Return the `Unreleased` heading, if there is one.

        Raises:
            ChangelogUnclear: there are two, or the block is not below it.

        """
        headings = list(self._matching(_UNRELEASED))
        if len(headings) > 1:
            first, second = headings[0].row + 1, headings[1].row + 1
            reason = f"duplicate '{UNRELEASED}' heading (first on line {first}); merge the two"
            raise ChangelogUnclear(second, reason)
        heading = headings[0] if headings else None
        if self.block and not (heading and self.block[0] in self.section(heading.row)):
            reason = f"errcat's block is not below '{UNRELEASED}'; move it there, or remove its two marker lines"
            raise ChangelogUnclear(self.block[0] + 1, reason)
        return heading

    def versions(self) -> Iterator[MatchedLine]:
        """Return the headings of released versions."""
        return self._matching(_RELEASED)

    def definitions(self) -> dict[str, MatchedLine]:
        """Return the link definitions by label; as in Markdown, the first of a label counts."""
        definitions = list(self._matching(_DEFINITION))
        return {link.match["label"].casefold(): link for link in reversed(definitions)}

    def _matching(
        self, pattern: Callable[[str], re.Match[str] | None]
    ) -> Iterator[MatchedLine]:
        for index, line in self.plain.items():
            match = pattern(line)
            if match:
                yield MatchedLine(index, match)

    def newline(self, index: int) -> str:
        """Return the line end at *index*, else the nearest before, else the first there is."""
        for line in (*self.lines[index::-1], *self.lines):
            if line[-1] in "\r\n":
                return line_end(line)
        return "\n"

    def check_closed(self) -> None:
        """Raise ChangelogUnclear if text added at the end would be inside a fence or HTML."""
        if self.unclosed is not None:
            reason = "this code fence or HTML is never closed, so nothing can be added below it"
            raise ChangelogUnclear(self.unclosed + 1, reason)


def split_lines(text: str) -> list[str]:
    r"""Return the lines of *text* with their ends; only \n, \r and \r\n end a line."""
    return _LINE.findall(text)


def line_end(line: str) -> str:
    """Return the line end of *line*, or "" if it has none."""
    return line[len(line.rstrip("\r\n")) :]


def is_marker(line: str) -> bool:
    """Return whether *line*, without its line end, is one of the two markers."""
    return _MARKER(line) is not None


def split_bom(document: str) -> tuple[str, str]:
    """Return the byte order mark, or "" if there is none, and the rest of *document*."""
    text = document.removeprefix(_BOM)
    return document[: len(document) - len(text)], text


def outline_of(document: str) -> Outline:
    """Return the structure of *document*, which has no byte order mark.

    Raises:
        ChangelogUnclear: a marker is missing, or there is more than one block.

    """
    lines = split_lines(document)
    plain: dict[int, str] = {}
    markers: list[tuple[int, str]] = []
    fences = FenceTracker()
    opened: int | None = None
    for index, whole in enumerate(lines):
        line = whole.rstrip("\r\n")
        in_block = bool(markers) and markers[-1][1] == "begin"
        before = fences.closes
        covered = not in_block and fences.covers(line)
        if fences.closes is not before:
            opened = index
        marker = None if covered else _MARKER(line)
        if marker:
            markers.append((index, marker[1]))
        elif not (covered or in_block):
            plain[index] = line
    return Outline(lines, plain, _block(markers), opened if fences.closes else None)


def _block(markers: Sequence[tuple[int, str]]) -> tuple[int, int] | None:
    """Return the lines of the two markers; *markers* are in the order of the document."""
    begin: int | None = None
    end: int | None = None
    for index, kind in markers:
        if kind == "begin" and begin is not None:
            raise _duplicate(index, begin)
        if kind == "end" and (begin is None or end is not None):
            raise _unmatched(index, END, BEGIN)
        begin, end = (index, end) if kind == "begin" else (begin, index)
    if begin is None:
        return None
    if end is None:
        raise _unmatched(begin, BEGIN, END)
    return begin, end


def _duplicate(index: int, first: int) -> ChangelogUnclear:
    reason = (
        f"duplicate '{BEGIN}' (first on line {first + 1}); remove one of the blocks"
    )
    return ChangelogUnclear(index + 1, reason)


def _unmatched(index: int, marker: str, other: str) -> ChangelogUnclear:
    reason = f"'{marker}' has no matching '{other}'; add that, or remove this line"
    return ChangelogUnclear(index + 1, reason)
