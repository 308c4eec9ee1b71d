"""Two catalogs in, every difference out, subject by subject and field by field.

Subjects are found by code, id or name: the order of files and entries does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from errcat.comparing import duplicates
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
    """Return what is reserved: the key of a reservation, which has no name."""
    span = f"{data.get('from', '')} to {data.get('to', '')}" if "from" in data else ""
    texts = {"code": data.get("code"), "span": span, "name": data.get("name")}
    return ", ".join(f"{kind} {text}" for kind, text in texts.items() if text)


def _header(catalog: Catalog) -> dict[str, Subjects]:
    """Return the subjects of the header by kind."""
    data = catalog_data(replace(catalog, entries=()))
    aside = {"errcat", "errors", "operations", "products", "ranges", "reserved"}
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
    before, after = old.by_code, new.by_code
    repeated = _repeated(old) | _repeated(new)
    operations = _operations(old, new)
    for code, then in before.items():
        now = after.get(code)
        if code in operations and code not in repeated:
            yield from _entry_change(then, now, operations[code])
        elif now is not then and now != then and code not in repeated:
            yield from _entry_change(then, now)
    for code, added in after.items():
        if code not in before and code not in repeated:
            yield from _entry_change(None, added)
    if repeated:
        groups = duplicates.by_code(old), duplicates.by_code(new)
        for code in {**before, **after}:
            if code in repeated:
                yield from _duplicates(*(side.get(code, ()) for side in groups))


def _operations(old: Catalog, new: Catalog) -> Mapping[str, Fact]:
    """Return, by code, which operations return an entry, where that differs.

    It does not differ for entries that every operation can return on one side, and where a side
    knows of no operations.
    """
    if not old.operations or not new.operations:
        return {}
    before, after = _returned(old), _returned(new)
    return {
        code: Fact("entry", code, "operations", before.get(code), after.get(code))
        for code, then in old.by_code.items()
        if before.get(code) != after.get(code)
        and (now := new.by_code.get(code)) is not None
        and not then.everywhere
        and not now.everywhere
    }


def _returned(catalog: Catalog) -> Mapping[str, Mapping[str, list[int]]]:
    """Return, by code, the statuses of the operations that return it."""
    return {
        code: {operation.key: list(operation.codes[code]) for operation in operations}
        for code, operations in catalog.operations_by_code.items()
    }


def _entry_change(
    then: Entry | None, now: Entry | None, operations: Fact | None = None
) -> Iterator[SubjectChange[Entry]]:
    """Yield the change of one entry, if there is any."""
    entry = now or then
    same = then is not None and (then is now or then == now)
    if entry is None or (same and operations is None):
        return
    states = (entry_data(state) if state else None for state in (then, now))
    facts = differing("entry", entry.code, *states)
    if operations is not None:
        facts["operations"] = operations
    if facts or (then and now and then.range != now.range):
        yield SubjectChange("entry", entry.code, then, now, facts)


def _repeated(catalog: Catalog) -> frozenset[str]:
    """Return the codes that several entries have."""
    if len(catalog.by_code) == len(catalog.entries):
        return frozenset()
    count = Counter(entry.code for entry in catalog.entries)
    return frozenset(code for code, number in count.items() if number > 1)


def _duplicates(
    old: Sequence[Entry], new: Sequence[Entry]
) -> Iterator[SubjectChange[Entry]]:
    """Yield the changes of the entries of one code, and a fact `duplicate` if there are any."""
    changes = [
        change
        for pair in duplicates.paired(old, new)
        for change in _entry_change(*pair)
    ]
    yield from changes
    before, after = duplicates.labels(old), duplicates.labels(new)
    if changes and max(len(before), len(after)) > 1:
        entry = (*new, *old)[0]
        fact = Fact("entry", entry.code, "duplicate", before, after)
        yield SubjectChange("entry", entry.code, entry, entry, {"duplicate": fact})
