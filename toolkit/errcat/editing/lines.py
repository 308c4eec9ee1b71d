"""Lines and offsets of a text, and replacing parts of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Splice(NamedTuple):
    """A part of a text by its offsets, and the text that replaces it."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return *text* with *splices* made, which are in order; of two that overlap only the first."""
    parts: list[str] = []
    done = 0
    for start, end, new in splices:
        if start >= done:
            parts += [text[done:start], new]
            done = end
    return "".join([*parts, text[done:]])


def line_start(text: str, offset: int) -> int:
    """Return where the line of *offset* starts."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> tuple[int, int]:
    """Return where the line of *offset* ends, and where the next one starts."""
    match = _LINE_END.search(text, offset)
    return match.span() if match else (len(text), len(text))


def newline(text: str) -> str:
    """Return the first line end in *text*; a line feed where there is none."""
    match = _LINE_END.search(text)
    return match[0] if match else "\n"
