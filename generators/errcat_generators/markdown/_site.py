"""Which pages there are, and where each code is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from errcat import Catalog, Entry, ErrcatError
from errcat.naming import file_slug
from errcat.text import fragment, markdown_code, plain
from errcat_generators.markdown._options import Options


class Group(NamedTuple):
    """A range that has entries, or the entries without a range."""

    slug: str
    title: str
    description: str
    codes: str
    """The codes it covers, as Markdown; empty for entries without a range."""
    entries: tuple[Entry, ...]


class Page(NamedTuple):
    """A page: its path without the extension, its title, and what it shows."""

    path: str
    title: str
    description: str
    entries: tuple[Entry, ...]
    group: Group | None = None
    """None for the index."""


class Site(NamedTuple):
    """All pages, and the page of every code."""

    catalog: Catalog
    options: Options
    groups: tuple[Group, ...]
    pages: tuple[Page, ...]
    """The index first."""
    places: Mapping[str, str]
    """The path of the page, by code."""

    @property
    def mdx(self) -> bool:
        """Whether the pages are MDX."""
        return self.options.flavor == "mdx"

    @property
    def by_code(self) -> bool:
        """Whether every code has its own page."""
        return self.options.pages == "code"

    @property
    def ending(self) -> str:
        """The file extension."""
        return ".mdx" if self.mdx else ".md"


OTHER = "other"
"""The page of entries without a range."""
LIMIT = 200
"""How many entries without a range share one page; more are split."""
PART = 100
"""How many numbers share a page of entries without a range."""
_COMMON = frozenset(("E", "ERR", "ERROR"))
"""Words that start the codes of a whole catalog, and tell no two of them apart."""
_INDEX = ("index", "readme")
"""Names that sites use for the first page of a folder."""


def site_of(catalog: Catalog, options: Options) -> Site:
    """Return the pages of a catalog.

    Raises:
        ErrcatError: two entries have the same code.

    """
    groups = tuple(_groups(catalog, options))
    pages = [
        Page("index", catalog.title or catalog.id, catalog.description, catalog.entries)
    ]
    places: dict[str, str] = {}
    for group in groups:
        for page in _pages(group, options):
            pages.append(page)
            for entry in page.entries:
                if entry.code in places:
                    first = catalog.by_code[entry.code].label
                    raise ErrcatError(
                        f"'{first}' and '{entry.label}' have the same code; change one of them"
                    )
                places[entry.code] = page.path
    return Site(catalog, options, groups, tuple(pages), places)


def _groups(catalog: Catalog, options: Options) -> Iterator[Group]:
    """Yield the ranges that have entries, in catalog order, then entries without a range."""
    entries_of: dict[str, list[Entry]] = {span.name: [] for span in catalog.ranges}
    for entry in catalog.entries:
        entries_of.setdefault(entry.range, []).append(entry)
    others = entries_of.pop("", [])
    for name, entries in entries_of.items():
        if entries:
            yield _group(catalog, name, tuple(entries))
    if len(others) > LIMIT and options.pages == "range":
        yield from _parts(others)
    elif others:
        yield Group(OTHER, "Other", "", "", tuple(others))


def _parts(entries: Iterable[Entry]) -> Iterator[Group]:
    """Yield entries without a range by the hundred of a number, or the first letter of a text.

    The part of a code depends on the code alone, so that a new entry moves no other.
    """
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(_part(entry.code), []).append(entry)
    for title, members in parts.items():
        slug = f"{OTHER}-{file_slug(title.replace(' ', '-').lower())}"
        yield Group(slug, title, "", "", tuple(members))


def _part(code: str) -> str:
    if re.fullmatch("-?[0-9]+", code):
        start = int(code) // PART * PART
        return f"{start} to {start + PART - 1}"
    words = re.findall(r"[A-Za-z0-9]+", code)
    word = (
        words[1]
        if len(words) > 1 and words[0].upper() in _COMMON
        else (words or [""])[0]
    )
    return word[:1].upper() or "Other"


def _group(catalog: Catalog, name: str, entries: tuple[Entry, ...]) -> Group:
    slug = _slug(name, OTHER, *_INDEX)
    span = catalog.range_named(name)
    name = name if plain(name) else slug
    if span is None:
        return Group(slug, name, "", "", entries)
    ends = (span.first, span.last) if span.first else (span.prefix,)
    codes = " to ".join(markdown_code(end, cell=True) for end in ends if end)
    if span.prefix and codes:
        codes = f"{codes}…"
    title = span.title if plain(span.title) else name
    return Group(slug, title, span.description, codes, entries)


def _slug(name: str, *taken: str) -> str:
    slug = file_slug(name)
    return f"x-{slug}" if slug in taken else slug


def _pages(group: Group, options: Options) -> Iterator[Page]:
    if options.pages == "range":
        yield Page(group.slug, group.title, group.description, group.entries, group)
        return
    for entry in group.entries:
        path = f"{group.slug}/{_slug(entry.code, *_INDEX)}"
        about = entry.detail or entry.description
        yield Page(path, title_of(entry), about, (entry,), group)


def title_of(entry: Entry) -> str:
    """Return the heading of an entry: its code and title."""
    code = code_of(entry)
    return f"{code} — {entry.title}" if plain(entry.title) else code


def code_of(entry: Entry) -> str:
    """Return the code; a blank one is shown encoded, as in an address, so that it is visible."""
    return entry.code if plain(entry.code) else fragment(entry.code)
