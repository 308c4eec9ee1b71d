"""Finding the words that a misspelled word may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_SHORT, _LONG = 4, 8
"""A word of 4 letters or more may have one typo, one of 8 or more may have two."""


def words(text: str) -> Iterator[str]:
    """Yield the words of *text*, which is in lower case."""
    yield from _WORD.findall(text)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of all *texts*, which are in lower case."""
    # Splitting at spaces is much faster than the pattern, which then sees each token once.
    tokens = set(" ".join(texts).split())
    return frozenset(word for token in tokens for word in words(token))


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the *known* words that differ the least from *word*, if any is near enough."""
    limit = 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2
    letters = set(word)
    near: dict[int, list[str]] = {}
    for other in known if limit else ():
        # A typo changes the length by one at most, and brings one new letter at most.
        if abs(len(other) - len(word)) <= limit and len(letters - set(other)) <= limit:
            near.setdefault(distance_of(word, other, limit), []).append(other)
    least = min(near, default=limit + 1)
    return tuple(sorted(near[least])) if least <= limit else ()


def distance_of(one: str, other: str, limit: int) -> int:
    """Return how many letters to insert, delete, replace or swap with the next make *other*.

    A distance beyond *limit* may be returned as any number above it.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one):
        older, before, row = before, row, [at + 1]
        for to, letter in enumerate(other):
            cost = min(before[to + 1] + 1, row[to] + 1, before[to] + (char != letter))
            if at and to and char == other[to - 1] and one[at - 1] == letter:
                cost = min(cost, older[to - 1] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
