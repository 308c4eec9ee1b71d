"""Entries that share a code: which of them belong together, and who they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from errcat.model import Catalog, Entry

Pair: TypeAlias = tuple[Entry | None, Entry | None]

_KEYS: tuple[Callable[[Entry], Hashable], ...] = (
    lambda entry: entry.name,
    lambda entry: (entry.title, entry.detail) if entry.detail else "",
    lambda entry: entry.title,
)
"""What pairs entries of one code, the strongest first."""


def by_code(catalog: Catalog) -> dict[str, list[Entry]]:
    """Return all entries of each code."""
    entries: dict[str, list[Entry]] = {}
    for entry in catalog.entries:
        entries.setdefault(entry.code, []).append(entry)
    return entries


def paired(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Pair]:
    """Yield every entry of one code with its partner: by name, then by text, then in order.

    A live entry that is left over is the successor of a tombstone, even of one that still stands.
    """
    before, after = list(old), list(new)
    for key in _KEYS:
        for entry in before[:]:
            match = next(
                (item for item in after if key(item) == key(entry) != ""), None
            )
            if match is not None:
                before.remove(entry)
                after.remove(match)
                yield entry, match
    tombstone = next((entry for entry in old if entry.retired is not None), None)
    for then, now in zip_longest(before, after):
        successor = now is not None and now.retired is None
        yield (tombstone if then is None and successor else then), now


def labels(entries: Iterable[Entry]) -> list[str]:
    """Return name, title or position of each live entry, to tell them apart."""
    return [
        entry.name or entry.title or str(entry.position)
        for entry in entries
        if entry.retired is None
    ]
