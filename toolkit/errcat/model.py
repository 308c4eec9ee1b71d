"""The model: a catalog with its entries, as frozen data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

NUMBER = re.compile(r"0|-?[1-9][0-9]*").fullmatch
"""Matches a code that can be compared as a number."""
_PLACEHOLDER = re.compile(r"\{(catalog|range|code|name)\}")


class Place(NamedTuple):
    """A node of a catalog file: the file, and the keys and indexes that lead to the node."""

    file: str
    path: tuple[str | int, ...] = ()
    key: bool = False
    """Whether the place is the key rather than its value."""


class Retry(NamedTuple):
    """Whether a client should retry, and after how long."""

    when: str
    """never, after_fix, backoff or after_delay."""
    after: str = ""
    """An ISO 8601 duration, such as PT24H."""


class Case(NamedTuple):
    """One way in which an error occurs; an empty field has the value of the entry."""

    id: str = ""
    """Empty for the single case of an entry that only has `http_status`."""
    http_status: int | None = None
    title: str = ""
    detail: str = ""
    description: str = ""
    retry: Retry | None = None
    channel: str = ""


class Param(NamedTuple):
    """A value that the detail of an occurrence may contain."""

    name: str
    type: str = "string"
    description: str = ""
    sensitive: bool = False


class Link(NamedTuple):
    """A page with more information."""

    url: str
    title: str = ""


class Related(NamedTuple):
    """The corresponding code of another system."""

    system: str
    code: str


class Example(NamedTuple):
    """One occurrence of an error."""

    case: str = ""
    params: Mapping[str, Any] = {}
    detail: str = ""
    source: Mapping[str, str] = {}
    """The part of the request that caused the error: pointer, parameter or header."""


class Deprecation(NamedTuple):
    """The announcement that a code will be retired, and what to use instead."""

    since: str = ""
    reason: str = ""
    replaced_by: tuple[str, ...] = ()
    sunset: str = ""


class Retirement(NamedTuple):
    """The end of a code, which no response contains any more; the entry stays as its tombstone."""

    version: str = ""
    """The catalog version in which the code was retired; `in` in the file."""
    reason: str = ""
    replaced_by: tuple[str, ...] = ()


class Suppression(NamedTuple):
    """The rules that are suppressed for one entry, and why."""

    ignore: tuple[str, ...] = ()
    reason: str = ""


class Product(NamedTuple):
    """A product whose errors are in the catalog; independent of ranges."""

    id: str
    title: str = ""
    description: str = ""
    owner: str = ""
    url: str = ""


class Range(NamedTuple):
    """A named group of codes, given by inclusive bounds or by a prefix."""

    name: str
    title: str = ""
    description: str = ""
    first: str = ""
    """`from` in the file."""
    last: str = ""
    """`to` in the file."""
    prefix: str = ""
    width: int = 0
    """How many digits follow the prefix; 0 where not specified."""
    owner: str = ""
    docs_url: str = ""
    everywhere: bool = False
    """Whether every operation of the API can return the codes of the range."""
    defaults: Mapping[str, Any] = {}
    position: int = 0

    def bounds(self) -> tuple[int, int] | None:
        """Return both bounds as numbers, or None if they are not two numbers."""
        if NUMBER(self.first) and NUMBER(self.last):
            return int(self.first), int(self.last)
        return None


class Reserved(NamedTuple):
    """A code, a span of codes or a name that no entry may use."""

    code: str = ""
    first: str = ""
    last: str = ""
    name: str = ""
    owner: str = ""
    reason: str = ""
    position: int = 0

    def holds(self, code: str) -> bool:
        """Tell whether *code* is the reserved code, or in the reserved span."""
        if code == self.code:
            return True
        if not self.first or not self.last:
            return False
        if NUMBER(code) and NUMBER(self.first) and NUMBER(self.last):
            return int(self.first) <= int(code) <= int(self.last)
        return not NUMBER(self.first) and self.first <= code <= self.last


class CodeFormat(NamedTuple):
    """The format of the codes of a catalog."""

    pattern: str = ""
    wire_type: str = "string"
    """The type of codes in the API's JSON: string or integer."""
    order: str = ""
    """number or text; empty where it depends on the codes."""


