"""Edits that give keys of a mapping other values, add and remove them, and leave the rest as it is.

Comments, blank lines, indentation, quotes and line ends stay. Every edit is read again: the file must
then hold what was meant and nothing else, or there is no edit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from errcat.errors import ErrcatError
from errcat.readers import Document, Path, is_list, is_mapping
from errcat.text import yaml_scalar

_LINE_END = re.compile(r"\r\n|\n|\r")


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


def amended(document: Document, way: Path, values: Mapping[str, Any]) -> str:
    """Return the text of *document* with other *values* of keys of the mapping at *way*.

    None takes a key away. What is there already stays as it is written.

    Raises:
        NotEditable: that cannot be done without touching more.

    """
    for key, value in values.items():
        held = _at(document.data, way)
        if held.get(key) == value:
            continue
        wanted = _with(document.data, way, key, value)
        text = _edited(document, way, key, value)
        after = Document(document.file, text, document.reader)
        if after.faults or after.data != wanted:
            line = document.span(way).line
            raise NotEditable(document.file, line, key)
        document = after
    return document.text


def _at(data: Any, way: Path) -> Any:
    for step in way:
        data = data[step]
    return data


def _with(data: Any, way: Path, key: str, value: Any) -> Any:
    """Return *data* with another value of *key* of the mapping at *way*."""
    if way:
        step, rest = way[0], way[1:]
        inside = _with(data[step], rest, key, value)
        if is_list(data):
            return [inside if at == step else each for at, each in enumerate(data)]
        return {**data, step: inside}
    if value is None:
        return {each: held for each, held in data.items() if each != key}
    return {**data, key: value}


def _edited(document: Document, way: Path, key: str, value: Any) -> str:
    """Return the text with one key added, replaced or taken away."""
    held = _at(document.data, way)
    if key in held and value is None:
        return _removed(document, way, key, list(held))
    if key in held:
        start, end = _value(document, (*way, key))
        if "\n" not in document.text[start:end] and end > start:
            return _put(document, start, end, _rendered(document, value))
        text = _removed(document, way, key, list(held))
        document = Document(document.file, text, document.reader)
    return _added(document, way, key, value)


def _put(document: Document, start: int, end: int, new: str) -> str:
    return document.text[:start] + new + document.text[end:]


def _value(document: Document, path: Path) -> tuple[int, int]:
    """Return where a value stands, without the line ends behind a block."""
    start, end = document.offsets(path)
    return start, start + len(document.text[start:end].rstrip())


def _flows(document: Document, way: Path) -> bool:
    """Tell whether the mapping at *way* is written in braces."""
    return document.text[document.offsets(way)[0]] == "{"


def _removed(document: Document, way: Path, key: str, keys: list[str]) -> str:
    text, at = document.text, keys.index(key)
    start = document.offsets((*way, key), key=True)[0]
    end = _value(document, (*way, key))[1]
    if not _flows(document, way):
        begin = _line_start(text, start)
        if text[begin:start].strip():
            return text  # it begins an item of a list: what is read again tells
        match = _LINE_END.search(text, end)
        return text[:begin] + text[match.end() if match else len(text) :]
    if at + 1 < len(keys):
        end = document.offsets((*way, keys[at + 1]), key=True)[0]
    elif at:
        start = _value(document, (*way, keys[at - 1]))[1]
    return _put(document, start, end, "")


def _added(document: Document, way: Path, key: str, value: Any) -> str:
    text = document.text
    keys = list(_at(document.data, way))
    first = document.offsets((*way, keys[0]), key=True)[0]
    last = document.offsets((*way, keys[-1]), key=True)[0]
    end = _value(document, (*way, keys[-1]))[1]
    said = f"{_key(document, key)}: {_rendered(document, value)}"
    match = _LINE_END.search(text)
    newline = match[0] if match else "\n"
    if not _flows(document, way):
        match = _LINE_END.search(text, end)
        at = match.start() if match else len(text)
        indent = " " * (first - _line_start(text, first))
        return _put(document, at, at, f"{newline}{indent}{said}")
    begin = _line_start(text, last)
    lead = text[begin:last]
    between = f",{newline}{lead}" if not lead.strip() else ", "
    return _put(document, end, end, between + said)


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
