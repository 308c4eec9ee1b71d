"""The texts of a catalog for the rules: joined to be searched at once, or one by one.

Most catalogs are clean, and one search over all texts shows that faster than twenty thousand small
ones. A rule looks at single texts only where that search matches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from errcat.findings import Problem, at, steps
from errcat.model import Catalog, Entry, Place

TITLE, DETAIL, PROSE, HEADER = "title", "detail", "prose", "header"
"""Kinds of texts: of entries and their cases, and those of the header, its ranges and products."""
ALL = (TITLE, DETAIL, PROSE, HEADER)
_BATCH = 10_000
"""How many texts are split into words at once: all words of a large catalog would fill memory."""
_FEW = 20
"""Up to this many words are searched for one by one."""


class Text(NamedTuple):
    """One text, and its place."""

    text: str
    kind: str
    field: str
    """As in findings: `detail`, `cases/0/title`, `ranges/0/description`."""
    entry: Entry | None = None
    """None for a text of the header."""
    place: Place = Place("")
    label: str = ""
    """What messages call the catalog, range or product that a text of the header belongs to."""
    subject: str = ""

    def problem(self, message: str, **fields: Any) -> Problem:
        """Return a problem with the text; *fields* are those of `findings.at`."""
        if self.entry is not None:
            return at(self.entry, self.field, message, **fields)
        labelled = f"{self.label}: {message}"
        return Problem(labelled, self.place, self.subject, field=self.field, **fields)

    @property
    def where(self) -> Place:
        """The place of the text."""
        return (
            self.place if self.entry is None else self.entry.place(*steps(self.field))
        )


class _Joined(NamedTuple):
    titles: str
    details: str
    words: frozenset[str]


class Texts:
    """All texts of one catalog, each form computed when a rule first asks for it."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def titles(self) -> str:
        """The titles of all entries, then of all cases, one a line."""
        return self._joined.titles

    @property
    def details(self) -> str:
        """The details of all entries, then of all cases, joined by line breaks."""
        return self._joined.details

    @property
    def words(self) -> frozenset[str]:
        """Everything between white space in any text, each once, with its punctuation."""
        return self._joined.words

    @cached_property
    def vocabulary(self) -> str:
        """The words, one a line: much shorter than the texts, so a search costs little."""
        return "\n".join(self.words)

    @cached_property
    def by_kind(self) -> Mapping[str, list[Text]]:
        """The texts by kind; only a catalog with a suspicious text pays for them."""
        texts: dict[str, list[Text]] = {TITLE: [], DETAIL: [], PROSE: []}
        for entry in rows(self._catalog.entries):
            for kind, field, text in _fields(entry):
                if text:
                    texts[kind].append(Text(text, kind, field, entry))
        texts[HEADER] = [text for text in _header(self._catalog) if text.text]
        return texts

    def every(self, suspect: Callable[[str], object], *kinds: str) -> Iterator[Text]:
        """Yield the texts of *kinds* for which *suspect* is true."""
        by_kind = self.by_kind
        return (text for kind in kinds for text in by_kind[kind] if suspect(text[0]))

    @cached_property
    def _joined(self) -> _Joined:
        entries = self._catalog.entries
        rich = [
            entry
            for entry in entries
            if entry.cases or entry.description or entry.causes or entry.solutions
        ]
        cases = [case for entry in rich for case in entry.cases]
        titles = [entry.title for entry in entries]
        titles += [case.title for case in cases]
        details = [entry.detail for entry in entries]
        details += [case.detail for case in cases]
        prose = [text for entry in rich for _, _, text in _prose(entry)]
        header = [text.text for text in _header(self._catalog)]
        words: set[str] = set()
        for texts in (titles, details, prose, header):
            for start in range(0, len(texts), _BATCH):
                words.update(" ".join(texts[start : start + _BATCH]).split())
        return _Joined("\n".join(titles), "\n".join(details), frozenset(words))


def word_set(*lines: str) -> frozenset[str]:
    """Return the words in *lines*."""
    return frozenset(" ".join(lines).split())


def rows(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield *entries*, but only the first one of a row that stands for a span of codes."""
    last: tuple[str, int] | None = None
    for entry in entries:
        position = entry.file, entry.position
        if position != last:
            yield entry
        last = position


def holding(needles: Iterable[str]) -> Callable[[str], bool]:
    """Return a test of whether a text contains one of *needles*."""
    some = tuple(needles)
    return lambda text: any(map(text.__contains__, some))


def using(words: frozenset[str]) -> Callable[[str], bool]:
    """Return a test of whether a text contains one of *words*, which come from `Texts.words`."""
    if len(words) < _FEW:
        return holding(words)
    return lambda text: not words.isdisjoint(text.split())


def _fields(entry: Entry) -> Iterator[tuple[str, str, str]]:
    yield TITLE, "title", entry.title
    yield DETAIL, "detail", entry.detail
    for index, case in enumerate(entry.cases):
        if case.title or case.detail:
            yield TITLE, f"cases/{index}/title", case.title
            yield DETAIL, f"cases/{index}/detail", case.detail
    yield from _prose(entry)


def _prose(entry: Entry) -> Iterator[tuple[str, str, str]]:
    if entry.description:
        yield PROSE, "description", entry.description
    for index, text in enumerate(entry.causes):
        yield PROSE, f"causes/{index}", text
    for index, text in enumerate(entry.solutions):
        yield PROSE, f"solutions/{index}", text
    for index, case in enumerate(entry.cases):
        if case.description:
            yield PROSE, f"cases/{index}/description", case.description


def _header(catalog: Catalog) -> Iterator[Text]:
    named = f"catalog {catalog.id}"
    if catalog.title != catalog.id:
        yield _head(catalog, catalog.title, named, "", "title")
    yield _head(catalog, catalog.description, named, "", "description")
    for part in catalog.ranges:
        subject = f"ranges/{part.name or part.position}"
        for key, text in (("title", part.title), ("description", part.description)):
            named = f"range {part.name}"
            yield _head(catalog, text, named, subject, "ranges", part.position, key)
    for product in catalog.products:
        subject = f"products/{product.id}"
        both = ("title", product.title), ("description", product.description)
        for key, text in both:
            named = f"product {product.id}"
            yield _head(catalog, text, named, subject, "products", product.id, key)


def _head(
    catalog: Catalog, text: str, label: str, subject: str, *path: str | int
) -> Text:
    field = "/".join(map(str, path))
    return Text(text, HEADER, field, None, catalog.place(*path), label, subject)
