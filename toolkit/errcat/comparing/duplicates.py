"""Entries that share a code: which of them belong together, and who they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TypeAlias

from errcat.model import Catalog, Entry

Pair: TypeAlias = tuple[Entry | None, Entry | None]
Key: TypeAlias = str | tuple[str, ...]

_KEYS: tuple[Callable[[Entry], Key], ...] = (
    lambda entry: (entry.name, entry.title, entry.detail),
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
        pairs, before, after = _matched(before, after, key)
        yield from pairs
    tombstone = next((entry for entry in old if entry.retired is not None), None)
    for then, now in zip_longest(before, after):
        successor = now is not None and now.retired is None
        yield (tombstone if then is None and successor else then), now


def _matched(
    old: Iterable[Entry], new: Iterable[Entry], key: Callable[[Entry], Key]
) -> tuple[list[Pair], list[Entry], list[Entry]]:
    """Return the pairs with an equal key, and the entries that are left on each side."""
    waiting: dict[Key, deque[Entry]] = {}
    left: list[Entry] = []
    for entry in new:
        if key(entry):
            waiting.setdefault(key(entry), deque()).append(entry)
        else:
            left.append(entry)
    pairs: list[Pair] = []
    unmatched: list[Entry] = []
    for entry in old:
        twins = waiting.get(key(entry))
        if twins:
            pairs.append((entry, twins.popleft()))
        else:
            unmatched.append(entry)
    left.extend(chain.from_iterable(waiting.values()))
    return pairs, unmatched, sorted(left, key=_place)


def _place(entry: Entry) -> tuple[str, int]:
    return entry.file, entry.position


def labels(entries: Iterable[Entry]) -> list[str]:
    """Return name, title or position of each live entry, to tell them apart."""
    return [
        entry.name or entry.title or str(entry.position)
        for entry in entries
        if entry.retired is None
    ]
