"""The pages of a catalog for the rules, and problems in them."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem, Span, at
from errcat.model import Catalog, Entry, Place
from errcat.pages import Part


def pages(catalog: Catalog) -> Iterator[Entry]:
    """Yield the entries that have a page."""
    return (entry for entry in catalog.entries if entry.page)


def page_problem(
    catalog: Catalog, entry: Entry, part: Part, message: str, hint: str
) -> Problem:
    """Return a problem with a *part* of the page of *entry*."""
    file = catalog.page_files.get(entry.code)
    if file is None:
        return at(entry, "page", message, value=part.text, hint=hint)
    span = Span(part.line, 1, part.line, 1)
    return Problem(message, Place(file), value=part.text, hint=hint, span=span)
