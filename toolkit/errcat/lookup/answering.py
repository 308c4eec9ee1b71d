"""Answering what terms and error bodies stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from errcat.lookup.bodies import Occurrence, decode
from errcat.lookup.explaining import Answer, Explanation, Naming, generated_names
from errcat.lookup.history import History
from errcat.lookup.opening import OpenedCatalog
from errcat.lookup.rule_pages import RulePage
from errcat.lookup.terms import Match, Unknown, matches, unknown


def _no_history(_: Match) -> History | None:
    """Return no history."""
    return None


class Desk(NamedTuple):
    """Everything that questions are answered from."""

    homes: Sequence[OpenedCatalog]
    rule_page: Callable[[str], RulePage | None]
    """Gives the manual page of a rule."""
    rule_names: Callable[[], Iterable[str]]
    """Gives the names of all rules."""
    namings: Sequence[Naming] = ()
    history: Callable[[Match], History | None] = _no_history
    """Gives the history of an entry."""

    def answer(self, terms: Iterable[str], body: str | None = None) -> Answer:
        """Return what *terms*, and the codes in the text *body*, stand for; each entry once.

        Raises:
            RequestInvalid: there is no code in *body*.

        """
        found: dict[int, tuple[Match, Occurrence | None]] = {}
        pages: dict[str, RulePage] = {}
        missing: list[Unknown] = []
        if body is not None:
            decoded = decode(body, self.homes)
            found |= {id(match.entry): (match, at) for match, at in decoded.found}
            missing += (unknown(code, self.homes) for code in decoded.unknown)
        for term in dict.fromkeys(terms):
            if known := matches(term, self.homes):
                for match in known:
                    found.setdefault(id(match.entry), (match, None))
            elif page := self.rule_page(term):
                pages[page.name] = page
            else:
                missing.append(unknown(term, self.homes, self.rule_names))
        return Answer(
            tuple(self._explained(*pair) for pair in found.values()),
            tuple(pages.values()),
            tuple(missing),
            tuple(home.catalog.root for home in self.homes if home.problems),
        )

    def _explained(self, match: Match, at: Occurrence | None) -> Explanation:
        names = tuple(generated_names(match.entry, self.namings))
        return Explanation(match, names, at, self.history(match))
