"""JSON, YAML and TOML as trees of plain data in which every node knows its line."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from errcat.importing.extracting import Skipped, SourceInvalid, Text
from errcat.loading.readers.yaml import READER as YAML
from errcat.loading.reading import DEPTH, Document, is_list, is_mapping


class Node(NamedTuple):
    """A value: a scalar, a list of nodes, or nodes by key; and the line it begins on."""

    data: Any
    line: int

    @property
    def members(self) -> dict[str, Node]:
        """The nodes by key; empty for what is no mapping."""
        return self.data if is_mapping(self.data) else {}

    @property
    def items(self) -> list[Node]:
        """The items of a list; empty for what is none."""
        return self.data if is_list(self.data) else []

    @property
    def is_scalar(self) -> bool:
        """Whether it is one value."""
        return not isinstance(self.data, dict | list)


Path: TypeAlias = tuple[str | int, ...]


def plain(node: Node) -> Any:
    """Return a node as plain data."""
    if is_mapping(node.data):
        return {key: plain(child) for key, child in node.members.items()}
    if is_list(node.data):
        return [plain(child) for child in node.items]
    return node.data


# --- JSON --------------------------------------------------------------------------------------

_GAP = re.compile(r"(?:[ \t\r\n\ufeff]|//[^\n]*|/\*.*?\*/|\#[^\n]*)*", re.DOTALL).match
_ATOM = re.compile(r"[^\s,\]}:/\"'\[{#]+").match
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.DOTALL).match
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}").fullmatch
_CONSTANTS: dict[str, Any] = {"null": None, "true": True, "false": False}
_ESCAPES = re.compile(
    r"\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,5}\}|x[0-9a-fA-F]{2}|.)", re.DOTALL
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}


def from_json(text: Text) -> Node:
    """Return *text* as a tree; comments and commas before a closing bracket are read past.

    Of equal keys all stay: later ones have a NUL and a number behind the key, see `bare`.

    Raises:
        SourceInvalid: it is not JSON.

    """
    return _Json(text).document()


def bare(key: str) -> str:
    """Return a key as it is written in the source."""
    return key.partition("\0")[0]


class _Json:
    """A walk through a text in JSON."""

    def __init__(self, source: Text) -> None:
        self._source = source
        self._text = source.text
        self._starts = [0, *(m.end() for m in re.finditer("\n", source.text))]

    def document(self) -> Node:
        node, at = self._value(self._skip(0), 0)
        if self._skip(at) < len(self._text):
            raise self._wrong(self._skip(at), "unexpected text after the document")
        return node

    def _skip(self, at: int) -> int:
        match = _GAP(self._text, at)
        return match.end() if match else at

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _wrong(self, at: int, reason: str) -> SourceInvalid:
        return SourceInvalid(self._source.file, self._line(at), f"not JSON: {reason}")

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        opening = self._text[at : at + 1]
        if depth > DEPTH:
            raise self._wrong(at, f"nested deeper than {DEPTH} levels")
        if opening == "{":
            return self._mapping(at, depth)
        if opening == "[":
            return self._list(at, depth)
        if opening in ('"', "'") and opening:
            value, end = self._string(at)
            return Node(value, self._line(at)), end
        return self._atom(at)

    def _atom(self, at: int) -> tuple[Node, int]:
        match = _ATOM(self._text, at)
        if match is None:
            raise self._wrong(at, "a value is missing")
        word = match[0]
        value: Any = _CONSTANTS.get(word, word)
        if _INTEGER(word):
            value = int(word)
        return Node(value, self._line(at)), match.end()

    def _string(self, at: int) -> tuple[str, int]:
        match = _STRING(self._text, at)
        if match is None:
            raise self._wrong(at, "a string does not end")
        inside = match[0][1:-1]
        return unescaped(inside) if "\\" in inside else inside, match.end()

    def _list(self, at: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        line, at = self._line(at), self._skip(at + 1)
        while self._text[at : at + 1] != "]":
            item, at = self._value(at, depth + 1)
            items.append(item)
            at = self._comma(at, "]")
        return Node(items, line), at + 1

    def _mapping(self, at: int, depth: int) -> tuple[Node, int]:
        members: dict[str, Node] = {}
        line, at = self._line(at), self._skip(at + 1)
        while self._text[at : at + 1] != "}":
            key_line = self._line(at)
            key, at = self._key(at)
            at = self._skip(at)
            if self._text[at : at + 1] != ":":
                raise self._wrong(at, "a colon is missing after a key")
            value, at = self._value(self._skip(at + 1), depth + 1)
            if key in members:
                key = f"{key}\0{len(members)}"
            members[key] = Node(value.data, key_line)
            at = self._comma(at, "}")
        return Node(members, line), at + 1

    def _key(self, at: int) -> tuple[str, int]:
        if self._text[at : at + 1] in ('"', "'"):
            return self._string(at)
        match = _ATOM(self._text, at)
        if match is None:
            raise self._wrong(at, "a key is missing")
        return match[0], match.end()

    def _comma(self, at: int, closing: str) -> int:
        at = self._skip(at)
        if self._text[at : at + 1] == ",":
            return self._skip(at + 1)
        if self._text[at : at + 1] != closing:
            raise self._wrong(at, f"a comma or '{closing}' is missing")
        return at


def unescaped(text: str) -> str:
    """Return the inside of a string literal with its escapes carried out."""
    inside = _ESCAPES.sub(_unescape, text)
    if re.search("[\ud800-\udfff]", inside):
        inside = inside.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return inside


def _unescape(match: re.Match[str]) -> str:
    what = match[1]
    if what[0] in "ux" and len(what) > 1:
        return chr(int(what[1:].strip("{}"), 16))
    return _ESCAPED.get(what, what)


# --- YAML --------------------------------------------------------------------------------------


def from_yaml(text: Text) -> tuple[Node, tuple[Skipped, ...]]:
    """Return *text* as a tree, read as a catalog is: 01000 stays 01000; and the keys that repeat.

    Raises:
        SourceInvalid: it cannot be read.

    """
    document = Document(text.file, text.text, YAML)
    skipped: list[Skipped] = []
    for fault in document.faults:
        line = document.span_at(fault.start, fault.end).line
        if document.data is None or fault.rule != "key-unique":
            raise SourceInvalid(text.file, line, fault.message)
        written = document.line(line).strip()
        skipped.append(
            Skipped(line, written, "the key is repeated; only the first is used")
        )
    return _located(document, document.data, ()), tuple(skipped)


def _located(document: Document, value: Any, path: Path) -> Node:
    line = document.span(path, key=bool(path)).line
    if is_mapping(value):
        return Node(
            {k: _located(document, child, (*path, k)) for k, child in value.items()},
            line,
        )
    if is_list(value):
        items = [_located(document, item, (*path, at)) for at, item in enumerate(value)]
        return Node(items, line)
    return Node(value, line)


# --- TOML --------------------------------------------------------------------------------------

_TABLE = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?").fullmatch
_ASSIGNED = re.compile(
    r"\s*((?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*\S+)?)\s*="
).match
_KEY = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


def from_toml(text: Text) -> Node:
    """Return *text* as a tree; values inside of brackets have the line of their key.

    Raises:
        SourceInvalid: it is not TOML.

    """
    try:
        data = tomllib.loads(text.text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match[1]) if match else 1
        raise SourceInvalid(text.file, line, f"not TOML: {error}") from None
    except RecursionError:
        raise SourceInvalid(text.file, 1, "not TOML: nested too deep") from None
    return _with_lines(data, (), dict(_toml_lines(text.text)), 1)


def _toml_lines(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the path of every table and key that begins a line."""
    here: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if table := _TABLE(line):
            here = _toml_path(table[2])
            if table[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                yield here, number
                here = (*here, counts[here])
            yield here, number
        elif key := _ASSIGNED(line):
            yield (*here, *_toml_path(key[1])), number


def _toml_path(text: str) -> Path:
    return tuple(match[match.lastindex or 0] for match in _KEY.finditer(text))


def _with_lines(data: Any, path: Path, lines: dict[Path, int], line: int) -> Node:
    line = lines.get(path, line)
    if is_mapping(data):
        return Node(
            {k: _with_lines(v, (*path, k), lines, line) for k, v in data.items()}, line
        )
    if is_list(data):
        return Node(
            [_with_lines(v, (*path, i), lines, line) for i, v in enumerate(data)], line
        )
    if isinstance(data, str | int | bool) or data is None:
        return Node(data, line)
    return Node(str(data), line)
