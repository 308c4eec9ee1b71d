"""What a catalog is, once it has been read: frozen data that everything else speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    """Whether the key is meant rather than the value under it."""


class Retry(NamedTuple):
    """Whether, and after how long, trying again makes sense."""

    when: str
    """never, after_fix, backoff or after_delay."""
    after: str = ""
    """An ISO 8601 duration, such as PT24H."""


class Case(NamedTuple):
    """One way in which a code travels; what is empty is as in the entry."""

    id: str = ""
    """Empty for the one case that `http_status` on an entry is short for."""
    http_status: int | None = None
    title: str = ""
    detail: str = ""
    description: str = ""
    retry: Retry | None = None
    channel: str = ""


class Param(NamedTuple):
    """A value that the detail of an occurrence may hold."""

    name: str
    type: str = "string"
    description: str = ""
    sensitive: bool = False


class Link(NamedTuple):
    """A page worth reading."""

    url: str
    title: str = ""


class Related(NamedTuple):
    """A code of another system that stands for the same thing."""

    system: str
    code: str


class Example(NamedTuple):
    """One occurrence of an error."""

    case: str = ""
    params: Mapping[str, Any] = {}
    detail: str = ""
    source: Mapping[str, str] = {}
    """Where in a request the error arose: pointer, parameter or header."""


class Deprecation(NamedTuple):
    """Says that a code will go, and what to use instead."""

    since: str = ""
    reason: str = ""
    replaced_by: tuple[str, ...] = ()
    sunset: str = ""


class Retirement(NamedTuple):
    """Says that a code is no longer answered; the entry stays as its tombstone."""

    version: str = ""
    """The catalog version in which the code was retired; `in` in the file."""
    reason: str = ""
    replaced_by: tuple[str, ...] = ()


class Suppression(NamedTuple):
    """The rules that are suppressed for one entry, and why."""

    ignore: tuple[str, ...] = ()
    reason: str = ""


class Product(NamedTuple):
    """A product whose errors are in the catalog; not a range."""

    id: str
    title: str = ""
    description: str = ""
    owner: str = ""
    url: str = ""


class Range(NamedTuple):
    """A named run of codes: by its bounds, which are inclusive, or by a prefix."""

    name: str
    title: str = ""
    description: str = ""
    first: str = ""
    """`from` in the file."""
    last: str = ""
    """`to` in the file."""
    prefix: str = ""
    width: int = 0
    """How many digits follow the prefix; 0 if that is not said."""
    owner: str = ""
    docs_url: str = ""
    defaults: Mapping[str, Any] = {}
    position: int = 0

    def bounds(self) -> tuple[int, int] | None:
        """Return both bounds as numbers, or None if they are not two numbers."""
        if NUMBER(self.first) and NUMBER(self.last):
            return int(self.first), int(self.last)
        return None


class Reserved(NamedTuple):
    """A code, a span of codes or a name that no entry may take."""

    code: str = ""
    first: str = ""
    last: str = ""
    name: str = ""
    owner: str = ""
    reason: str = ""
    position: int = 0

    def holds(self, code: str) -> bool:
        """Tell whether *code* is the reserved one, or lies in the reserved span."""
        if code == self.code:
            return True
        if not self.first or not self.last:
            return False
        if NUMBER(code) and NUMBER(self.first) and NUMBER(self.last):
            return int(self.first) <= int(code) <= int(self.last)
        return not NUMBER(self.first) and self.first <= code <= self.last


class CodeFormat(NamedTuple):
    """What the codes of a catalog look like."""

    pattern: str = ""
    wire_type: str = "string"
    """What the API's JSON carries: string or integer."""
    order: str = ""
    """number or text; empty where the catalog leaves it to the codes."""


