"""From what a user has in hand to entries: a code, a name in any spelling, or an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from errcat.loading.reservations import ReservationIndex
from errcat.lookup.opening import OpenedCatalog
from errcat.lookup.ranges import owner_of_range, range_of_code
from errcat.model import Entry
from errcat.naming import file_slug, screaming_snake

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*").match
_PAGE_ENDING = re.compile(r"\.(?:html?|mdx?)\Z")
_NEAR = 3
"""How many similar entries a message names."""
_LIKENESS = 0.7
"""How similar they have to be, as difflib measures it; 1 is equal."""


class Match(NamedTuple):
    """An entry that a term stands for."""

    home: OpenedCatalog
    entry: Entry


class Spot(NamedTuple):
    """Where in a catalog a code without an entry would be."""

    catalog: str
    range: str = ""
    owner: str = ""
    reserved: bool = False
    reason: str = ""
    """Why the code is reserved."""

    def __str__(self) -> str:
        """Return the spot as the end of a sentence about the code."""
        owner = f" (owner: {self.owner})" if self.owner else ""
        if self.reserved:
            reason = f": {self.reason.rstrip('.')}" if self.reason else ""
            return f"it is reserved in {self.catalog}{owner}{reason}"
        return f"it would be in the range {self.range} of {self.catalog}{owner}"


class Unknown(NamedTuple):
    """A term that stands for no entry."""

    term: str
    spots: tuple[Spot, ...] = ()
    near: tuple[str, ...] = ()
    """The labels of similar entries, and the names of similar rules."""

    def __str__(self) -> str:
        """Return a message that says where the code would be, and what is similar."""
        parts = [f"nothing is called '{self.term}'", *map(str, self.spots)]
        if self.near:
            parts.append(f"did you mean {' or '.join(self.near)}?")
        elif not self.spots:
            parts.append("search all texts with `errcat list WORDS`")
        return "; ".join(parts)


# --- what a term stands for ------------------------------------------------------------------


def matches(term: str, homes: Sequence[OpenedCatalog]) -> list[Match]:
    """Return the entries that *term* stands for; several catalogs may have one.

    A code is tried first, then a name, an old name, the address of a page, and a code in other
    case. `telnyx#10001` names the catalog.
    """
    tests = (_codes, _names, _old_names, _pages, _parts, _cased)
    for test in tests:
        entries = [Match(home, entry) for home in homes for entry in test(term, home)]
        if entries:
            return entries
    return []


def _codes(term: str, home: OpenedCatalog) -> Iterable[Entry]:
    code = term.removeprefix(f"{home.catalog.id}#")
    wanted = {term, code}
    return [entry for entry in home.catalog.entries if entry.code in wanted]


def _names(term: str, home: OpenedCatalog) -> Iterable[Entry]:
    spelled = _spelled(term)
    return [
        entry
        for entry in home.catalog.entries
        if entry.name and (entry.name == term or _same(entry.name, spelled))
    ]


def _old_names(term: str, home: OpenedCatalog) -> Iterable[Entry]:
    spelled = _spelled(term)
    return [
        entry
        for entry in home.catalog.entries
        if entry.aliases and any(_same(alias, spelled) for alias in entry.aliases)
    ]


def _spelled(term: str) -> str:
    """Return the name that an identifier such as `CardDeclined` was made from."""
    last = term.rpartition(".")[2]  # ErrorCode.CARD_DECLINED
    return screaming_snake(last)


def _same(name: str, spelled: str) -> bool:
    return bool(spelled) and name.replace("__", "_") == spelled


def _pages(term: str, home: OpenedCatalog) -> Iterable[Entry]:
    """Return the entries whose documentation has the address *term*."""
    if not _ADDRESS(term):
        return []
    wanted = term.rstrip("/")
    return [
        entry
        for entry in home.catalog.entries
        if home.catalog.page_of(entry).rstrip("/") == wanted
    ]


def _parts(term: str, home: OpenedCatalog) -> Iterable[Entry]:
    """Return the entries of the last part of an address that is a code or a name."""
    if "/" not in term:
        return []
    slugs = {file_slug(entry.code): entry for entry in home.catalog.entries}
    for part in _address_parts(term):
        plain = _PAGE_ENDING.sub("", part)
        hits = [*_codes(part, home), *_codes(plain, home), *_names(plain, home)]
        hits += [slugs[plain]] if plain in slugs else []
        if hits:
            return dict.fromkeys(hits)
    return []


def _address_parts(term: str) -> Iterator[str]:
    """Yield the parts of an address from its end, without scheme and host."""
    from urllib.parse import unquote  # slow to import, and only addresses need it

    host = _ADDRESS(term)
    rest = term[host.end() :] if host else term
    yield from filter(None, map(unquote, re.split(r"[/?#&=]", rest)[::-1]))


def _cased(term: str, home: OpenedCatalog) -> Iterable[Entry]:
    folded = term.casefold()
    return [entry for entry in home.catalog.entries if entry.code.casefold() == folded]


# --- terms that stand for nothing ------------------------------------------------------------


def unknown(
    term: str,
    homes: Sequence[OpenedCatalog],
    rules: Callable[[], Iterable[str]] = tuple,
) -> Unknown:
    """Return what can be said about a *term* that stands for no entry.

    *rules* gives the names of the rules, which are suggested, too.
    """
    spots = tuple(spot for home in homes for spot in _spots(term, home))
    return Unknown(term, spots, _similar(term, homes, rules()))


def _spots(term: str, home: OpenedCatalog) -> Iterator[Spot]:
    catalog = home.catalog
    code = term.removeprefix(f"{catalog.id}#")
    reserved = ReservationIndex(catalog.reserved).of_code(code)
    if reserved is not None:
        owner, reason = reserved.owner, reserved.reason
        yield Spot(catalog.id, owner=owner, reserved=True, reason=reason)
        return
    span = range_of_code(catalog, code)
    if span is not None:
        yield Spot(catalog.id, span.name, owner_of_range(catalog, span.name))


def _similar(
    term: str, homes: Sequence[OpenedCatalog], rules: Iterable[str]
) -> tuple[str, ...]:
    from difflib import get_close_matches  # slow to import, and seldom needed

    labels = {name: f"'{name}'" for name in rules}
    for home in homes:
        for entry in home.catalog.entries:
            labels |= {
                known: f"'{entry.label}'"
                for known in (entry.code, entry.name, *entry.aliases)
                if known
            }
    near = {
        labels[known]: _start_in_common(wanted, known)
        for wanted in (_spelled(term), term)
        for known in get_close_matches(wanted, labels, n=9, cutoff=_LIKENESS)
    }
    # Of codes that are equally similar, people mean one that starts in the same way.
    ranked = sorted(near, key=lambda label: (-near[label], label))
    return tuple(ranked)[:_NEAR]


def _start_in_common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), len(one))
