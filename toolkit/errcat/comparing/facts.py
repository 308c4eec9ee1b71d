"""Two catalogs in, every difference out, subject by subject and field by field.

Subjects are found by code, id or name: the order of files and entries does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from errcat.comparing.changes import Fact, SubjectChange
from errcat.loading.bundle import catalog_data, entry_data
from errcat.model import Catalog, Entry

Subjects: TypeAlias = Mapping[str, tuple[Any, dict[str, Any]]]
"""By key the subject itself, and its plain data."""


def subject_changes(old: Catalog, new: Catalog) -> Iterator[SubjectChange[Any]]:
    """Yield every subject that differs: those of the header first, then the entries."""
    before, after = _header(old), _header(new)
    for kind, subjects in before.items():
        yield from _header_changes(kind, subjects, after[kind])
    yield from _entry_changes(old, new)


def differing(
    kind: str, key: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> dict[str, Fact]:
    """Return the facts between two states of a subject, by field."""
    if old is None or new is None:
        return {"": Fact(kind, key, "", old, new)}
    return {
        field: Fact(kind, key, field, old.get(field), new.get(field))
        for field in {**old, **new}
        if old.get(field) != new.get(field)
    }


def reservation_key(data: Mapping[str, Any]) -> str:
    """Return what is reserved: the key of a reservation, which has no name of its own."""
    span = f"{data.get('from', '')} to {data.get('to', '')}" if "from" in data else ""
    texts = {"code": data.get("code"), "span": span, "name": data.get("name")}
    return ", ".join(f"{kind} {text}" for kind, text in texts.items() if text)


def _header(catalog: Catalog) -> dict[str, Subjects]:
    """Return the subjects of the header by kind."""
    data = catalog_data(replace(catalog, entries=()))
    aside = {"errcat", "errors", "products", "ranges", "reserved"}
    head = {key: value for key, value in data.items() if key not in aside}
    products = data.get("products", {})
    ranges = zip(catalog.ranges, data.get("ranges", ()), strict=True)
    reserved = zip(catalog.reserved, data.get("reserved", ()), strict=True)
    return {
        "catalog": {"": (catalog, head)},
        "product": {
            product.id: (product, products[product.id]) for product in catalog.products
        },
        "range": {span.name: (span, plain) for span, plain in ranges},
        "reserved": {reservation_key(plain): (item, plain) for item, plain in reserved},
    }


def _header_changes(
    kind: str, before: Subjects, after: Subjects
) -> Iterator[SubjectChange[Any]]:
    for key in {**before, **after}:
        old, old_data = before.get(key, (None, None))
        new, new_data = after.get(key, (None, None))
        facts = differing(kind, key, old_data, new_data)
        if facts:
            yield SubjectChange(kind, key, old, new, facts)


def _entry_changes(old: Catalog, new: Catalog) -> Iterator[SubjectChange[Entry]]:
    """Yield each entry that was added, removed or changed; only these become plain data."""
    before, after = _by_code(old), _by_code(new)
    for code, then in before.items():
        now = after.get(code)
        if now is None:
            gone = Fact("entry", code, "", entry_data(then), None)
            yield SubjectChange("entry", code, then, None, {"": gone})
        elif then is not now and then != now:
            facts = differing("entry", code, entry_data(then), entry_data(now))
            if facts or then.range != now.range:
                yield SubjectChange("entry", code, then, now, facts)
    for code, now in after.items():
        if code not in before:
            added = Fact("entry", code, "", None, entry_data(now))
            yield SubjectChange("entry", code, None, now, {"": added})


def _by_code(catalog: Catalog) -> Mapping[str, Entry]:
    """Return the entries by code; of two with one code a live one hides its tombstone."""
    entries = catalog.by_code
    if len(entries) == len(catalog.entries):
        return entries
    live = {
        entry.code: entry for entry in catalog.entries[::-1] if entry.retired is None
    }
    return {**entries, **live}