class Envelope(NamedTuple):
    """Where an error response carries code, title and detail, as JSON pointers (RFC 6901)."""

    kind: str
    """jsonapi, problem (RFC 9457) or custom."""
    code: str
    title: str = ""
    detail: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys that lead to the code; a step that is a number is any item of a list."""
        steps = self.code.split("/")[1:]
        return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


class Operation(NamedTuple):
    """One operation of the API: a method on a path, and the codes that it can return."""

    method: str
    path: str
    id: str = ""
    """The operationId of the OpenAPI document, if it has one."""
    codes: Mapping[str, tuple[int, ...]] = {}
    """The HTTP statuses with which it returns each code; empty where they are unknown."""
    file: str = ""
    position: int = 0
    """Its index in the list `operations` of its file."""

    def __eq__(self, other: object) -> bool:
        """Operations are equal when all but their places are."""
        return isinstance(other, Operation) and self[:-2] == other[:-2]

    def __ne__(self, other: object) -> bool:
        """Negate equality; the method of a tuple would compare the places, too."""
        return not self == other

    def __hash__(self) -> int:
        """Equal operations have the same method and path."""
        return hash(self.key)

    @property
    def key(self) -> str:
        """Method and path, which identify the operation: POST /v2/messages."""
        return f"{self.method} {self.path}"

    @property
    def label(self) -> str:
        """The operation in documents: POST /v2/messages (createMessage)."""
        return f"{self.key} ({self.id})" if self.id else self.key

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Return the place of the operation, or of a node in it."""
        return Place(self.file, ("operations", self.position, *path), key)


