"""The content of the Python file as data, before it becomes text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from errcat import (
    Catalog,
    Entry,
    ErrcatError,
    check_distinct,
    check_known,
    integer_code,
    replacements,
    sentence,
    without_retired,
)
from errcat.naming import PYTHON_CLASS, PYTHON_MEMBER, apply, reserved_reason
from errcat.text import python_literal
from errcat_generators.python._options import Options


class Name(NamedTuple):
    """A value that the file refers to by name, not as a literal."""

    text: str


Value = str | Name | tuple[int, ...] | tuple[str, ...]


class Member(NamedTuple):
    """A member of the enum: its name, its old names, and its value."""

    name: str
    aliases: tuple[str, ...]
    value: str
    """As a literal."""
    exception: str
    """The exception class for it; empty if there is none."""
    entry: Entry


class Field(NamedTuple):
    """A field of `ErrorInfo`: its type and its default."""

    type: str
    default: str
    """Empty for a field that every entry has."""


class Group(NamedTuple):
    """A range of codes, as the file shows it."""

    name: str
    member: str
    exception: str
    about: str


class Prepared(NamedTuple):
    """The content of the file."""

    catalog: Catalog
    options: Options
    members: tuple[Member, ...]
    groups: tuple[Group, ...]
    fields: tuple[str, ...]
    aliased: bool
    """Whether an entry has old names."""
    ranged: bool
    """Whether every entry has a range."""

    @property
    def numeric(self) -> bool:
        """Whether the API sends codes as integers."""
        if self.options.wire == "catalog":
            return self.catalog.code.wire_type == "integer"
        return self.options.wire == "integer"

    @property
    def old(self) -> bool:
        """Whether the file must run on Python 3.9."""
        return self.options.python == "3.9"

    @property
    def base(self) -> str:
        """The base classes of the enum of codes."""
        return "IntEnum" if self.numeric else self.text_enum

    @property
    def text_enum(self) -> str:
        """The base classes of an enum of texts."""
        return "StrEnum" if self.options.python == "3.11" else "str, Enum"

    @property
    def raw(self) -> str:
        """The type of an unknown code."""
        return "int" if self.numeric else "str"

    def optional(self, kind: str) -> str:
        """Return the type hint for *kind* or None."""
        return f"Optional[{kind}]" if self.old else f"{kind} | None"

    def either(self, *kinds: str) -> str:
        """Return the type hint for any of *kinds*."""
        return f"Union[{', '.join(kinds)}]" if self.old else " | ".join(kinds)


# --- from the catalog -------------------------------------------------------------------------


def prepared(catalog: Catalog, options: Options) -> Prepared:
    """Return the content of the file.

    Raises:
        ErrcatError: a code or name cannot be represented in Python, two names would be the same, or
            two options contradict each other.

    """
    shown = without_retired(catalog, drop=options.retired == "drop")
    fields = _fields(options, shown)
    aliased = any(entry.aliases for entry in shown.entries)
    ranged = all(entry.range for entry in shown.entries)
    bare = Prepared(shown, options, (), (), fields, aliased, ranged)
    groups = tuple(_group(name, shown, options) for name in _range_names(shown))
    classes = {group.name: group.exception for group in groups}
    members = tuple(_member(entry, bare, classes) for entry in shown.entries)
    _check_names(groups, members, options)
    return bare._replace(members=members, groups=groups)


_OWN = ("ApiError", "ErrorCode", "ErrorInfo", "ErrorRange")
"""Names of the file's own classes, which no exception class may have."""


def _check_names(
    groups: Iterable[Group], members: Iterable[Member], options: Options
) -> None:
    """Check that no two codes or ranges share a value, a name or an exception class."""
    labelled = [(member, member.entry.label) for member in members]
    check_distinct([(member.value, label) for member, label in labelled], "in Python")
    names = [
        (name, label)
        for member, label in labelled
        for name in (member.name, *member.aliases)
    ]
    check_distinct(names, "in Python")
    spans = [(group, f"range {group.name}") for group in groups]
    if options.groups == "enum":
        check_distinct([(group.member, label) for group, label in spans], "in Python")
    if options.exceptions != "none":
        classes = [(group.exception, label) for group, label in spans]
        if options.exceptions == "code":
            classes += [(member.exception, label) for member, label in labelled]
        own = [(name, "the file itself") for name in _OWN]
        check_distinct([*own, *classes], "among the exception classes")


