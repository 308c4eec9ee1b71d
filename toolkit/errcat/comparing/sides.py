"""Both sides of a comparison, understood: each is a whole catalog, or the run ends."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from errcat.errors import ErrcatError
from errcat.findings import START, Span
from errcat.linting.running import understand
from errcat.loading.reading import Document, Reader
from errcat.loading.revisions import Side
from errcat.loading.sources import HEADERS, Raw, Source
from errcat.model import Catalog, Place


class SideUnreadable(ErrcatError):
    """A side holds something that cannot be understood, so nothing can be said of it."""

    def __init__(self, label: str, place: str, reason: str) -> None:
        super().__init__(label, place, reason)
        self.label = label
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.label} cannot be compared: {self.place}: {self.reason}"


class State(NamedTuple):
    """A side as it was understood: the catalog, and its files."""

    side: Side
    catalog: Catalog
    documents: Mapping[str, Document] = {}
    """By path."""


def before(old: Side, new: Catalog, readers: Sequence[Reader]) -> State:
    """Return the old side of *new* understood; without entries if it did not exist yet.

    Raises:
        SideUnreadable: it cannot be read whole.

    """
    if old.source is None:
        return State(old, replace(new, entries=()))
    return understood(old, readers, strict=False)


def of_catalog(catalog: Catalog) -> State:
    """Return a catalog that is in memory already as a side."""
    label = " ".join(filter(None, (catalog.id, catalog.version)))
    return State(Side(None, label, catalog.file), catalog)


def of_file(file: str, path: str, readers: Sequence[Reader]) -> Side:
    """Return the content of *file* as a separate catalog at *path*.

    A file without a header gets one for the comparison: git shows files one by one.

    Raises:
        SideUnreadable: the file is no part of a catalog.

    """
    content = b"errcat: 1\nerrors: []\n"
    if file != os.devnull:
        with open(file, "rb") as stream:
            content = stream.read()
    alone = Source(path, folder=False, files=(Raw(path, content),))
    if understand(alone, readers).catalog is not None:
        return Side(alone, path, path)
    header = Raw(os.path.join("-", HEADERS[0]), b"errcat: 1\nid: file\n")
    named = os.path.join("-", os.path.basename(path))
    whole = Source("-", folder=True, files=(header, Raw(named, content)))
    loaded = understand(whole, readers).loaded
    if named not in loaded.documents:
        reason = loaded.problems[0].message if loaded.problems else "no catalog"
        raise SideUnreadable(path, file, reason)
    return Side(whole, path, path)


def understood(side: Side, readers: Sequence[Reader], *, strict: bool) -> State:
    """Return the catalog of a side, which must be whole, and conform to the schema if *strict*.

    Raises:
        SideUnreadable: it is not.

    """
    if side.source is None:
        raise SideUnreadable(side.label, side.root, "it is not there")
    read = understand(side.source, readers)
    catalog, loaded = read.catalog, read.loaded
    unmarked = any(problem.rule == "file-marked" for problem in loaded.problems)
    refused = unmarked or (strict and loaded.problems)
    if catalog is None or not catalog.complete or refused:
        for problem in loaded.problems:
            document = loaded.documents.get(problem.place.file)
            span = problem.span or span_of(problem.place, document)
            place = f"{problem.place.file}:{span.line}:{span.column}"
            raise SideUnreadable(side.label, place, problem.message)
        raise SideUnreadable(side.label, side.source.root, "there is no catalog")
    return State(side, catalog, loaded.documents)


def span_of(place: Place, document: Document | None) -> Span:
    """Return where *place* is in its file; the start of the file if that was not read."""
    return document.span(place.path, key=place.key) if document else START
