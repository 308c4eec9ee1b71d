"""OpenAPI and Swagger: enums of error codes with their names and descriptions, and error examples.

An enum counts if its schema or property is called like a code, or has `x-enum-varnames`,
`x-enum-descriptions`, `x-enumNames` or `x-extensible-enum`. Examples of responses give texts and
HTTP statuses; the operations themselves are not imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat.importing.codes import could_be_code
from errcat.importing.columns import field_of
from errcat.importing.extracting import (
    Cell,
    Extract,
    Importer,
    Row,
    Skipped,
    Table,
    Text,
    is_generated,
)
from errcat.importing.lifetimes import split_life
from errcat.importing.trees import Node, from_json, from_yaml

_MARK = re.compile(
    r"(?m)^\s*[{,]?\s*[\"']?(?:openapi|swagger)[\"']?\s*:\s*[\"']?[23]"
).search
_CODES = re.compile(
    r"error.*(?:code|type|id|key|name|reason|enum)|^(?:err|error|api|result|response)?_?codes?$|errors?$",
    re.IGNORECASE,
).search
_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_ABOUT = ("x-enum-descriptions", "x-enumDescriptions", "x-enum-description")
_STATUS = re.compile(r"[1-5][0-9]{2}").match
_TEXTS = ("title", "detail", "description")


def sniff(text: Text) -> float:
    """Tell whether a text is an OpenAPI document: it says which version it follows."""
    return 0.97 if _MARK(text.text[:4096]) else 0


def extract(text: Text) -> Extract:
    """Return the error codes of a document."""
    skipped: tuple[Skipped, ...] = ()
    if text.text.lstrip().startswith("{"):
        root = from_json(text)
    else:
        root, skipped = from_yaml(text)
    reading = _Reading(root, generated=is_generated(text))
    reading.walk(root, "", "", 0)
    header: dict[str, Any] = {}
    title = root.members.get("info", Node({}, 0)).members.get("title")
    if title and isinstance(title.data, str):
        header["title"] = title.data
    if reading.types:
        header["wire_type"] = "integer" if reading.types == {"integer"} else "string"
    rows = tuple(Row(coded.cells, coded.line) for coded in reading.by_code.values())
    fields = {name: name for row in rows for name in row.cells}
    return Extract(
        (Table(rows, fields=fields),), (*skipped, *reading.skipped), header=header
    )


class _Coded(NamedTuple):
    """One code, and what has been found of it so far."""

    cells: dict[str, Cell]
    line: int


class _Reading:
    """A walk through a document."""

    def __init__(self, root: Node, *, generated: bool) -> None:
        self._root = root
        self._generated = generated
        self.by_code: dict[str, _Coded] = {}
        self.types: set[str] = set()
        self.skipped: list[Skipped] = []

    def walk(self, node: Node, name: str, status: str, depth: int) -> None:
        """Look at *node*, which stands under the key *name* in a response with *status*."""
        if depth > 60:  # noqa: PLR2004 -- references can go round in circles
            return
        members = node.members
        if self._is_enum(name, members):
            self._enum(members)
        for key, child in members.items():
            inside = status
            if name == "responses":
                inside = self._status(key, self._resolved(child))
            if key in ("example", "examples") and "responses" not in name:
                self._examples(key, child, inside)
                continue
            if key == "properties" and status:
                continue
            target = (
                self._resolved(child) if name in ("responses", "content") else child
            )
            self.walk(target, key, inside, depth + 1)
        for item in node.items:
            self.walk(item, name, status, depth + 1)

    @staticmethod
    def _status(key: str, response: Node) -> str:
        about = response.members.get("description")
        text = about.data if about and isinstance(about.data, str) else ""
        if _STATUS(key):
            return key[:3]
        return text[:3] if _STATUS(text) else "-"

    def _resolved(self, node: Node) -> Node:
        for _ in range(8):
            link = node.members.get("$ref")
            if link is None or not str(link.data).startswith("#/"):
                return node
            target: Node | None = self._root
            for step in str(link.data)[2:].split("/"):
                key = step.replace("~1", "/").replace("~0", "~")
                target = target.members.get(key) if target else None
            if target is None:
                return node
            node = target
        return node

    # --- enums -----------------------------------------------------------------------------

    @staticmethod
    def _is_enum(name: str, members: Mapping[str, Node]) -> bool:
        values = members.get("enum") or members.get("x-extensible-enum")
        if values is None or not values.items:
            return False
        described = any(key in members for key in (*_NAMES, *_ABOUT))
        return bool(described or _CODES(name))

    def _enum(self, members: Mapping[str, Node]) -> None:
        values = members.get("enum") or members["x-extensible-enum"]
        names = _first(members, _NAMES)
        about = _first(members, _ABOUT)
        titles = self._titles(members.get("description"))
        for at, value in enumerate(values.items):
            if value.data is None or not could_be_code(str(value.data)):
                self.skipped.append(
                    Skipped(value.line, str(value.data), "it cannot be a code")
                )
                continue
            code = str(value.data)
            self.types.add("integer" if isinstance(value.data, int) else "string")
            self._add(code, "code", Cell(value.data, value.line))
            name = names.items[at] if names and at < len(names.items) else None
            if name and str(name.data) != code:
                self._add(code, "name", Cell(name.data, name.line))
            text = _at(about, at, code, str(name.data) if name else "")
            if text:
                self._describe(code, text, titles.get(code))

    @staticmethod
    def _titles(about: Node | None) -> dict[str, Cell]:
        """Return the titles by code that a table in a description holds."""
        titles: dict[str, Cell] = {}
        text = about.data if about and isinstance(about.data, str) else ""
        if about and re.search(r"(?m)^\|.*\|", text):
            from errcat.importing.importers.markdown import extract as extract_markdown

            for table in extract_markdown(Text("", text)).tables:
                for row in table.rows:
                    cells = {field_of(name): cell for name, cell in row.cells.items()}
                    if "code" in cells and "title" in cells:
                        titles[cells["code"].text] = Cell(
                            cells["title"].data, about.line
                        )
        return titles

    def _describe(self, code: str, text: Node, title: Cell | None) -> None:
        """Take a description; where the title of the code is known, the rest of it is the detail."""
        words = str(text.data).strip()
        if title:
            own, life = split_life(title.text) if self._generated else (title.text, {})
            self._add(code, "title", Cell(own, title.line))
            for field, facts in life.items():
                self._add(code, field, Cell(facts, title.line))
            rest = words.removeprefix(title.text).lstrip(".!? ").strip()
            if rest and rest != words:
                self._add(code, "detail", Cell(rest, text.line))
            elif rest:
                self._add(code, "description", Cell(words, text.line))
        else:
            self._add(code, "title", Cell(words, text.line))

    # --- examples --------------------------------------------------------------------------

    def _examples(self, key: str, node: Node, status: str) -> None:
        examples = [node] if key == "example" else [*node.members.values(), *node.items]
        for sample in examples:
            example = self._resolved(sample)
            value = example.members.get("value", example)
            for error in _errors(value, 0):
                self._example(error, status)

    def _example(self, error: Node, status: str) -> None:
        """Take an error object; only what is not known yet is taken from it."""
        fields: dict[str, Node] = {}
        for key, node in error.members.items():
            field = field_of(key)
            if node.is_scalar and node.data is not None:
                fields.setdefault("code?" if field == "code?" else field, node)
        described = any(field in fields for field in _TEXTS)
        code = fields.get("code") or (fields.get("code?") if described else None)
        if code is None or not could_be_code(str(code.data)):
            return
        text = str(code.data)
        if _STATUS(text) and len(text) == 3 and "code" not in fields:  # noqa: PLR2004
            return
        self.types.add("integer" if isinstance(code.data, int) else "string")
        self._add(text, "code", Cell(code.data, code.line))
        for field in _TEXTS:
            if field in fields:
                self._add(text, field, Cell(fields[field].data, fields[field].line))
        if _STATUS(status):
            self._add_status(text, int(status), error.line)

    def _add(self, code: str, field: str, cell: Cell) -> None:
        coded = self.by_code.setdefault(code, _Coded({}, cell.line))
        coded.cells.setdefault(field, cell)

    def _add_status(self, code: str, status: int, line: int) -> None:
        cells = self.by_code[code].cells
        held = cells.get("http_status")
        statuses = [*held.data, status] if held else [status]
        cells["http_status"] = Cell(
            list(dict.fromkeys(statuses)), held.line if held else line
        )


def _first(members: Mapping[str, Node], keys: tuple[str, ...]) -> Node | None:
    return next((members[key] for key in keys if key in members), None)


def _at(about: Node | None, at: int, code: str, name: str) -> Node | None:
    """Return the description of one value: of a list by position, of a mapping by code or name."""
    if about is None:
        return None
    if about.items:
        description = about.items[at] if at < len(about.items) else None
    else:
        description = about.members.get(code) or about.members.get(name)
    return (
        description
        if description
        and isinstance(description.data, str)
        and description.data.strip()
        else None
    )


def _errors(node: Node, depth: int) -> Iterator[Node]:
    """Yield the objects in an example that have a code, the inner ones first."""
    if depth > 8:  # noqa: PLR2004 -- no envelope is that deep
        return
    inner = [
        e
        for child in [*node.members.values(), *node.items]
        for e in _errors(child, depth + 1)
    ]
    yield from inner
    scalars = [key for key, child in node.members.items() if child.is_scalar]
    if not inner and any(field_of(key).startswith("code") for key in scalars):
        yield node


IMPORTER = Importer(__name__, __doc__, (".yaml", ".yml", ".json"), sniff, extract)
