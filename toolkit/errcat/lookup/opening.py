"""Catalogs as a lookup reads them: no rule runs, and what cannot be read is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from errcat.errors import ErrcatError
from errcat.findings import START
from errcat.linting.running import understand
from errcat.loading.reading import Document, Reader
from errcat.loading.sources import read
from errcat.model import Catalog, Entry


class CatalogUnusable(ErrcatError):
    """A catalog has no part that can be read."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class OpenedCatalog(NamedTuple):
    """A catalog, its files, and how many problems of reading and schema they have."""

    catalog: Catalog
    documents: Mapping[str, Document] = {}
    """By path."""
    problems: int = 0

    def line(self, entry: Entry) -> int:
        """Return the line on which *entry* begins; 0 if its file was not read."""
        document = self.documents.get(entry.file)
        return document.span(entry.place().path).line if document else 0


def open_all(
    operands: Iterable[str], readers: Sequence[Reader]
) -> tuple[OpenedCatalog, ...]:
    """Return the catalogs at *operands*.

    Raises:
        PathMissing, PathUnreadable: a path cannot be read.
        CatalogUnusable: no part of a catalog can be read.

    """
    suffixes = tuple(suffix for reader in readers for suffix in reader.suffixes)
    return tuple(_open(operand, suffixes, readers) for operand in operands)


def _open(
    operand: str, suffixes: tuple[str, ...], readers: Sequence[Reader]
) -> OpenedCatalog:
    understood = understand(read(operand, suffixes), readers)
    documents = understood.loaded.documents
    if understood.catalog is not None:
        return OpenedCatalog(understood.catalog, documents, len(understood.problems))
    for problem in understood.problems:
        place = problem.place
        document = documents.get(place.file)
        span = problem.span or (document.span(place.path) if document else START)
        raise CatalogUnusable(
            f"{place.file}:{span.line}:{span.column}", problem.message
        )
    raise CatalogUnusable(operand, "there is no catalog")
