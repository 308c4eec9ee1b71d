"""What change rules about lists share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.comparing.verdict import Fact, Find, Pair, Sides, Told, nested, words


def reordered(fact: Fact) -> bool:
    """Tell whether both lists hold the same."""
    if fact.old is None or fact.new is None:
        return False
    return sorted(map(words, fact.old)) == sorted(map(words, fact.new))


def relisted(field: str) -> Find:
    """Return what tells that a list of texts holds others."""

    def find(pair: Pair[Any], sides: Sides) -> Iterator[Told]:
        if not reordered(pair.facts[field]):
            yield pair.tell(field)

    return find


def inside(field: str) -> Find:
    """Return what tells what has changed inside a list."""

    def find(pair: Pair[Any], sides: Sides) -> Iterator[Told]:
        fact = pair.facts[field]
        if not reordered(fact):
            yield pair.tell(field, what="; ".join(nested(field, fact.old, fact.new)))

    return find