class Envelope(NamedTuple):
    """Where an error response carries code, title and detail, as JSON pointers (RFC 6901)."""

    kind: str
    """jsonapi, problem (RFC 9457) or custom."""
    code: str
    title: str = ""
    detail: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The way to the code, key by key; a step that is a number is any item of a list."""
        steps = self.code.split("/")[1:]
        return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


class Entry(NamedTuple):
    """One error: a stable code, what it says, and what a client can do about it."""

    code: str
    name: str = ""
    """The frozen identifier, UPPER_SNAKE; made from the code where the file leaves it out."""
    title: str = ""
    detail: str = ""
    description: str = ""
    causes: tuple[str, ...] = ()
    solutions: tuple[str, ...] = ()
    notes: str = ""
    """Internal: leaves in no output."""
    cases: tuple[Case, ...] = ()
    retry: Retry | None = None
    fault: str = ""
    severity: str = ""
    audience: str = "public"
    channels: tuple[str, ...] = ()
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
    """The user's own `x-` keys: leave in no output."""
    range: str = ""
    """Name of the innermost range the code lies in, or empty."""
    through: str = ""
    """Where the row was meant to stand for a span of codes and does not; empty otherwise."""
    file: str = ""
    position: int = 0
    """Where the entry stands in the list `errors` of its file."""

    def __eq__(self, other: object) -> bool:
        """Entries are equal when they say the same, wherever they stand."""
        return isinstance(other, Entry) and self[:-2] == other[:-2]

    def __ne__(self, other: object) -> bool:
        """Tell the opposite: a tuple would compare the place too."""
        return not self == other

    def __hash__(self) -> int:
        """Entries that are equal have one code."""
        return hash(self.code)

    @property
    def label(self) -> str:
        """The code and, if it adds something, the name: how messages call the entry."""
        return (
            f"{self.code} {self.name}"
            if self.name and self.name != self.code
            else self.code
        )

    @property
    def http_statuses(self) -> tuple[int, ...]:
        """Every HTTP status the code travels with, in order, each once."""
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
    """All errors of one namespace: within it a code is unique."""

    id: str
    title: str = ""
    description: str = ""
    version: str = ""
    language: str = "en"
    code: CodeFormat = _ANY_CODE
    docs_url: str = ""
    envelope: Envelope | None = None
    products: tuple[Product, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    ranges: tuple[Range, ...] = ()
    reserved: tuple[Reserved, ...] = ()
    entries: tuple[Entry, ...] = ()
    """In the order of the files, and within a file in its own order."""
    extensions: Mapping[str, Any] = field(default_factory=dict[str, Any])
    file: str = field(default="", compare=False)
    """The file with the header."""
    root: str = field(default="", compare=False)
    """What was asked for: a folder, a file or `-`."""
    file_ranges: Mapping[str, str] = field(
        default_factory=dict[str, str], compare=False
    )
    """The range that a file's `range:` names, by file."""
    complete: bool = field(default=True, compare=False)
    """False if something could not be read: then nothing follows from an entry not there."""
    header_complete: bool = field(default=True, compare=False)
    """False if a part of the header could not be understood."""

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """The entries by code; of two with one code the first."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.code, entry)
        return found

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
        """The entries in the order of their codes, whatever the files say."""
        return tuple(sorted(self.entries, key=lambda entry: self.sort_key(entry.code)))

    def sort_key(self, code: str) -> tuple[int, int, str]:
        """Return what codes are ordered by: value for numbers, code points for texts."""
        if self.numeric and NUMBER(code):
            return (0, int(code), "")
        return (1, 0, code)

    def page_of(self, entry: Entry) -> str:
        """Return the address of the documentation of *entry*, or an empty text."""
        from urllib.parse import quote  # slow to import, and only pages and reports ask

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
        return next((each for each in self.ranges if each.name == name), None)

    def in_range(self, name: str) -> Iterator[Entry]:
        """Yield the entries whose innermost range is *name*, in the order of their codes."""
        return (entry for entry in self.sorted_entries if entry.range == name)
