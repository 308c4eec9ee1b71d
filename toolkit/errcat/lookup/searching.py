"""Searching the entries of catalogs: every text, ranked, forgiving typos, with filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, cast

from errcat.errors import NameUnknown, OptionInvalid
from errcat.loading.ranges import around
from errcat.loading.reading import is_list, is_mapping
from errcat.lookup.opening import OpenedCatalog
from errcat.lookup.ranges import Owners
from errcat.lookup.typos import nearest, vocabulary, words
from errcat.model import Catalog, Entry, Operation
from errcat.naming import screaming_snake

NO_OWNER = "-"
"""Stands for the owner of entries that have none."""
FIELDS: Mapping[str, Callable[[Entry], Any]] = {
    "name": attrgetter("name"),
    "title": attrgetter("title"),
    "detail": lambda entry: entry.detail or any(case.detail for case in entry.cases),
    "description": attrgetter("description"),
    "causes": attrgetter("causes"),
    "solutions": attrgetter("solutions"),
    "http_status": attrgetter("http_statuses"),
    "retry": lambda entry: entry.retry or any(case.retry for case in entry.cases),
    "fault": attrgetter("fault"),
    "severity": attrgetter("severity"),
    "examples": attrgetter("examples"),
    "links": attrgetter("links"),
    "page": attrgetter("page"),
    "since": attrgetter("since"),
    "notes": attrgetter("notes"),
}
"""The fields that a writer may still have to fill, and what tells whether they are filled."""
_TEXTS = attrgetter(
    *("code", "name", "title", "detail", "description", "causes", "solutions", "page"),
    *("notes", "cases", "channels", "products", "params", "links", "related", "tags"),
    *("examples", "aliases", "deprecated", "retired", "extensions"),
)
_STATUS = re.compile(r"[1-9](?:[0-9]{2}|xx)", re.IGNORECASE).fullmatch


class Filters(NamedTuple):
    """Which entries to list; an empty filter takes all.

    An entry must pass all filters, each of which it passes with any of its values.
    """

    ranges: tuple[str, ...] = ()
    """Names of ranges; ranges inside one of them are taken, too."""
    statuses: tuple[str, ...] = ()
    """HTTP statuses such as 404, or classes such as 4xx."""
    lives: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    """`NO_OWNER` takes entries without an owner."""
    operations: tuple[str, ...] = ()
    """Operations by id, path, or method and path; entries of every operation are taken, too."""
    missing: tuple[str, ...] = ()
    """Of `FIELDS`: entries that are not retired and lack one of them."""


_ALL = Filters()


class Hit(NamedTuple):
    """An entry that was searched for."""

    home: OpenedCatalog
    entry: Entry
    owners: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """The fields of the filter that it lacks."""

    @property
    def catalog(self) -> Catalog:
        """The catalog of the entry."""
        return self.home.catalog


class SearchResult(NamedTuple):
    """What a search gives."""

    hits: tuple[Hit, ...]
    """The best first, then in the order of the catalogs and codes."""
    corrected: Mapping[str, tuple[str, ...]] = {}
    """The words that no text contains, and those that were searched for instead."""
    incomplete: tuple[str, ...] = ()
    """The paths of catalogs that could be read only in part."""


def search(
    homes: Sequence[OpenedCatalog], query: str = "", filters: Filters = _ALL
) -> SearchResult:
    """Return the entries that have every word of *query* in some text, and pass *filters*.

    A word that stands nowhere is taken for a typo of the words that are most like it.

    Raises:
        NameUnknown: no catalog has such a range or owner.
        OptionInvalid: a status is not a number or a class such as 4xx.

    """
    check_filters(homes, filters)
    hits = [hit for home in homes for hit in _passing(home, filters)]
    incomplete = tuple(home.catalog.root for home in homes if home.problems)
    wanted = query.casefold().split()
    if not wanted:
        return SearchResult(tuple(hits), incomplete=incomplete)
    texts = [text_of(hit.entry) for hit in hits]
    query, spelled = query.strip(), screaming_snake(query)
    choices, corrected = _corrected(wanted, texts)
    ranked = [
        (rank, hit)
        for hit, text in zip(hits, texts, strict=True)
        if (rank := _rank(hit.entry, query, spelled, text, choices)) < _NO_MATCH
    ]
    # Sorting is stable: hits of one rank stay in the order of the catalogs.
    ranked.sort(key=itemgetter(0))
    if ranked and ranked[0][0] < _IN_WORDS:
        corrected = {}
    return SearchResult(tuple(hit for _, hit in ranked), corrected, incomplete)


def text_of(entry: Entry) -> str:
    """Return every text of *entry* in lower case."""
    parts: list[str] = []
    _collect(_TEXTS(entry), parts)
    return "\n".join(parts).casefold()


def _collect(values: Iterable[Any], parts: list[str]) -> None:
    """Add every text in *values* to *parts*."""
    for value in values:
        if not value:
            continue
        if isinstance(value, str):
            parts.append(value)
        elif is_mapping(value):
            _collect(value.values(), parts)
        elif isinstance(value, tuple) or is_list(value):
            _collect(cast("Iterable[Any]", value), parts)


def _corrected(
    wanted: Sequence[str], texts: Sequence[str]
) -> tuple[list[tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the words to search for, several for a typo, and the typos."""
    corrected: dict[str, tuple[str, ...]] = {}
    misspelled = [word for word in wanted if not any(word in text for text in texts)]
    known = vocabulary(texts) if misspelled else frozenset[str]()
    for word in misspelled:
        near = next(filter(None, (nearest(part, known) for part in words(word))), ())
        if near:
            corrected[word] = near
    return [corrected.get(word, (word,)) for word in wanted], corrected


