"""Which lines of a Markdown document are inside a code fence, a comment or raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

# If more than four spaces follow a list marker, all but one belong to an indented code block.
_ITEM = re.compile(
    r"( {0,3}(?:[-+*]|[0-9]{1,9}[.)]))( {1,4}(?=\S)| (?= {4})|(?=\s*$))"
).match
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$").match
_START = re.compile(r" {0,3}(?:#{1,6}(?: |$)|[><]|`{3}|~{3}|(?:[-+*]|1[.)]) )").match
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})").match
_RAW = tuple(
    (re.compile(f" {{0,3}}(?i:{start})").match, re.compile(f"(?i:{end})").search)
    for start, end in (
        ("<!--", "-->"),
        (
            r"<(?:pre|script|style|textarea)(?=[\s>]|$)",
            r"</(?:pre|script|style|textarea)>",
        ),
        (r"<\?", r"\?>"),
        (r"<!\[CDATA\[", r"\]\]>"),
        ("<![a-z]", ">"),
    )
)


class FenceTracker:
    """Reads a document line by line, and knows which lines are not plain Markdown.

    This is the part of CommonMark's block structure (sections 4.5, 4.6 and 5.2) that decides
    whether a heading or a marker is real.
    """

    def __init__(self) -> None:
        self.closes: Callable[[str], object] | None = None
        """Returns whether a line closes the open fence or HTML; None if nothing is open."""
        self._items: list[int] = []
        """The content columns of the open list items; a fence inside an item ends with it."""
        self._paragraph = False
        """Whether the line before belongs to a paragraph, which may continue with less indent."""

    def covers(self, line: str) -> bool:
        """Read the next *line*, and return whether it is fenced, commented out or raw HTML."""
        line = line.expandtabs(4)
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            indent = self._column
        elif indent < self._column and self.closes:
            self.closes = None
        if self.closes:
            if self.closes(line[self._column :]):
                self.closes = None
            return True
        if not (self._paragraph and _is_text(line)):
            self._items = [column for column in self._items if column <= indent]
        content = self._content(line, min(self._column, indent))
        self.closes = _closing(content)
        self._paragraph = _is_text(content)
        return self.closes is not None

    @property
    def _column(self) -> int:
        return self._items[-1] if self._items else 0

    def _content(self, line: str, column: int) -> str:
        """Return *line* from *column* on, behind the markers of the list items it begins."""
        while (item := _ITEM(line[column:])) and not _RULE(line[column:]):
            marker, space = map(len, item.groups())
            column += marker + (space or 1)
            self._items.append(column)
        return line[column:]


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not _START(line) and not _RULE(line)


def _closing(line: str) -> Callable[[str], object] | None:
    """Return the test for the line that closes the fence or HTML that *line* leaves open."""
    fence = _FENCE(line)
    if fence:
        ticks = fence[1]
        closing = rf" {{0,3}}{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*"
        return re.compile(closing).fullmatch
    for start, end in _RAW:
        if start(line):
            return None if end(line) else end
    return None
