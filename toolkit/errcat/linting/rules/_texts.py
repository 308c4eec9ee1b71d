"""The texts of a catalog for the rules: joined to be searched at once, or one by one.

Most catalogs are clean, and one search over all texts says so faster than twenty thousand small
ones. Only where it hits does a rule go from text to text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from weakref import finalize

from errcat.findings import Problem
from errcat.linting.running import at
from errcat.model import Catalog, Entry, Place

TITLE, DETAIL, PROSE, HEADER = "title", "detail", "prose", "header"
"""Kinds of texts: of entries and their cases, and those of the header, its ranges and products."""
ALL = (TITLE, DETAIL, PROSE, HEADER)


class Text(NamedTuple):
    """One text, and where it stands."""

    text: str
    kind: str
    field: str
    """As findings have it: `detail`, `cases/0/title`, `ranges/0/description`."""
    entry: Entry | None = None
    """None for a text of the header."""
    place: Place = Place("")
    label: str = ""
    """How messages call what the text of a header belongs to."""
    subject: str = ""

    def problem(self, message: str, **more: Any) -> Problem:
        """Return a problem with the text; *more* is as for `linting.at`."""
        if self.entry is not None:
            return at(self.entry, self.field, message, **more)
        said = f"{self.label}: {message}"
        return Problem(said, self.place, self.subject, field=self.field, **more)

    @property
    def where(self) -> Place:
        """The place of the text."""
        if self.entry is None:
            return self.place
        steps = self.field.split("/")
        return self.entry.place(*(int(s) if s.isdigit() else s for s in steps))


_BATCH = 10_000
"""How many texts are cut into words at once: all the words of a large catalog fill memory."""


class Texts:
    """All texts of a catalog, in few strings."""

    def __init__(self, catalog: Catalog) -> None:
        """Join the texts of *catalog*, which itself is not kept."""
        entries = catalog.entries
        rich = [
            each
            for each in entries
            if each.cases or each.description or each.causes or each.solutions
        ]
        cases = [case for each in rich for case in each.cases]
        titles = [each.title for each in entries]
        titles += [case.title for case in cases]
        details = [each.detail for each in entries]
        details += [case.detail for case in cases]
        prose = [text for each in rich for _, _, text in _prose(each)]
        self._entries = entries
        self._header = list(_header(catalog))
        self.titles = "\n".join(titles)
        """A title a line."""
        self.details = "\n".join(details)
        self.prose = "\n".join(prose)
        header = "\n".join(each.text for each in self._header)
        words: set[str] = set()
        for texts_ in (titles, details, prose, [header]):
            for start in range(0, len(texts_), _BATCH):
                words.update(" ".join(texts_[start : start + _BATCH]).split())
        self.words = frozenset(words)
        """What stands between white space anywhere, each once, with its punctuation."""
        self.vocabulary = "\n".join(self.words)
        """The words, one a line: much shorter than the texts, so a search costs little."""

    @cached_property
    def each(self) -> Mapping[str, list[Text]]:
        """The texts by kind; only a catalog with a problem pays for them."""
        found: dict[str, list[Text]] = {TITLE: [], DETAIL: [], PROSE: []}
        for entry in rows(self._entries):
            for kind, field, text in _fields(entry):
                if text:
                    found[kind].append(Text(text, kind, field, entry))
        found[HEADER] = [text for text in self._header if text.text]
        return found


_KNOWN: dict[int, Texts] = {}


def texts(catalog: Catalog) -> Texts:
    """Return the joined texts of *catalog*, which are made once."""
    known = _KNOWN.get(id(catalog))
    if known is None:
        known = _KNOWN[id(catalog)] = Texts(catalog)
        finalize(catalog, _KNOWN.pop, id(catalog), None)
    return known


def word_set(*lines: str) -> frozenset[str]:
    """Return the words in *lines*."""
    return frozenset(" ".join(lines).split())


def rows(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield *entries*; of a row that stands for a span of codes the first one only."""
    last: tuple[str, int] | None = None
    for entry in entries:
        here = entry.file, entry.position
        if here != last:
            yield entry
        last = here


def every(
    catalog: Catalog, suspect: Callable[[str], object], *kinds: str
) -> Iterator[Text]:
    """Yield the texts of *kinds* that *suspect* takes for one with a problem."""
    each = texts(catalog).each
    return (text for kind in kinds for text in each[kind] if suspect(text[0]))


def holding(needles: Iterable[str]) -> Callable[[str], bool]:
    """Return a test of whether a text holds one of *needles*."""
    some = tuple(needles)
    return lambda text: any(map(text.__contains__, some))


_FEW = 20
"""Up to how many words are looked for one by one."""


def using(words: frozenset[str]) -> Callable[[str], bool]:
    """Return a test of whether one of *words*, as `Texts.words` has them, is in a text."""
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
    for each in catalog.ranges:
        subject = f"ranges/{each.name or each.position}"
        for key, text in (("title", each.title), ("description", each.description)):
            named = f"range {each.name}"
            yield _head(catalog, text, named, subject, "ranges", each.position, key)
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