_IN_WORDS, _NO_MATCH = 3, 6


def _rank(
    entry: Entry,
    query: str,
    spelled: str,
    text: str,
    choices: Sequence[tuple[str, ...]],
) -> int:
    """Return where the query stands: 0 is the code, 1 the name, ... 5 another text."""
    if entry.code == query:
        return 0
    if spelled and (spelled == entry.name or spelled in entry.aliases):
        return 1
    if entry.code.startswith(query):
        return 2
    if not _holds(text, choices):
        return _NO_MATCH
    if _holds(entry.name.casefold(), choices):
        return _IN_WORDS
    return _IN_WORDS + 1 if _holds(entry.title.casefold(), choices) else _NO_MATCH - 1


def _holds(text: str, choices: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether *text* has one of the words of every choice."""
    return all(any(word in text for word in some) for some in choices)


def operations_of(homes: Iterable[OpenedCatalog]) -> set[str]:
    """Return everything that names an operation: ids, paths, and methods with paths."""
    return {
        name
        for home in homes
        for operation in home.catalog.operations
        for name in _operation_names(operation)
    }


def _operation_names(operation: Operation) -> tuple[str, ...]:
    names = (operation.id, operation.path, operation.key)
    return names if operation.id else names[1:]


# --- filters ---------------------------------------------------------------------------------


def check_filters(homes: Sequence[OpenedCatalog], filters: Filters) -> None:
    """Refuse filters that no entry could ever pass.

    Raises:
        NameUnknown: no catalog has such a range or owner.
        OptionInvalid: a status is not a number or a class such as 4xx.

    """
    ranges = {span.name for home in homes for span in home.catalog.ranges}
    owners = {owner for home in homes for owner in Owners(home.catalog).all()}
    for kind, given, known in (
        ("range", filters.ranges, ranges),
        ("owner", filters.owners, owners | {NO_OWNER}),
        ("operation", filters.operations, operations_of(homes)),
        ("field", filters.missing, set(FIELDS)),
    ):
        for name in given:
            if name not in known:
                raise NameUnknown(kind, name, known - {NO_OWNER})
    for status in filters.statuses:
        if not _STATUS(status):
            reason = f"'{status}' is not an HTTP status; write 404, or 4xx for a class"
            raise OptionInvalid("--status", reason)


def _passing(home: OpenedCatalog, filters: Filters) -> Iterator[Hit]:
    catalog = home.catalog
    owners = Owners(catalog)
    inside = {
        span.name
        for span in catalog.ranges
        if any(outer.name in filters.ranges for outer in around(catalog, span.name))
    }
    answering = {
        code
        for operation in catalog.operations
        if not {*filters.operations}.isdisjoint(_operation_names(operation))
        for code in operation.codes
    }
    for entry in catalog.sorted_entries:
        owned = owners.of(entry)
        missing = _missing(entry, filters.missing)
        if (
            (not filters.ranges or entry.range in inside)
            and (not filters.lives or entry.life in filters.lives)
            and (not filters.statuses or _has_status(entry, filters.statuses))
            and (not filters.owners or not {*filters.owners}.isdisjoint(owned or _NONE))
            and (not filters.operations or entry.everywhere or entry.code in answering)
            and (not filters.missing or missing)
        ):
            yield Hit(home, entry, owned, missing=missing)


_NONE = (NO_OWNER,)


def _missing(entry: Entry, fields: Iterable[str]) -> tuple[str, ...]:
    if entry.retired is not None:
        return ()
    return tuple(field for field in fields if not FIELDS[field](entry))


def _has_status(entry: Entry, wanted: Iterable[str]) -> bool:
    return any(
        (
            status.startswith(pattern[0])
            if pattern.endswith(("x", "X"))
            else status == pattern
        )
        for status in map(str, entry.http_statuses)
        for pattern in wanted
    )
