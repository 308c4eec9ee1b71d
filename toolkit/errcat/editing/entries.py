"""The life of a code, as edits of its entry: deprecate, retire, rename."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from errcat.editing.amendments import amended
from errcat.errors import (
    ErrcatError,
    NameUnknown,
    OptionInvalid,
    RequestInvalid,
    suggestion,
)
from errcat.loading.reading import Document
from errcat.loading.sources import Source
from errcat.model import Catalog, Entry
from errcat.naming import is_name, name_from_code
from errcat.writing import write

NEXT = "next"
"""Stands for the version of the next release until there is one."""
_BOM = "\ufeff"


class EntryRefused(ErrcatError):
    """The life of a code does not allow the edit."""

    def __init__(self, label: str, reason: str, hint: str = "") -> None:
        super().__init__(label, reason, hint)
        self.label = label
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.label}: {self.reason}" + (f"; {self.hint}" if self.hint else "")


class OpenCatalog(NamedTuple):
    """A catalog, and the files that it was read from."""

    catalog: Catalog
    source: Source
    documents: Mapping[str, Document]


class EntryEdit(NamedTuple):
    """An entry with other values for some of its keys, in memory."""

    entry: Entry
    document: Document
    text: str
    """The whole file, in which only the values have changed."""

    @property
    def line(self) -> int:
        """The line on which the entry begins, as the file is now."""
        return self.document.span(_path(self.entry)).line

    def write(self) -> bool:
        """Write the file; return False if it is unchanged.

        Raises:
            WriteFailed: the file could not be written.

        """
        return write(self.entry.file, self.text)


class LocatedEntry(NamedTuple):
    """An entry, with its catalog and file."""

    entry: Entry
    home: OpenCatalog

    @property
    def document(self) -> Document:
        """The file of the entry."""
        return self.home.documents[self.entry.file]

    def edit(self, values: Mapping[str, Any]) -> EntryEdit:
        """Return the entry with *values* for its keys; None removes a key."""
        text = amended(self.document, _path(self.entry), values)
        files = {raw.file: raw.content for raw in self.home.source.files}
        marked = files[self.entry.file].startswith(_BOM.encode())
        return EntryEdit(self.entry, self.document, _BOM * marked + text)


def _path(entry: Entry) -> tuple[str, int]:
    return ("errors", entry.position)


# --- finding an entry ------------------------------------------------------------------------


def locate(code: str, opened: Sequence[OpenCatalog]) -> LocatedEntry:
    """Return the entry of *code*, which may name its catalog: `telnyx#10001`.

    Raises:
        NameUnknown: no catalog has such a code, or that name.
        RequestInvalid: several have it.
        EntryRefused: the code is part of a span.

    """
    located = [
        LocatedEntry(entry, home)
        for home in opened
        if (entry := home.catalog.by_code.get(_within(home.catalog, code)))
    ]
    if not located:
        raise _unknown(code, [home.catalog for home in opened])
    if len(located) > 1:
        ids = " or ".join(f"'{match.home.catalog.id}#{code}'" for match in located)
        raise RequestInvalid(f"several catalogs have code {code}; write {ids}")
    entry = located[0].entry
    row: Mapping[str, Any] = located[0].document.data["errors"][entry.position]
    if "through" in row:
        reason = f"the code is part of the span {row['code']} to {row['through']}"
        raise EntryRefused(entry.label, reason, "add a separate entry for it first")
    return located[0]


def _within(catalog: Catalog, reference: str) -> str:
    """Return *reference* without the id of *catalog*."""
    code = reference.removeprefix(f"{catalog.id}#")
    return reference if reference in catalog.by_code else code


def _unknown(code: str, catalogs: Sequence[Catalog]) -> NameUnknown:
    """Return the error that no catalog has *code*; it does not list every code."""
    name, parted, _ = code.rpartition("#")
    ids = [catalog.id for catalog in catalogs]
    if parted and name not in ids:
        return NameUnknown("catalog", name, ids)
    known = [code for catalog in catalogs for code in catalog.by_code]
    near = suggestion(code.rpartition("#")[2], known)
    return NameUnknown("code", code, known, near or f"looked in {', '.join(ids)}")


def _replacements(located: LocatedEntry, codes: Iterable[str]) -> list[str]:
    """Return the codes that replace an entry, after checking that they exist.

    Codes of other catalogs are not checked.

    Raises:
        NameUnknown: there is no such code.
        OptionInvalid: a code would replace itself.

    """
    catalog = located.home.catalog
    given = list(dict.fromkeys(_within(catalog, code) for code in codes))
    for code in given:
        if code == located.entry.code:
            raise OptionInvalid("--replaced-by", f"{code} cannot replace itself")
        if "#" not in code and code not in catalog.by_code:
            raise _unknown(code, [catalog])
    return given


# --- edits -----------------------------------------------------------------------------------


def deprecated(
    located: LocatedEntry,
    *,
    since: str = NEXT,
    reason: str = "",
    replaced_by: Iterable[str] = (),
    sunset: str = "",
) -> EntryEdit:
    """Return the entry marked as deprecated; values that are not given stay as they are.

    Raises:
        EntryRefused: it is retired.
        NameUnknown: there is no code such as *replaced_by*.
        OptionInvalid: *sunset* is not a date, or a code would replace itself.

    """
    entry = located.entry
    if entry.retired is not None:
        raise EntryRefused(entry.label, "the code is already retired")
    before = entry.deprecated
    notice = _filled(
        since=before.since if before and before.since and since == NEXT else since,
        reason=reason or (before.reason if before else ""),
        replaced_by=_replacements(located, replaced_by)
        or (list(before.replaced_by) if before else []),
        sunset=day("--sunset", sunset) or (before.sunset if before else ""),
    )
    return located.edit({"deprecated": notice})


def retired(
    located: LocatedEntry,
    *,
    version: str = NEXT,
    reason: str = "",
    replaced_by: Iterable[str] = (),
    force: bool = False,
) -> EntryEdit:
    """Return the entry marked as retired; values that are not given stay as they are.

    Raises:
        EntryRefused: it was never deprecated, and *force* is not given.
        NameUnknown: there is no code such as *replaced_by*.
        OptionInvalid: a code would replace itself.

    """
    entry = located.entry
    if entry.life == "active" and not force:
        hint = f"run `errcat deprecate {entry.code}` first, or use --force"
        raise EntryRefused(entry.label, "the code has not been deprecated yet", hint)
    before = entry.retired or entry.deprecated
    kept = entry.retired.version if entry.retired and version == NEXT else version
    notice = _filled(
        **{"in": kept},
        reason=reason or (before.reason if before else ""),
        replaced_by=_replacements(located, replaced_by)
        or (list(before.replaced_by) if before else []),
    )
    gone = {key: None for key in ("deprecated", "preview") if getattr(entry, key)}
    return located.edit({"retired": notice, **gone})


def renamed(located: LocatedEntry, name: str) -> EntryEdit:
    """Return the entry with another *name*; the old one becomes an alias.

    Raises:
        OptionInvalid: *name* is invalid or reserved, or another entry has or had it.

    """
    if not is_name(name):
        raise OptionInvalid(
            "NAME", f"'{name}' is not a valid name; write it in UPPER_SNAKE case"
        )
    _check_free(located, name)
    entry = located.entry
    if name == entry.name:
        return located.edit({})
    aliases = [alias for alias in entry.aliases if alias != name]
    if entry.name:
        aliases.append(entry.name)
    own = None if name == name_from_code(entry.code) else name
    return located.edit({"name": own, "aliases": aliases or None})


def _check_free(located: LocatedEntry, name: str) -> None:
    """Refuse a name that another entry has or had, or that is reserved."""
    catalog = located.home.catalog
    for entry in catalog.entries:
        if entry.code != located.entry.code and name in (entry.name, *entry.aliases):
            raise OptionInvalid(
                "NAME",
                f"name '{name}' is or was used by {entry.label}; choose another name",
            )
    for reserved in catalog.reserved:
        if reserved.name == name:
            reason = f": {reserved.reason}" if reserved.reason else ""
            raise OptionInvalid("NAME", f"name '{name}' is reserved{reason}")


def day(option: str, text: str) -> str:
    """Return *text*, which must be a date such as 2027-03-01, or empty.

    Raises:
        OptionInvalid: it is not a date.

    """
    if not text or (_DAY(text) and _is_day(text)):
        return text
    raise OptionInvalid(
        option,
        f"'{text}' is not a date; write it as YYYY-MM-DD, for example 2027-03-01",
    )


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _filled(**fields: Any) -> dict[str, Any]:
    """Return the *fields* that are not empty."""
    return {key: value for key, value in fields.items() if value}
