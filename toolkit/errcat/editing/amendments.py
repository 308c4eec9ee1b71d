"""Edits that change, add and remove keys of a mapping and leave the rest of the file as it is.

Comments, blank lines, indentation, quotes and line ends stay. Every result is read again: it must have
exactly the intended data, or the edit is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from errcat.editing.lines import Splice, line_end, line_start, newline, spliced
from errcat.errors import ErrcatError
from errcat.loading.reading import Document, Path, is_list, is_mapping
from errcat.text import yaml_scalar

_KEEPS = re.compile(r"[|>][1-9]?\+").match
_COLON = re.compile(r"\s*:").match
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)").match
"""What may follow on a line before it ends: nothing, or a comment."""


class NotEditable(ErrcatError):
    """The layout of the file does not allow the edit without changing more than intended."""

    def __init__(self, file: str, line: int, key: str) -> None:
        super().__init__(file, line, key)
        self.file = file
        self.line = line
        self.key = key

    def __str__(self) -> str:
        reason = f"cannot edit `{self.key}` here without changing more than that"
        return f"{self.file}:{self.line}: {reason}; edit the file by hand"


class _Step(NamedTuple):
    """One key to set or remove, or one item to add to a list or remove."""

    parent: Path
    """The mapping or list."""
    key: str | int | None
    """None for a new item at the end."""
    value: Any
    """None to remove it."""


def amended(document: Document, parent: Path, values: Mapping[str, Any]) -> str:
    """Return the text of *document* with new *values* for keys of the mapping at *parent*.

    None removes a key. Parts that stay the same keep their layout, also inside a value.

    Raises:
        NotEditable: that is not possible without changing more.

    """
    return amended_all(document, [(parent, values)])


def amended_all(
    document: Document, changes: Iterable[tuple[Path, Mapping[str, Any]]]
) -> str:
    """Do what `amended` does for many mappings, reading the file again only a few times in all.

    Raises:
        NotEditable: that is not possible without changing more.

    """
    waiting = [list(_steps(document.data, *change)) for change in changes]
    while any(waiting):
        document = _after(document, [steps.pop(0) for steps in waiting if steps])
    return document.text


def added_key(document: Document, parent: Path, key: str, value: Any) -> Splice | None:
    """Return the splice that adds *key* to the mapping at *parent*; None if that is not possible.

    The result is not read again, as `amended` does.
    """
    return _splice(document, _Step(parent, key, value))


# --- which steps there are -------------------------------------------------------------------


def _steps(data: Any, parent: Path, values: Mapping[str, Any]) -> Iterator[_Step]:
    """Yield the steps to new *values* in the mapping at *parent*, each based on those before it."""
    current = _at(data, parent)
    for key, value in values.items():
        if current.get(key) != value:
            yield from _change(parent, key, current.get(key), value)


def _change(parent: Path, key: str, old: Any, new: Any) -> Iterator[_Step]:
    """Yield the fewest steps that turn the value *old* into *new*."""
    inside = (*parent, key)
    if is_mapping(old) and is_mapping(new) and old.keys() & new.keys():
        for item, value in new.items():
            if old.get(item) != value:
                yield from _change(inside, item, old.get(item), value)
        yield from (_Step(inside, item, None) for item in old if item not in new)
    elif is_list(old) and is_list(new) and _grows(old, new):
        kept = [item for item in old if item in new]
        yield from (_Step(inside, None, item) for item in new[len(kept) :])
        gone = (at for at, item in enumerate(old) if item not in new)
        yield from (_Step(inside, at, None) for at in sorted(gone, reverse=True))
    else:
        yield _Step(parent, key, new)


def _grows(old: list[Any], new: list[Any]) -> bool:
    """Tell whether *new* is the remaining items of *old*, followed by new ones."""
    kept = [item for item in old if item in new]
    return bool(kept) and new[: len(kept)] == kept


def _at(data: Any, parent: Path) -> Any:
    for step in parent:
        data = data[step]
    return data


def _with(data: Any, step: _Step) -> Any:
    """Return *data* after *step*."""
    if step.parent:
        first, rest = step.parent[0], step._replace(parent=step.parent[1:])
        inside = _with(data[first], rest)
        if is_list(data):
            return [inside if at == first else item for at, item in enumerate(data)]
        return {**data, first: inside}
    if is_list(data):
        if step.key is None:
            return [*data, step.value]
        return [item for at, item in enumerate(data) if at != step.key]
    left = {key: value for key, value in data.items() if key != step.key}
    return left if step.value is None else {**left, step.key: step.value}


def _after(document: Document, steps: list[_Step]) -> Document:
    """Return the document after *steps*, no two of which are in one mapping or list."""
    wanted = document.data
    splices: list[Splice] = []
    for step in steps:
        wanted = _with(wanted, step)
        splice = _splice(document, step)
        splices += [splice] if splice else []
    if len(splices) == len(steps):
        text = spliced(document.text, sorted(splices))
        after = Document(document.file, text, document.reader)
        if not after.faults and after.data == wanted:
            return after
    if len(steps) == 1:
        parent = steps[0].parent
        names = [item for item in (*parent, steps[0].key) if isinstance(item, str)]
        raise NotEditable(document.file, document.span(parent).line, names[-1])
    for step in steps:  # one by one, to name the one that is not possible
        document = _after(document, [step])
    return document


# --- where a step changes the text -----------------------------------------------------------


def _splice(document: Document, step: _Step) -> Splice | None:
    """Return the splice for one step; None where it would change more than that."""
    value = _at(document.data, step.parent)
    if step.key is None or (is_mapping(value) and step.key not in value):
        return _added(document, step)
    if step.value is None:
        return _removed(document, step)
    return _replaced(document, (*step.parent, step.key), step.value)


def _replaced(document: Document, path: Path, value: Any) -> Splice | None:
    """Return the splice that puts another value on the line of its key."""
    start, end = extent_of(document, path)
    new = _rendered(document, value)
    if start < end and not _is_block(document, path):
        return Splice(start, end, new)
    colon = _COLON(document.text, document.offsets(path, key=True)[1])
    if colon is None:
        return None
    between = document.text[colon.end() : start].rstrip()  # a comment, perhaps
    return Splice(colon.end(), end, f" {new}{between}")


def _removed(document: Document, step: _Step) -> Splice | None:
    children = _children(document, step.parent)
    at = children.index(step.key)
    if flows(document, step.parent):
        return _removed_in_brackets(document, step.parent, children, at)
    path = (*step.parent, children[at])
    start, end = begin_of(document, path), extent_of(document, path)[1]
    lines = _lines(document.text, start, end)
    if lines or at + 1 == len(children):
        return lines
    # It is on the line of the dash, so the next key moves up to there.
    following = begin_of(document, (*step.parent, children[at + 1]))
    return _unless_comment(document.text[end:following], Splice(start, following, ""))


def _removed_in_brackets(
    document: Document, parent: Path, children: list[Any], at: int
) -> Splice | None:
    text, path = document.text, (*parent, children[at])
    start, end = begin_of(document, path), extent_of(document, path)[1]
    if at + 1 < len(children):
        following = begin_of(document, (*parent, children[at + 1]))
        comma = text.find(",", end, following)
        lines = _unless_comment(text[end:comma], _lines(text, start, comma + 1))
        whole = Splice(start, following, "")
        return lines or _unless_comment(text[end:following], whole)
    if not at:
        return Splice(start, end, "")
    before = extent_of(document, (*parent, children[at - 1]))[1]
    return _unless_comment(text[before:start], Splice(before, end, ""))


def _unless_comment(between: str, splice: Splice | None) -> Splice | None:
    """Return *splice*, or None if the text *between* two values contains a comment."""
    return None if "#" in between else splice


def _lines(text: str, start: int, end: int) -> Splice | None:
    """Return the splice that removes whole lines, if nothing else is on them."""
    begin, rest = line_start(text, start), _REST(text, end)
    if rest is None or text[begin:start].strip():
        return None
    if rest.end() == len(text) and text[-1] not in "\r\n":
        begin -= 2 if text[:begin].endswith("\r\n") else min(begin, 1)
    return Splice(begin, rest.end(), "")


def _added(document: Document, step: _Step) -> Splice:
    rendered = _rendered(document, step.value)
    if isinstance(step.key, str):
        rendered = f"{_key(document, step.key)}: {rendered}"
    children = _children(document, step.parent)
    if not children:
        inside = document.offsets(step.parent)[0] + 1
        return Splice(inside, inside, rendered)
    anchor = _anchor(step, children)
    if flows(document, step.parent):
        return _added_in_brackets(document, (*step.parent, anchor), rendered)
    first = begin_of(document, (*step.parent, children[0]))
    indent = " " * (first - line_start(document.text, first))
    dash = "- " if step.key is None else ""
    return _added_line(document, (*step.parent, anchor), f"{indent}{dash}{rendered}")


def _anchor(step: _Step, children: list[Any]) -> Any:
    """Return the key that a new one goes after: usually the last one."""
    # A new key of a header goes next to the catalog's id, not after hundreds of entries.
    if not step.parent and "id" in children:
        return "id"
    # The name of an entry goes next to its code.
    if step.key == "name" and "code" in children:
        return "code"
    return children[-1]


def _added_in_brackets(document: Document, after: Path, rendered: str) -> Splice:
    begin, end = begin_of(document, after), extent_of(document, after)[1]
    lead = document.text[line_start(document.text, begin) : begin]
    between = ", " if lead.strip() else f",{newline(document.text)}{lead}"
    return Splice(end, end, between + rendered)


def _added_line(document: Document, after: Path, line: str) -> Splice:
    text = document.text
    begin, end = document.offsets(_last_leaf(document, after))
    # The empty lines at the end of such a block are part of its text.
    if _KEEPS(text, begin) and text[end - 1] in "\r\n":
        return Splice(end, end, f"{line}{newline(text)}")
    end = line_end(text, extent_of(document, after)[1])[0]
    return Splice(end, end, f"{newline(text)}{line}")


# --- the layout of the file ------------------------------------------------------------------


def _children(document: Document, parent: Path) -> list[Any]:
    """Return the keys or indexes of the value at *parent*, in the order of the file."""
    value = _at(document.data, parent)
    if is_mapping(value):
        return list(value)
    return list(range(len(value))) if is_list(value) else []


def flows(document: Document, parent: Path) -> bool:
    """Tell whether the mapping or list at *parent* is written in brackets."""
    return document.text.startswith(("{", "["), document.offsets(parent)[0])


def _is_block(document: Document, path: Path) -> bool:
    """Tell whether the value at *path* is written on its own lines."""
    if _children(document, path):
        return not flows(document, path)
    return document.text.startswith(("|", ">"), document.offsets(path)[0])


def begin_of(document: Document, path: Path) -> int:
    """Return where a key of a mapping begins, or an item of a list with its dash."""
    start = document.offsets(path, key=True)[0]
    if isinstance(path[-1], str) or flows(document, path[:-1]):
        return start
    dash = document.text.rfind("-", 0, start)
    return start if document.text[dash + 1 : start].strip() else dash


def extent_of(document: Document, path: Path) -> tuple[int, int]:
    """Return where a value starts and ends, without the comments and line ends after it."""
    start = document.offsets(path)[0]
    first, last = document.offsets(_last_leaf(document, path))
    return start, first + len(document.text[first:last].rstrip())


def _last_leaf(document: Document, path: Path) -> Path:
    """Return the last node below *path* whose end is exact.

    A block ends only where the next node starts, after comments that belong to that node.
    """
    while _children(document, path) and not flows(document, path):
        path = (*path, _children(document, path)[-1])
    return path


def _key(document: Document, key: str) -> str:
    return json.dumps(key) if document.reader.name == "json" else key


def _rendered(document: Document, value: Any) -> str:
    """Return a value on one line, in the notation of the file."""
    if document.reader.name == "json":
        return json.dumps(value, ensure_ascii=document.text.isascii())
    if is_mapping(value):
        inside = (f"{key}: {_rendered(document, item)}" for key, item in value.items())
        return f"{{{', '.join(inside)}}}"
    if is_list(value):
        return f"[{', '.join(_rendered(document, item) for item in value)}]"
    return yaml_scalar(value) if isinstance(value, str) else json.dumps(value)