class Entry(NamedTuple):
    """One error: a stable code, its texts, and what a client can do about it."""

    code: str
    name: str = ""
    """The stable identifier, UPPER_SNAKE; made from the code where the file omits it."""
    title: str = ""
    detail: str = ""
    description: str = ""
    causes: tuple[str, ...] = ()
    solutions: tuple[str, ...] = ()
    page: str = ""
    """A text for readers in CommonMark: the file `pages/<code>.md`, or the key `page`."""
    notes: str = ""
    """Internal: in no output."""
    cases: tuple[Case, ...] = ()
    retry: Retry | None = None
    fault: str = ""
    severity: str = ""
    audience: str = "public"
    channels: tuple[str, ...] = ()
    everywhere: bool = False
    """Whether every operation of the API can return the code."""
    products: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[Related, ...] = ()
    tags: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    aliases: tuple[str, ...] = ()
    preview: bool = False
    deprecated: Deprecation | None = None
    retired: Retirement | None = None
    since: str = ""
    lint: Suppression = Suppression()
    extensions: Mapping[str, Any] = {}
    """Custom `x-` keys: in no output."""
    range: str = ""
    """Name of the innermost range of the code, or empty."""
    through: str = ""
    """The `through` of a row that is not a valid span of codes; empty otherwise."""
    file: str = ""
    position: int = 0
    """The index of the entry in the list `errors` of its file."""

    def __eq__(self, other: object) -> bool:
        """Entries are equal when all but their places are."""
        return isinstance(other, Entry) and self[:-2] == other[:-2]

    def __ne__(self, other: object) -> bool:
        """Negate equality; the method of a tuple would compare the places, too."""
        return not self == other

    def __hash__(self) -> int:
        """Equal entries have the same code."""
        return hash(self.code)

    @property
    def label(self) -> str:
        """The code and, if it differs, the name: the entry in messages."""
        return (
            f"{self.code} {self.name}"
            if self.name and self.name != self.code
            else self.code
        )

    @property
    def http_statuses(self) -> tuple[int, ...]:
        """Every HTTP status of the code, in order, each once."""
        return tuple(
            sorted({case.http_status for case in self.cases if case.http_status})
        )

    @property
    def life(self) -> str:
        """retired, deprecated, preview or active."""
        if self.retired is not None:
            return "retired"
        if self.deprecated is not None:
            return "deprecated"
        return "preview" if self.preview else "active"

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Return the place of the entry, or of a node in it."""
        return Place(self.file, ("errors", self.position, *path), key)


_ANY_CODE = CodeFormat()


@dataclass(frozen=True)
class Catalog:
    """All errors of one namespace, within which a code is unique."""

    id: str
    title: str = ""
    description: str = ""
    version: str = ""
    language: str = "en"
    code: CodeFormat = _ANY_CODE
    placeholders: str = "named"
    """How texts mark values: named ({param}), numbered ({0}) or printf (%s)."""
    docs_url: str = ""
    envelope: Envelope | None = None
    products: tuple[Product, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    ranges: tuple[Range, ...] = ()
    reserved: tuple[Reserved, ...] = ()
    operations: tuple[Operation, ...] = ()
    """In the order of their file; empty if the catalog does not state them."""
    entries: tuple[Entry, ...] = ()
    """In the order of the files, and within a file in its own order."""
    extensions: Mapping[str, Any] = field(default_factory=dict[str, Any])
    file: str = field(default="", compare=False)
    """The file with the header."""
    root: str = field(default="", compare=False)
    """The operand: a folder, a file or `-`."""
    file_ranges: Mapping[str, str] = field(
        default_factory=dict[str, str], compare=False
    )
    """The range that a file's `range:` names, by file."""
    page_files: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)
    """The files in `pages/` by code; for some, there may be no entry."""
    complete: bool = field(default=True, compare=False)
    """False if a part could not be read, so that a missing entry proves nothing."""
    header_complete: bool = field(default=True, compare=False)
    """False if a part of the header is invalid."""

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """The entries by code; of several with one code the first."""
        by_code: dict[str, Entry] = {}
        for entry in self.entries:
            by_code.setdefault(entry.code, entry)
        return by_code

    @cached_property
    def operations_by_code(self) -> Mapping[str, tuple[Operation, ...]]:
        """The operations that name each code; those of `everywhere` are not among them."""
        by_code: dict[str, list[Operation]] = {}
        for operation in self.operations:
            for code in operation.codes:
                by_code.setdefault(code, []).append(operation)
        return {code: tuple(operations) for code, operations in by_code.items()}

    @cached_property
    def numeric_codes(self) -> bool:
        """Whether every code is a number, and they are compared as such."""
        if self.code.order == "text":
            return False
        return all(map(NUMBER, (entry.code for entry in self.entries)))

    @cached_property
    def numeric(self) -> bool:
        """Whether codes that are numbers are compared by value."""
        return self.code.order == "number" or self.numeric_codes

    @cached_property
    def sorted_entries(self) -> tuple[Entry, ...]:
        """The entries in the order of their codes, whatever their order in the files."""
        return tuple(sorted(self.entries, key=lambda entry: self.sort_key(entry.code)))

    def sort_key(self, code: str) -> tuple[int, int, str]:
        """Return the key that orders codes: value for numbers, code points for texts."""
        if self.numeric and NUMBER(code):
            return (0, int(code), "")
        return (1, 0, code)

    def page_of(self, entry: Entry) -> str:
        """Return the URL of the documentation of *entry*, or an empty text."""
        from urllib.parse import (
            quote,
        )  # slow to import, and only pages and reports need it

        nearest = self.range_named(entry.range)
        template = (nearest.docs_url if nearest else "") or self.docs_url
        values = {
            "catalog": self.id,
            "range": entry.range,
            "code": entry.code,
            "name": entry.name,
        }
        return _PLACEHOLDER.sub(
            lambda match: quote(values[match[1]], safe=""), template
        )

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Return the place of the header, or of a node in it."""
        return Place(self.file, path, key)

    def range_named(self, name: str) -> Range | None:
        """Return the range called *name*."""
        return self._ranges_by_name.get(name)

    @cached_property
    def _ranges_by_name(self) -> Mapping[str, Range]:
        """The ranges by name; of several with one name the first."""
        return {range_.name: range_ for range_ in reversed(self.ranges)}
