"""A three-way merge of a catalog file, entry by entry, so that branches which add codes do not clash.

Parts that no branch changed stay byte for byte the same. An entry that both changed, and everything
outside the entries, is merged line by line, as git does; of two new versions the greater one stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.editing.lines import Splice, line_end, line_start, newline, spliced
from errcat.loading.branches import TakenCodes
from errcat.loading.reading import Document, is_list, is_mapping
from errcat.model import NUMBER

FindTaken = Callable[[], TakenCodes]
"""Finds the codes that other branches use; asked only where both sides added the same code."""
MergeLines = Callable[[str, str, str], tuple[str, bool]]
"""Merges three texts (ours, base, theirs) line by line, and tells whether there is no conflict."""


class Merged(NamedTuple):
    """A merged file, and the conflicts that a person has to resolve."""

    text: str
    conflicts: tuple[str, ...]
    """One sentence for each."""


class _File(NamedTuple):
    """A catalog file in pieces: the text before, between and after its entries."""

    head: str
    chunks: Mapping[str, str]
    """The text of each entry by code; in a block, with the comments above it."""
    data: Mapping[str, Any]
    between: str
    tail: str


def merge(
    base: Document,
    ours: Document,
    theirs: Document,
    lines: MergeLines,
    find_taken: FindTaken = TakenCodes,
) -> Merged | None:
    """Return *ours* with the changes that *theirs* made since *base*.

    None where a merge entry by entry is not possible: a file cannot be read, or its layout differs
    from that of the others.
    """
    base, ours, theirs = _of_one_version(base, ours, theirs)
    blocks = {_is_block(side) for side in (base, ours, theirs) if _rows(side)}
    if len(blocks) > 1:
        return None
    block = blocks == {True}
    parts = [_parted(side, block=block) for side in (base, ours, theirs)]
    if any(side is None for side in parts):
        return None
    old, mine, other = (side for side in parts if side is not None)
    head, head_ok = lines(mine.head, old.head, other.head)
    tail, tail_ok = lines(mine.tail, old.tail, other.tail)
    conflicts = (
        []
        if head_ok and tail_ok
        else ["both sides changed the file outside its entries"]
    )
    chunks: dict[str, str] = {}
    wanted: dict[str, Any] = {}
    for code in _order(old, mine, other):
        text, reason = _one(code, old, mine, other, lines, find_taken)
        conflicts += [reason] if reason else []
        if text is not None:
            chunks[code] = text
            wanted[code] = _data(code, old, mine, other)
    between = mine.between or other.between
    text = head + _joined(list(chunks.values()), between, block=block) + tail
    if not conflicts and not _holds(text, ours, wanted):
        return None
    return Merged(text, tuple(conflicts))


def _of_one_version(*sides: Document) -> Sequence[Document]:
    """Return *sides* with the greater version in each, if two releases have changed it.

    That is what a hotfix needs that is merged into a later release: its version is history there.
    """
    versions = [_version(side) for side in sides]
    if len(set(versions)) < len(sides) or "" in versions:
        return sides
    greatest = max(versions[1:], key=lambda version: [*map(int, version.split("."))])
    return [
        _with_version(side, version, greatest)
        for side, version in zip(sides, versions, strict=True)
    ]


def _version(document: Document) -> str:
    """Return the version in a header; "" if it has none that can be compared."""
    data = document.data if is_mapping(document.data) else {}
    version = str(data.get("version", ""))
    return version if re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", version) else ""


def _with_version(document: Document, old: str, new: str) -> Document:
    start, end = document.offsets(("version",))
    value = document.text[start:end].replace(old, new)
    text = spliced(document.text, [Splice(start, end, value)])
    return Document(document.file, text, document.reader)


def _rows(document: Document) -> list[Any]:
    data = document.data
    rows: Any = data.get("errors", []) if is_mapping(data) else []
    return list(rows) if is_list(rows) else []


def _is_block(document: Document) -> bool:
    """Tell whether the entries are items of a list in lines, `- code: ...`."""
    start = document.offsets(("errors", 0))[0]
    line = document.text[line_start(document.text, start) : start]
    return line.strip() == "-"


def _parted(document: Document, *, block: bool) -> _File | None:
    """Return a file in pieces, or None where it cannot be read."""
    if document.faults or not is_mapping(document.data):
        return None
    rows = _rows(document)
    if not all(
        is_mapping(row) and isinstance(row.get("code"), str | int) for row in rows
    ):
        return None
    codes = [str(row["code"]) for row in rows]
    if len(set(codes)) < len(codes):
        return None
    if not rows:
        # It is not known where entries would go, so the merge has to be line by line.
        return (
            None if "errors" in document.data else _File(document.text, {}, {}, "", "")
        )
    spans = list(_spans(document, len(rows), block=block))
    text = document.text
    chunks = [text[start:end] for start, end in spans]
    between = text[spans[0][1] : spans[1][0]] if len(spans) > 1 else ""
    return _File(
        text[: spans[0][0]],
        dict(zip(codes, chunks, strict=True)),
        dict(zip(codes, rows, strict=True)),
        between or ("" if block else ",\n    "),
        text[spans[-1][1] :],
    )


def _spans(document: Document, count: int, *, block: bool) -> Iterator[tuple[int, int]]:
    """Yield where each entry begins and ends; in a block, a line with the comments above it."""
    text = document.text
    previous = line_end(text, document.offsets(("errors",), key=True)[1])[1]
    for at in range(count):
        start, end = document.offsets(("errors", at))
        if block:
            column = start - line_start(text, start)
            end = start + len(
                _own(text[start:end], text[start - column : start].index("-"))
            )
            end = line_end(text, end)[1]
            yield previous, end
            previous = end
        else:
            yield start, end


def _own(text: str, column: int) -> str:
    """Return the text of an entry without the comments of the next one at the same indentation."""
    lines = text.rstrip().splitlines(keepends=True)
    while lines[1:] and re.match(rf"[ ]{{0,{column}}}#|\s*\Z", lines[-1]):
        lines.pop()
    return "".join(lines).rstrip()


def _joined(chunks: Sequence[str], between: str, *, block: bool) -> str:
    if not block:
        return between.join(chunks)
    end = newline("".join(chunks))
    return "".join(
        chunk if chunk.endswith(("\n", "\r")) else chunk + end for chunk in chunks
    )


def _order(old: _File, mine: _File, other: _File) -> list[str]:
    """Return the codes of all sides: ours in their order, with those of theirs inserted."""
    order = list(mine.chunks)
    before = ""
    for code in other.chunks:
        if code not in mine.chunks:
            at = order.index(before) + 1 if before in order else 0
            while (
                at < len(order)
                and order[at] not in other.chunks
                and _less(order[at], code)
            ):
                at += 1
            order.insert(at, code)
        before = code
    return [*order, *(code for code in old.chunks if code not in order)]


def _less(one: str, other: str) -> bool:
    if NUMBER(one) and NUMBER(other):
        return int(one) < int(other)
    return one < other


def _data(code: str, old: _File, mine: _File, other: _File) -> Any:
    """Return the data of a merged entry; None where its lines are merged and only reading tells."""
    a, b, base = mine.data.get(code), other.data.get(code), old.data.get(code)
    if b is None or b in (a, base):
        return a
    return b if a in (base, None) else None


def _one(
    code: str,
    old: _File,
    mine: _File,
    other: _File,
    lines: MergeLines,
    find_taken: FindTaken,
) -> tuple[str | None, str]:
    """Return the text of one entry, None if it is removed, and the conflict, if any."""
    base, ours, theirs = (side.chunks.get(code) for side in (old, mine, other))
    if theirs in (ours, base):
        return ours, ""
    if ours == base:
        return theirs, ""
    if ours is None or theirs is None:
        there = ours if theirs is None else theirs
        text = _marked(ours or "", theirs or "")
        return text, (
            f"{code} was changed on one side and removed on the other" if there else ""
        )
    if base is None and mine.data[code] == other.data[code]:
        return ours, ""
    if base is None:
        own = {*old.chunks, *mine.chunks, *other.chunks}
        free = _free(code, own, find_taken())
        names = [side.data[code].get("name") or code for side in (mine, other)]
        reason = f"both sides added the code {code}: {names[0]} here, {names[1]} there"
        return _marked(ours, theirs), f"{reason}; the next free code is {free}"
    text, fine = lines(ours, base, theirs)
    return text, "" if fine else f"both sides changed {code}"


def _marked(ours: str, theirs: str) -> str:
    """Return two texts between git's conflict markers."""
    ended = [
        text if not text or text.endswith("\n") else f"{text}\n"
        for text in (ours, theirs)
    ]
    return f"<<<<<<< ours\n{ended[0]}=======\n{ended[1]}>>>>>>> theirs\n"


def _free(code: str, own: set[str], taken: TakenCodes) -> str:
    """Return the first code after *code* that neither the file nor another branch uses."""
    match = re.search(r"[0-9]+\Z", code)
    if match is None:
        return "another one"
    lead, digits = code[: match.start()], match[0]
    number = int(digits)
    while code in own or taken.has(code):
        number += 1
        code = f"{lead}{number:0{len(digits)}}"
    if taken.unread:
        return f"{code}, as far as git has the files of {', '.join(taken.unread)}"
    return code


def _holds(text: str, like: Document, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a merged text has exactly the entries *wanted*."""
    merged = Document(like.file, text, like.reader)
    rows = _rows(merged)
    codes = [str(row.get("code")) if is_mapping(row) else "" for row in rows]
    if merged.faults or codes != list(wanted):
        return False
    pairs = zip(rows, wanted.values(), strict=True)
    return all(meant is None or row == meant for row, meant in pairs)