def _fields(options: Options, catalog: Catalog) -> tuple[str, ...]:
    """Return the fields of `ErrorInfo` in the order of `FIELDS`."""
    check_known("fields", options.fields, FIELDS, "field")
    if options.metadata == "none" and options.exceptions != "none":
        raise ErrcatError(
            "exceptions: exception classes need the entries; set metadata to inline"
        )
    if options.metadata == "none":
        return ()
    ranged = bool(catalog.ranges) and options.groups != "none"
    return tuple(
        field
        for field in FIELDS
        if field in options.fields and (ranged or field != "range")
    )


def _range_names(catalog: Catalog) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.name for span in catalog.ranges))


def _group(name: str, catalog: Catalog, options: Options) -> Group:
    span = catalog.range_named(name)
    title = (span.title if span else "") or name
    exception = _class_name(name) if options.exceptions != "none" else ""
    member = _identifier(name, name) if options.groups == "enum" else name
    return Group(name, member, exception, sentence(title))


def _class_name(name: str) -> str:
    """Return the name of an exception class: it ends in Error and shadows no built-in."""
    cased = PYTHON_CLASS.casing(name)
    if not cased or not cased[0].isalpha():
        raise ErrcatError(f"'{name}' cannot be a class name in Python")
    full = cased if cased.endswith("Error") else f"{cased}Error"
    return f"Api{full}" if full in PYTHON_CLASS.reserved else full


def _member(entry: Entry, file: Prepared, classes: Mapping[str, str]) -> Member:
    code = entry.code
    value = str(integer_code(code)) if file.numeric else python_literal(code)
    aliases = tuple(_identifier(entry.label, alias) for alias in entry.aliases)
    exception = ""
    if file.options.exceptions == "code":
        exception = _class_name(entry.name)
    elif file.options.exceptions == "group":
        exception = classes.get(entry.range, "ApiError")
    name = _identifier(entry.label, entry.name)
    return Member(name, aliases, value, exception, entry)


def _identifier(label: str, name: str) -> str:
    applied = apply(PYTHON_MEMBER, name)
    reason = reserved_reason(applied) if applied else "it has no letters or digits"
    if reason:
        raise ErrcatError(f"{label}: '{name}' cannot be a name in Python: {reason}")
    return applied


# --- the entries ------------------------------------------------------------------------------

TEXT = Field("str", "None")
TEXTS = Field("tuple[str, ...]", "()")
FIELDS: Mapping[str, Field] = {
    "name": Field("str", ""),
    "title": Field("str", ""),
    "range": Field("ErrorRange", ""),
    "detail": TEXT,
    "description": TEXT,
    "causes": TEXTS,
    "solutions": TEXTS,
    "http_statuses": Field("tuple[int, ...]", "()"),
    "retry": Field("Retry", "None"),
    "fault": TEXT,
    "severity": TEXT,
    "channels": TEXTS,
    "products": TEXTS,
    "tags": TEXTS,
    "since": TEXT,
    "life": Field('Literal["active", "preview", "deprecated", "retired"]', '"active"'),
    "replaced_by": TEXTS,
    "docs_url": TEXT,
}
"""What `ErrorInfo` may hold besides the code."""


def _value(name: str, entry: Entry, catalog: Catalog) -> Value | None:
    """Return the value of a field of *entry*; None for a default that is omitted."""
    match name:
        case "name" | "title":
            return str(getattr(entry, name))
        case "retry":
            return entry.retry.when if entry.retry else None
        case "life":
            return None if entry.life == "active" else entry.life
        case "replaced_by":
            return replacements(entry) or None
        case "docs_url":
            return catalog.page_of(entry) or None
        case _:
            value: Value = getattr(entry, name)
            return value or None


def facts(member: Member, file: Prepared) -> dict[str, Value]:
    """Return the keyword arguments of `ErrorInfo` besides the code, without defaults."""
    values: dict[str, Value] = {}
    for name in file.fields:
        value = _value(name, member.entry, file.catalog)
        if value is not None:
            values[name] = value
    if "range" in values and file.options.groups == "enum":
        members = {group.name: group.member for group in file.groups}
        values["range"] = Name(f"ErrorRange.{members[member.entry.range]}")
    return values
