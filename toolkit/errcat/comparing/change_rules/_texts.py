"""What change rules about texts share."""

from __future__ import annotations

from typing import Any

from errcat.comparing.verdict import Find, Pair, Sides


def bare(text: str) -> str:
    """Return *text* without what only looks: case, spaces, punctuation, forms of a character."""
    from unicodedata import normalize  # only texts that differ need it

    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))


def reworded(field: str) -> Find:
    """Return what tells that *field* has other words than before."""

    def find(pair: Pair[Any], sides: Sides) -> list[Any]:
        fact = pair.facts[field]
        if fact.old is None or fact.new is None or bare(fact.old) == bare(fact.new):
            return []
        return [pair.tell(field)]

    return find


def reformatted(field: str) -> Find:
    """Return what tells that *field* has the same words in another form."""

    def find(pair: Pair[Any], sides: Sides) -> list[Any]:
        fact = pair.facts[field]
        if fact.old is None or fact.new is None or bare(fact.old) != bare(fact.new):
            return []
        return [pair.tell(field)]

    return find
