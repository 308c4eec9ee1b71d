"""Edits that give keys of a mapping other values, add and remove them, and leave the rest as it is.

Comments, blank lines, indentation, quotes and line ends stay. Every edit is read again: the file must
then hold what was meant and nothing else, or there is no edit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from errcat.errors import ErrcatError
from errcat.loading.reading import Document, Path, is_list, is_mapping
from errcat.text import yaml_scalar

_LINE_END = re.compile(r"\r\n|\n|\r")
_KEEPS = re.compile(r"[|>][1-9]?\+").match
_COLON = re.compile(r"\s*:").match
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)").match
"""What may follow on a line before it ends: nothing, or a comment."""


class NotEditable(ErrcatError):
    """The file is written in a way that cannot be edited without touching more than is meant."""

    def __init__(self, file: str, line: int, key: str) -> None:
        super().__init__(file, line, key)
        self.file = file
        self.line = line
        self.key = key

    def __str__(self) -> str:
        said = f"`{self.key}` cannot be edited here without touching more than that"
        return f"{self.file}:{self.line}: {said}; edit it by hand"


class _Step(NamedTuple):
    """One key to set or take away, or one item to add to a list or take away."""

    way: Path
    """The mapping or list."""
    key: str | int | None
    """None for a new item at the end."""
    value: Any
    """None for what is taken away."""


class _Splice(NamedTuple):
    """A stretch of the text, and what to put there instead."""

    start: int
    end: int
    text: str


def amended(document: Document, way: Path, values: Mapping[str, Any]) -> str:
    """Return the text of *document* with other *values* of keys of the mapping at *way*.

    None takes a key away. What is there already stays as it is written, inside of a value too.

    Raises:
        NotEditable: that cannot be done without touching more.

    """
    return amended_all(document, [(way, values)])


def amended_all(
    document: Document, changes: Iterable[tuple[Path, Mapping[str, Any]]]
) -> str:
    """Do what `amended` does, in many mappings; the file is read again a few times in all.

    Raises:
        NotEditable: that cannot be done without touching more.

    """
    waiting = [list(_steps(document.data, *change)) for change in changes]
    while any(waiting):
        document = _taken(document, [steps.pop(0) for steps in waiting if steps])
    return document.text


# --- what there is to do -----------------------------------------------------------------------


def _steps(data: Any, way: Path, values: Mapping[str, Any]) -> Iterator[_Step]:
    """Yield the steps to other *values* in the mapping at *way*, each for what those before left."""
    held = _at(data, way)
    for key, value in values.items():
        if held.get(key) != value:
            yield from _change(way, key, held.get(key), value)


def _change(way: Path, key: str, old: Any, new: Any) -> Iterator[_Step]:
    """Yield the steps that make the value *new* of the *old* one, of which what can stay stays."""
    inside = (*way, key)
    if is_mapping(old) and is_mapping(new) and old.keys() & new.keys():
        for each, value in new.items():
            if old.get(each) != value:
                yield from _change(inside, each, old.get(each), value)
        yield from (_Step(inside, each, None) for each in old if each not in new)
    elif is_list(old) and is_list(new) and _grows(old, new):
        kept = [each for each in old if each in new]
        yield from (_Step(inside, None, each) for each in new[len(kept) :])
        gone = (at for at, each in enumerate(old) if each not in new)
        yield from (_Step(inside, at, None) for at in sorted(gone, reverse=True))
    else:
        yield _Step(way, key, new)


def _grows(old: list[Any], new: list[Any]) -> bool:
    """Tell whether *new* is what stays of *old*, and then some."""
    kept = [each for each in old if each in new]
    return bool(kept) and new[: len(kept)] == kept


def _at(data: Any, way: Path) -> Any:
    for step in way:
        data = data[step]
    return data


def _with(data: Any, step: _Step) -> Any:
    """Return *data* after a step."""
    if step.way:
        first, rest = step.way[0], step._replace(way=step.way[1:])
        inside = _with(data[first], rest)
        if is_list(data):
            return [inside if at == first else each for at, each in enumerate(data)]
        return {**data, first: inside}
    if is_list(data):
        if step.key is None:
            return [*data, step.value]
        return [each for at, each in enumerate(data) if at != step.key]
    left = {key: held for key, held in data.items() if key != step.key}
    return left if step.value is None else {**left, step.key: step.value}


def _taken(document: Document, steps: list[_Step]) -> Document:
    """Return the document after *steps*, no two of which are in one mapping or list."""
    wanted = document.data
    splices: list[_Splice] = []
    for step in steps:
        wanted = _with(wanted, step)
        splice = _splice(document, step)
        splices += [splice] if splice else []
    if len(splices) == len(steps):
        text = _spliced(document.text, splices)
        after = Document(document.file, text, document.reader)
        if not after.faults and after.data == wanted:
            return after
    if len(steps) == 1:
        way = steps[0].way
        names = [each for each in (*way, steps[0].key) if isinstance(each, str)]
        raise NotEditable(document.file, document.span(way).line, names[-1])
    for step in steps:  # one by one, to name the one that cannot be done
        document = _taken(document, [step])
    return document


def _spliced(text: str, splices: Iterable[_Splice]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, new in sorted(splices):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


# --- where it is done --------------------------------------------------------------------------


def _splice(document: Document, step: _Step) -> _Splice | None:
    """Return how one step is written; None where it cannot be done alone."""
    held = _at(document.data, step.way)
    if step.key is None or (is_mapping(held) and step.key not in held):
        return _added(document, step)
    if step.value is None:
        return _removed(document, step)
    return _replaced(document, (*step.way, step.key), step.value)


def _replaced(document: Document, path: Path, value: Any) -> _Splice | None:
    """Return the splice that puts another value on the line of its key."""
    start, end = _extent(document, path)
    new = _rendered(document, value)
    if start < end and not _is_block(document, path):
        return _Splice(start, end, new)
    colon = _COLON(document.text, document.offsets(path, key=True)[1])
    if colon is None:
        return None
    between = document.text[colon.end() : start].rstrip()  # a comment, perhaps
    return _Splice(colon.end(), end, f" {new}{between}")


def _removed(document: Document, step: _Step) -> _Splice | None:
    children = _children(document, step.way)
    at = children.index(step.key)
    if _flows(document, step.way):
        return _removed_in_brackets(document, step.way, children, at)
    path = (*step.way, children[at])
    start, end = _begin(document, path), _extent(document, path)[1]
    lines = _lines(document.text, start, end)
    if lines or at + 1 == len(children):
        return lines
    # It begins the line of an item: what follows moves up to there.
    following = _begin(document, (*step.way, children[at + 1]))
    return _unless_remark(document.text[end:following], _Splice(start, following, ""))


def _removed_in_brackets(
    document: Document, way: Path, children: list[Any], at: int
) -> _Splice | None:
    text, path = document.text, (*way, children[at])
    start, end = _begin(document, path), _extent(document, path)[1]
    if at + 1 < len(children):
        following = _begin(document, (*way, children[at + 1]))
        comma = text.find(",", end, following)
        lines = _unless_remark(text[end:comma], _lines(text, start, comma + 1))
        whole = _Splice(start, following, "")
        return lines or _unless_remark(text[end:following], whole)
    if not at:
        return _Splice(start, end, "")
    before = _extent(document, (*way, children[at - 1]))[1]
    return _unless_remark(text[before:start], _Splice(before, end, ""))


def _unless_remark(between: str, splice: _Splice | None) -> _Splice | None:
    """Return *splice*, or None if a comment stands in the text *between* two values."""
    return None if "#" in between else splice


def _lines(text: str, start: int, end: int) -> _Splice | None:
    """Return the splice that takes away whole lines, if nothing else stands on them."""
    begin, rest = _line_start(text, start), _REST(text, end)
    if rest is None or text[begin:start].strip():
        return None
    if rest.end() == len(text) and text[-1] not in "\r\n":
        begin -= 2 if text[:begin].endswith("\r\n") else min(begin, 1)
    return _Splice(begin, rest.end(), "")


def _added(document: Document, step: _Step) -> _Splice:
    said = _rendered(document, step.value)
    if isinstance(step.key, str):
        said = f"{_key(document, step.key)}: {said}"
    children = _children(document, step.way)
    if not children:
        inside = document.offsets(step.way)[0] + 1
        return _Splice(inside, inside, said)
    # A new key of a header stands with the catalog's id, not behind hundreds of entries.
    anchor = "id" if not step.way and "id" in children else children[-1]
    if _flows(document, step.way):
        return _added_in_brackets(document, (*step.way, anchor), said)
    first = _begin(document, (*step.way, children[0]))
    indent = " " * (first - _line_start(document.text, first))
    dash = "- " if step.key is None else ""
    return _added_line(document, (*step.way, anchor), f"{indent}{dash}{said}")


def _added_in_brackets(document: Document, after: Path, said: str) -> _Splice:
    begin, end = _begin(document, after), _extent(document, after)[1]
    lead = document.text[_line_start(document.text, begin) : begin]
    between = ", " if lead.strip() else f",{_newline(document)}{lead}"
    return _Splice(end, end, between + said)


def _added_line(document: Document, after: Path, line: str) -> _Splice:
    text, newline = document.text, _newline(document)
    begin, end = document.offsets(_last_leaf(document, after))
    if _KEEPS(text, begin) and text[end - 1] in "\r\n":  # its empty lines are text
        return _Splice(end, end, f"{line}{newline}")
    match = _LINE_END.search(text, _extent(document, after)[1])
    at = match.start() if match else len(text)
    return _Splice(at, at, f"{newline}{line}")


# --- how the file is written -------------------------------------------------------------------


def _children(document: Document, way: Path) -> list[Any]:
    """Return the keys or indexes of what is at *way*, in the order of the file."""
    held = _at(document.data, way)
    if is_mapping(held):
        return list(held)
    return list(range(len(held))) if is_list(held) else []


def _flows(document: Document, way: Path) -> bool:
    """Tell whether the mapping or list at *way* is written in brackets."""
    return document.text.startswith(("{", "["), document.offsets(way)[0])


def _is_block(document: Document, path: Path) -> bool:
    """Tell whether what is at *path* is written on lines of its own."""
    if _children(document, path):
        return not _flows(document, path)
    return document.text.startswith(("|", ">"), document.offsets(path)[0])


def _begin(document: Document, path: Path) -> int:
    """Return where a key of a mapping begins, or an item of a list with its dash."""
    start = document.offsets(path, key=True)[0]
    if isinstance(path[-1], str) or _flows(document, path[:-1]):
        return start
    dash = document.text.rfind("-", 0, start)
    return start if document.text[dash + 1 : start].strip() else dash


def _extent(document: Document, path: Path) -> tuple[int, int]:
    """Return where a value stands, without the comments and line ends behind it."""
    start = document.offsets(path)[0]
    first, last = document.offsets(_last_leaf(document, path))
    return start, first + len(document.text[first:last].rstrip())


def _last_leaf(document: Document, path: Path) -> Path:
    """Return the last node in what is at *path* that knows its end.

    The end of a block is where the next thing begins, behind comments that are not its own.
    """
    while _children(document, path) and not _flows(document, path):
        path = (*path, _children(document, path)[-1])
    return path


def _newline(document: Document) -> str:
    match = _LINE_END.search(document.text)
    return match[0] if match else "\n"


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _key(document: Document, key: str) -> str:
    return json.dumps(key) if document.reader.name == "json" else key


def _rendered(document: Document, value: Any) -> str:
    """Return a value on one line, in the notation of the file."""
    if document.reader.name == "json":
        return json.dumps(value, ensure_ascii=document.text.isascii())
    if is_mapping(value):
        inside = (f"{key}: {_rendered(document, each)}" for key, each in value.items())
        return f"{{{', '.join(inside)}}}"
    if is_list(value):
        return f"[{', '.join(_rendered(document, each) for each in value)}]"
    return yaml_scalar(value)
