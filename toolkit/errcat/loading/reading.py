"""What a reader is: it turns one notation into plain data, and knows the position of every node.

A reader never raises an exception because of a file's content: a part that cannot be read becomes a
`Fault`. Positions are looked up when a finding needs one, so a clean file does not pay for them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias, TypeGuard

from errcat.findings import Span

DEPTH = 64
"""How deep lists and mappings may be nested; deeper nesting is a finding."""

Offsets: TypeAlias = tuple[int, int]
"""The start and end of a part of a text, in code points."""

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a node."""

Locate: TypeAlias = Callable[[Path, bool], Offsets]
"""Gives the offsets of the node at a path, or of its key."""


def is_mapping(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether *value* is a mapping; the readers make all keys text."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether *value* is a list."""
    return isinstance(value, list)


class Plain(str):
    """Unquoted text that some readers of the notation take for another value."""

    __slots__ = ()


class Fault(NamedTuple):
    """A part of a file that cannot be read."""

    rule: str
    message: str
    start: int = 0
    end: int = 0
    hint: str = ""
    related: tuple[tuple[str, int, int], ...] = ()
    """Other places: a message, start and end."""


class Reading(NamedTuple):
    """The result of reading a text."""

    data: Any
    """None where nothing could be read."""
    faults: tuple[Fault, ...]
    locate: Locate


class Reader(NamedTuple):
    """One notation: its name, the endings of its files, and how to read them."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str], Reading]


class Document:
    """A file that has been read: its text, its data, and the position of every node."""

    def __init__(self, file: str, text: str, reader: Reader) -> None:
        self.file = file
        self.text = text
        self.reader = reader
        self.data, self.faults, self._locate = reader.read(text)
        self._starts: list[int] | None = None

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Return the position of the node at *path*, or of its nearest existing parent."""
        return self.span_at(*self.offsets(path, key=key))

    def offsets(self, path: Path, *, key: bool = False) -> Offsets:
        """Return the same as `span`, as offsets."""
        return self._locate(path, key)

    def span_at(self, start: int, end: int) -> Span:
        """Return offsets as lines and columns."""
        line, column = self._position(start)
        end_line, end_column = self._position(max(start, end))
        return Span(line, column, end_line, end_column)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both from 1."""
        return self._line_starts()[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Return the text of a line without its end."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def _position(self, offset: int) -> tuple[int, int]:
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            ends = re.finditer(r"\r\n|\n|\r", self.text)
            self._starts = [0, *(match.end() for match in ends)]
        return self._starts


def too_deep(value: Any) -> Path | None:
    """Return the path of a node nested deeper than `DEPTH`, or None."""
    level: list[tuple[Path, Any]] = [((), value)]
    for _ in range(DEPTH + 1):
        level = [child for node in level for child in _children(*node)]
        if not level:
            return None
    return level[0][0]


def _children(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if is_mapping(value):
        return (((*path, key), child) for key, child in value.items())
    if is_list(value):
        return (((*path, index), child) for index, child in enumerate(value))
    return iter(())
