"""Which entries a target shows, and what of them: audience, selection, retired codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from errcat.errors import OptionInvalid
from errcat.generating.options import check_known, converted, parse_options
from errcat.generating.target import Generator
from errcat.loading.ranges import contains
from errcat.model import Catalog, Entry, Operation, Suppression

AUDIENCES = ("public", "partner", "internal")
"""From the widest to the narrowest; each sees everything that those before it see."""
LIVES = ("active", "preview", "deprecated", "retired")


# --- audience ---------------------------------------------------------------------------------


def visible(catalog: Catalog, audience: str = "public") -> Catalog:
    """Return what *audience* may see of *catalog*, with the entries sorted by code.

    Entries for a narrower audience, notes, suppressions and x- keys are removed. Owners of ranges
    and products, and the reasons for reservations, remain for the internal audience only.
    """
    seen = AUDIENCES[: AUDIENCES.index(audience) + 1]
    kept = [entry for entry in catalog.sorted_entries if entry.audience in seen]
    hidden = {entry.code for entry in catalog.entries} - {entry.code for entry in kept}
    shown = replace(
        catalog,
        entries=tuple(_without_internals(entry, hidden) for entry in kept),
        operations=_operations_of(catalog, kept),
        extensions={},
    )
    if audience != AUDIENCES[-1]:
        shown = _without_owners(shown)
    return _in_order_of(catalog, shown)


def _without_owners(catalog: Catalog) -> Catalog:
    return replace(
        catalog,
        ranges=tuple(span._replace(owner="") for span in catalog.ranges),
        products=tuple(product._replace(owner="") for product in catalog.products),
        reserved=tuple(
            reservation._replace(owner="", reason="")
            for reservation in catalog.reserved
        ),
    )


def _without_internals(entry: Entry, hidden: set[str]) -> Entry:
    """Return *entry* without internal fields, and without references to *hidden* codes."""
    changes: dict[str, Any] = {}
    if entry.notes or entry.extensions or entry.lint != Suppression():
        changes = {"notes": "", "extensions": {}, "lint": Suppression()}
    if hidden:
        for field in ("deprecated", "retired"):
            life = getattr(entry, field)
            if life is not None and not hidden.isdisjoint(life.replaced_by):
                left = tuple(code for code in life.replaced_by if code not in hidden)
                changes[field] = life._replace(replaced_by=left)
    return entry._replace(**changes) if changes else entry


def _in_order_of(whole: Catalog, part: Catalog) -> Catalog:
    """Return *part* with its codes ordered as in the *whole* catalog: as numbers, or as text."""
    if part.numeric == whole.numeric:
        return part
    order = "number" if whole.numeric else "text"
    return replace(part, code=whole.code._replace(order=order))


def _operations_of(catalog: Catalog, kept: Iterable[Entry]) -> tuple[Operation, ...]:
    """Return the operations with the codes of *kept* alone; those left without any are removed."""
    if not catalog.operations:
        return ()
    known = {entry.code for entry in kept}
    return tuple(
        operation._replace(codes=codes)
        for operation in catalog.operations
        for codes in [
            {code: operation.codes[code] for code in operation.codes if code in known}
        ]
        if codes or not operation.codes
    )


# --- selection --------------------------------------------------------------------------------


class Selection(NamedTuple):
    """Options that every target has: which entries it shows. An empty option selects all."""

    ranges: tuple[str, ...] = ()
    """Names of ranges; ranges nested in one of them are selected too."""
    products: tuple[str, ...] = ()
    life: tuple[str, ...] = ()
    """Of `LIVES`."""


def parse_selection(
    given: Mapping[str, Any],
) -> tuple[Selection, dict[str, Any]]:
    """Return the selection among the options *given*, and the other options.

    Raises:
        OptionInvalid: a value is not a list of texts, or names an unknown stage of life.

    """
    values = {
        key: converted(key, value, tuple)
        for key, value in given.items()
        if key in Selection._fields
    }
    for life in values.get("life", ()):
        if life not in LIVES:
            reason = f"'{life}' is not one of {', '.join(LIVES)}"
            raise OptionInvalid("life", reason)
    rest = {key: value for key, value in given.items() if key not in values}
    return Selection(**values), rest


def is_closed(generator: Generator, given: Mapping[str, Any]) -> bool:
    """Tell whether the output of *generator* is closed with the options *given*.

    A closed output breaks its clients when the catalog gains a code: see `Generator`.

    Raises:
        OptionInvalid: an option is not valid.

    """
    _, options = parse_selection(given)
    return generator.closed(parse_options(generator, options))


def selected(catalog: Catalog, selection: Selection) -> Catalog:
    """Return *catalog* with only the entries that match *selection*.

    Raises:
        OptionInvalid: the catalog has no such range or product.

    """
    if selection == Selection():
        return catalog
    _check_in_catalog(catalog, selection)
    ranges = {*selection.ranges, *_within(catalog, selection.ranges)}
    return _keeping(
        catalog,
        tuple(
            entry
            for entry in catalog.entries
            if (not ranges or entry.range in ranges)
            and (not selection.products or {*selection.products} & {*entry.products})
            and (not selection.life or entry.life in selection.life)
        ),
    )


def _check_in_catalog(catalog: Catalog, selection: Selection) -> None:
    ranges = {span.name for span in catalog.ranges}
    check_known("ranges", selection.ranges, sorted(ranges), "range")
    products = {product.id for product in catalog.products}
    for entry in catalog.entries:
        products.update(entry.products)
    check_known("products", selection.products, sorted(products), "product")


def _within(catalog: Catalog, names: Iterable[str]) -> Iterable[str]:
    """Yield the names of the ranges that lie within a range of *names*."""
    for outer in map(catalog.range_named, names):
        for inner in catalog.ranges:
            if outer is not None and contains(outer, inner):
                yield inner.name


def _keeping(catalog: Catalog, entries: tuple[Entry, ...]) -> Catalog:
    """Return *catalog* with *entries* only; their order does not change."""
    if len(entries) == len(catalog.entries):
        return catalog
    operations = _operations_of(catalog, entries)
    kept = replace(catalog, entries=entries, operations=operations)
    return _in_order_of(catalog, kept)


# --- retired codes ----------------------------------------------------------------------------


def without_retired(catalog: Catalog, *, drop: bool = False) -> Catalog:
    """Return *catalog* without the retired entries that clients no longer need.

    A retired code stays until the next major version of the catalog, so that code that uses it
    still compiles; with *drop* it is removed at once. An entry without a version, or in a catalog
    without one, stays.
    """
    now = _major(catalog.version)
    kept = tuple(
        entry
        for entry in catalog.entries
        if entry.retired is None
        or not (drop or -1 < _major(entry.retired.version) < now)
    )
    return _keeping(catalog, kept)


def _major(version: str) -> int:
    """Return the first number of *version*; -1 if it has none."""
    match = _MAJOR(version)
    return int(match[1]) if match else -1


_MAJOR = re.compile(r"v?([0-9]{1,9})(?![0-9])").match
