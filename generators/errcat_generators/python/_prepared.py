"""What is in the Python file, before it is text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from errcat import Catalog, Entry, ErrcatError, without_retired
from errcat.naming import PYTHON_CLASS, PYTHON_MEMBER, apply, reserved_reason
from errcat.text import python_literal
from errcat_generators.python._options import Options


class Name(NamedTuple):
    """Something in the file that is written by its name, not as a literal."""

    text: str


Value = str | Name | tuple[int, ...] | tuple[str, ...]


class Member(NamedTuple):
    """A member of the enum: what Python calls it and has called it, and its value."""

    name: str
    aliases: tuple[str, ...]
    value: str
    """As a literal."""
    exception: str
    """The class of exceptions for it; empty where there is none."""
    entry: Entry


class Field(NamedTuple):
    """A field of `ErrorInfo`: its type, and what it is where nothing is said."""

    type: str
    default: str
    """Empty for what every entry says."""


class Group(NamedTuple):
    """A range, as Python knows it."""

    name: str
    member: str
    exception: str
    about: str


class Prepared(NamedTuple):
    """Everything that is in the file, before it is text."""

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
    def whole(self) -> bool:
        """Whether codes are whole numbers on the wire."""
        wire = self.options.wire
        said = self.catalog.code.wire_type if wire == "catalog" else wire
        return said == "integer"

    @property
    def old(self) -> bool:
        """Whether the file is to be read by Python 3.9."""
        return self.options.python == "3.9"

    @property
    def base(self) -> str:
        """What the enum of the codes is made of."""
        return "IntEnum" if self.whole else self.text_enum

    @property
    def text_enum(self) -> str:
        """What an enum of texts is made of."""
        return "StrEnum" if self.options.python == "3.11" else "str, Enum"

    @property
    def raw(self) -> str:
        """The type of a code that is not known."""
        return "int" if self.whole else "str"

    def optional(self, kind: str) -> str:
        """Return the hint for a *kind* or None."""
        return f"Optional[{kind}]" if self.old else f"{kind} | None"

    def either(self, *kinds: str) -> str:
        """Return the hint for one of *kinds*."""
        return f"Union[{', '.join(kinds)}]" if self.old else " | ".join(kinds)


def sentence(text: str) -> str:
    """Return *text* with a full stop, unless it ends like a sentence or is empty."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


# --- from the catalog -------------------------------------------------------------------------


def prepared(catalog: Catalog, options: Options) -> Prepared:
    """Return what is to be in the file.

    Raises:
        ErrcatError: a code or name cannot be what it would have to be in Python, or two options
            contradict each other.

    """
    shown = without_retired(catalog, drop=options.retired == "drop")
    fields = _fields(options, shown)
    aliased = any(entry.aliases for entry in shown.entries)
    ranged = all(entry.range for entry in shown.entries)
    bare = Prepared(shown, options, (), (), fields, aliased, ranged)
    groups = tuple(_group(name, shown, options) for name in _range_names(shown))
    classes = {group.name: group.exception for group in groups}
    members = tuple(_member(entry, bare, classes) for entry in shown.entries)
    _check_apart(each.value for each in members)
    _check_apart(name for each in members for name in (each.name, *each.aliases))
    _check_apart(
        group.member for group in groups if options.groups == "enum" or group.exception
    )
    _check_classes(groups, members if options.exceptions == "code" else ())
    return bare._replace(members=members, groups=groups)


_OWN = ("ApiError", "ErrorCode", "ErrorInfo", "ErrorRange")
"""The names that no class of exceptions may have."""


def _check_classes(groups: Iterable[Group], members: Iterable[Member]) -> None:
    """Refuse two classes of exceptions of one name."""
    taken: dict[str, str] = dict.fromkeys(_OWN, "the file itself")
    wanted = [(each.exception, f"the range {each.name}") for each in groups]
    wanted += [(each.exception, each.entry.label) for each in members]
    for name, what in wanted:
        if name in taken:
            raise ErrcatError(
                f"option exceptions: {taken[name]} and {what} would both have the class {name};"
                " rename one of them, or have classes for ranges only"
            )
        if name:
            taken[name] = what


def _fields(options: Options, catalog: Catalog) -> tuple[str, ...]:
    """Return the fields of `ErrorInfo` beside code, in the order of `FIELDS`."""
    for each in options.fields:
        if each not in FIELDS:
            raise ErrcatError(
                f"option fields: there is no field '{each}'; there are {', '.join(FIELDS)}"
            )
    if options.metadata == "none" and options.exceptions != "none":
        raise ErrcatError(
            "option exceptions: they hold the entry of their code, so metadata must be inline"
        )
    if options.metadata == "none":
        return ()
    ranged = bool(catalog.ranges) and options.groups != "none"
    return tuple(
        each
        for each in FIELDS
        if each in options.fields and (ranged or each != "range")
    )


def _range_names(catalog: Catalog) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.name for each in catalog.ranges))


def _group(name: str, catalog: Catalog, options: Options) -> Group:
    found = catalog.range_named(name)
    title = (found.title if found else "") or name
    exception = _class_name(name) if options.exceptions != "none" else ""
    member = _identifier(name, name) if options.groups == "enum" else name
    return Group(name, member, exception, sentence(title))


def _class_name(name: str) -> str:
    """Return what a class of exceptions is called: it ends in Error and hides no built-in one."""
    applied = PYTHON_CLASS.casing(name)
    if not applied or not applied[0].isalpha():
        raise ErrcatError(f"'{name}' cannot be the name of a class in Python")
    ended = applied if applied.endswith("Error") else f"{applied}Error"
    return f"Api{ended}" if ended in PYTHON_CLASS.reserved else ended


def _member(entry: Entry, file: Prepared, classes: Mapping[str, str]) -> Member:
    value = _integer(entry.code) if file.whole else python_literal(entry.code)
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
    wrong = reserved_reason(applied) if applied else "there is nothing of it left"
    if wrong:
        raise ErrcatError(f"{label}: '{name}' cannot be a name in Python: {wrong}")
    return applied


def _integer(code: str) -> str:
    whole = code.removeprefix("-").isdecimal() and code.isascii()
    if not whole or str(int(code)) != code:
        raise ErrcatError(f"{code}: not a whole number, but `wire_type` is integer")
    return code


def _check_apart(texts: Iterable[str]) -> None:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            raise ErrcatError(f"two entries would be {text} in Python")
        seen.add(text)


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
"""What `ErrorInfo` may hold beside the code."""


def _value(name: str, entry: Entry, catalog: Catalog) -> Value | None:
    """Return what *entry* says of a field, None where it says nothing."""
    match name:
        case "name" | "title":
            return str(getattr(entry, name))
        case "retry":
            return entry.retry.when if entry.retry else None
        case "life":
            return None if entry.life == "active" else entry.life
        case "replaced_by":
            life = entry.retired or entry.deprecated
            return (life.replaced_by or None) if life else None
        case "docs_url":
            return catalog.page_of(entry) or None
        case _:
            said: Value = getattr(entry, name)
            return said or None


def facts(member: Member, file: Prepared) -> dict[str, Value]:
    """Return the keywords of `ErrorInfo` beside code; what is not said is left out."""
    found: dict[str, Value] = {}
    for name in file.fields:
        value = _value(name, member.entry, file.catalog)
        if value is not None:
            found[name] = value
    if "range" in found and file.options.groups == "enum":
        members = {group.name: group.member for group in file.groups}
        found["range"] = Name(f"ErrorRange.{members[member.entry.range]}")
    return found
