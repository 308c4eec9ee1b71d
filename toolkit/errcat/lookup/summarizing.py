"""How full the ranges of a catalog are, what its entries lack, and how it has grown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from errcat.loading.branches import TakenCodes
from errcat.loading.free_codes import next_free
from errcat.loading.ranges import around
from errcat.lookup.opening import OpenedCatalog
from errcat.lookup.ranges import Owners, owner_of_range
from errcat.lookup.searching import FIELDS, NO_OWNER
from errcat.model import Catalog, Entry, Range

COUNTED = ("detail", "causes", "solutions", "http_status", "retry")
"""The fields of `FIELDS` that a summary counts."""


_NONE = TakenCodes()


class Growth(NamedTuple):
    """How the entries of a range, or of a catalog, differ from an earlier version."""

    added: int = 0
    deprecated: int = 0
    retired: int = 0
    removed: int = 0


class RangeRow(NamedTuple):
    """How full a range is; for codes in no range, the name is empty."""

    name: str
    codes: str
    """The codes of the range for people, such as `1000 to 1999`."""
    owner: str
    used: int
    """How many entries it has, retired ones among them."""
    size: int
    """How many codes it has; 0 if that is not limited."""
    next_free: str
    """The least code that is neither used nor reserved; empty if there is none."""
    growth: Growth | None = None


class OwnerRow(NamedTuple):
    """What the entries of an owner lack; retired entries do not count."""

    owner: str
    """`NO_OWNER` for entries that have none."""
    entries: int
    missing: dict[str, int]
    """The number of entries that lack a field, by field."""


class Summary(NamedTuple):
    """The state of a catalog in numbers."""

    catalog: Catalog
    lives: dict[str, int]
    ranges: tuple[RangeRow, ...]
    owners: tuple[OwnerRow, ...]
    against: str = ""
    """The label of the earlier version; empty without one."""
    growth: Growth | None = None


class Earlier(NamedTuple):
    """An earlier version of a catalog."""

    label: str
    catalog: Catalog


def summary_of(
    home: OpenedCatalog,
    taken: TakenCodes = _NONE,
    earlier: Earlier | None = None,
) -> Summary:
    """Return the numbers of a catalog.

    *taken* are codes that other branches use, which are not free.
    """
    catalog = home.catalog
    growths = _growths(earlier.catalog, catalog) if earlier else None
    return Summary(
        catalog,
        dict(sorted(Counter(entry.life for entry in catalog.entries).items())),
        tuple(_range_rows(catalog, taken, growths)),
        tuple(_owner_rows(catalog)),
        earlier.label if earlier else "",
        _total(growths.values()) if growths is not None else None,
    )


# --- ranges ----------------------------------------------------------------------------------


def _range_rows(
    catalog: Catalog, taken: TakenCodes, growths: dict[str, Growth] | None
) -> Iterable[RangeRow]:
    names = Counter(
        outer.name
        for entry in catalog.entries
        for outer in around(catalog, entry.range)
    )
    for span in catalog.ranges:
        yield RangeRow(
            span.name,
            _codes(span),
            owner_of_range(catalog, span.name),
            names[span.name],
            _size(span),
            next_free(catalog, span, taken),
            None if growths is None else _inside(catalog, span, growths),
        )
    outside = sum(not entry.range for entry in catalog.entries)
    if outside:
        growth = None if growths is None else growths.get("", Growth())
        yield RangeRow("", "", "", outside, 0, "", growth)


def _codes(span: Range) -> str:
    return f"{span.prefix}..." if span.prefix else f"{span.first} to {span.last}"


def _size(span: Range) -> int:
    bounds = span.bounds()
    if bounds is not None:
        return bounds[1] - bounds[0] + 1
    return 10**span.width if span.width else 0


# --- owners ----------------------------------------------------------------------------------


def _owner_rows(catalog: Catalog) -> Iterable[OwnerRow]:
    owners = Owners(catalog)
    groups: dict[str, list[Entry]] = {}
    for entry in catalog.entries:
        if entry.retired is None:
            for owner in owners.of(entry) or (NO_OWNER,):
                groups.setdefault(owner, []).append(entry)
    for owner in sorted(groups, key=lambda owner: (owner == NO_OWNER, owner)):
        entries = groups[owner]
        missing = {
            field: sum(not FIELDS[field](entry) for entry in entries)
            for field in COUNTED
        }
        yield OwnerRow(owner, len(entries), missing)


# --- growth ----------------------------------------------------------------------------------


def _growths(old: Catalog, new: Catalog) -> dict[str, Growth]:
    """Return how the entries in each range differ, by the name of the range."""
    rows: dict[str, Growth] = {}
    for entry in new.entries:
        before = old.by_code.get(entry.code)
        rows[entry.range] = _plus(rows.get(entry.range), _change(before, entry))
    for entry in old.entries:
        if entry.code not in new.by_code:
            name = entry.range if new.range_named(entry.range) else ""
            rows[name] = _plus(rows.get(name), Growth(removed=1))
    return rows


def _change(old: Entry | None, new: Entry) -> Growth:
    was = old.life if old else ""
    return Growth(
        added=int(old is None),
        deprecated=int(new.life == "deprecated" != was),
        retired=int(new.life == "retired" != was),
    )


def _plus(one: Growth | None, other: Growth) -> Growth:
    pairs = zip(one or Growth(), other, strict=True)
    return Growth(*(a + b for a, b in pairs))


def _total(growths: Iterable[Growth]) -> Growth:
    total = Growth()
    for growth in growths:
        total = _plus(total, growth)
    return total


def _inside(catalog: Catalog, span: Range, growths: dict[str, Growth]) -> Growth:
    """Return the growth of a range, with the ranges in it."""
    return _total(
        growth for name, growth in growths.items() if span in around(catalog, name)
    )
