"""Moving the items of a list into another order, each with its comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from errcat.editing.amendments import begin_of, extent_of, flows
from errcat.editing.lines import Splice, line_start, newline
from errcat.loading.reading import Document, Path, is_list

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


class _Item(NamedTuple):
    """The part of a text that moves as one."""

    start: int
    end: int


def reordered(document: Document, path: Path, order: Sequence[int]) -> Splice | None:
    """Return the splice that puts the items of the list at *path* into *order*.

    *order* holds the index that each item has now. The comments directly above an item, on its
    lines and directly below it (indented like its keys) move with it; empty lines and other
    comments stay where they are. None if the layout does not allow it.
    """
    data = document.data
    for step in path:
        data = data[step]
    if not is_list(data) or sorted(order) != list(range(len(data))):
        return None
    in_brackets = flows(document, path)
    parts = (_values if in_brackets else _blocks)(document, path, len(data))
    if parts is None:
        return None
    items = [document.text[part.start : part.end] for part in parts]
    gaps = [
        document.text[part.end : following.start] for part, following in pairwise(parts)
    ]
    if in_brackets and any("#" in gap for gap in gaps):
        return None
    moved = [items[index] for index in order]
    if not in_brackets:
        moved = _ended(moved, newline(document.text), whole=_is_ended(items[-1]))
    text = "".join(
        piece for pair in zip(moved, [*gaps, ""], strict=True) for piece in pair
    )
    splice = Splice(parts[0].start, parts[-1].end, text)
    return splice if _as_wanted(document, path, order, splice) else None


def _as_wanted(
    document: Document, path: Path, order: Sequence[int], splice: Splice
) -> bool:
    """Tell whether the file with *splice* has the same data but for the order."""
    text = document.text[: splice.start] + splice.text + document.text[splice.end :]
    after = Document(document.file, text, document.reader)
    if after.faults:
        return False
    before, result = document.data, after.data
    for step in path[:-1]:
        before, result = before[step], result[step]
    last = path[-1]
    wanted = [before[last][index] for index in order]
    return bool({**before, last: wanted} == result)


def _values(document: Document, path: Path, count: int) -> list[_Item]:
    return [_Item(*document.offsets((*path, index))) for index in range(count)]


def _blocks(document: Document, path: Path, count: int) -> list[_Item] | None:
    """Return the lines of each item; None where a line belongs to two of them."""
    text = document.text
    starts = [begin_of(document, (*path, index)) for index in range(count)]
    if any(text[line_start(text, start) : start].strip() for start in starts):
        return None
    column = starts[0] - line_start(text, starts[0])
    lines = [line_start(text, start) for start in starts]
    ends = [
        _after_line(text, extent_of(document, (*path, index))[1])
        for index in range(count)
    ]
    ends = [
        _with_notes_below(text, end, limit, column)
        for end, limit in zip(ends, [*lines[1:], len(text)], strict=True)
    ]
    floors = [_floor(text, document, path, lines[0]), *ends[:-1]]
    firsts = [
        _with_notes_above(text, start, floor)
        for start, floor in zip(lines, floors, strict=True)
    ]
    return [_Item(*pair) for pair in zip(firsts, ends, strict=True)]


def _floor(text: str, document: Document, path: Path, first: int) -> int:
    """Return where the lines between the key of the list and its *first* item begin."""
    key_end = document.offsets(path, key=True)[1] if path else 0
    return min(_after_line(text, key_end), first)


def _after_line(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end() if match else len(text)


def _with_notes_below(text: str, end: int, limit: int, column: int) -> int:
    """Return where the comments end that follow an item and are indented like its keys."""
    while end < limit:
        line = text[end : _after_line(text, end)]
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= column:
            break
        end += len(line)
    return end


def _with_notes_above(text: str, start: int, floor: int) -> int:
    """Return where the comments begin that stand directly above an item."""
    while start > floor:
        above = line_start(text, start - 1 - text.startswith("\r\n", start - 2))
        if above < floor or not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _is_ended(item: str) -> bool:
    return item.endswith(("\n", "\r"))


def _ended(items: Sequence[str], end: str, *, whole: bool) -> list[str]:
    """Return *items* with a line end each; the last one only if the last line had one."""
    ended = [item if _is_ended(item) else item + end for item in items]
    return ended if whole else [*ended[:-1], ended[-1].rstrip("\r\n")]
