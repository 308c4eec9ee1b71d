"""An import from operands to files: what would be written where, and what differs from what is there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from errcat.errors import OutputRefused
from errcat.importing import rendering
from errcat.importing.extracting import Importer, NothingFound, Text
from errcat.importing.reports import Report
from errcat.importing.running import (
    GUESS_ALL,
    Inventory,
    Options,
    names_in,
    run,
    texts,
)
from errcat.importing.updating import Difference, Existing, differences, update
from errcat.linting.running import understand
from errcat.loading.reading import Document, Reader
from errcat.loading.sources import read
from errcat.writing import anything, write_all

_BOM = "\ufeff"
_MARK = _BOM.encode()


class Request(NamedTuple):
    """What to import, and into which catalog."""

    operands: tuple[str, ...]
    """Files, folders or `-`, the most important first."""
    target: str
    """The catalog: a folder, or a file that ends in .yaml, .yml or .json."""
    options: Options = GUESS_ALL
    names_from: tuple[str, ...] = ()
    """Catalogs or generated code whose names are kept."""


class Tools(NamedTuple):
    """What an import reads sources and catalogs with."""

    importers: Sequence[Importer]
    readers: Sequence[Reader]


class Plan(NamedTuple):
    """What an import comes to, before anything is written."""

    target: str
    inventory: Inventory
    root: str
    """The folder that the files are in."""
    files: Mapping[str, str]
    """The text of every file that is new or changes, by its path below *root*."""
    differences: tuple[Difference, ...]
    """In what the catalog that is there does not agree; empty for a new one."""
    report: Report
    new: bool
    """Whether there is no catalog yet."""

    @property
    def paths(self) -> list[str]:
        """The paths of the files that are new or change."""
        return [os.path.join(self.root, path) for path in self.files]

    def write(self) -> tuple[bool, ...]:
        """Write the files, all or none; for each, False if it holds just that already.

        Raises:
            OutputRefused: a path leads out of the folder or through a link.
            WriteFailed: the system refuses.

        """
        return write_all(self.root, self.files.items(), anything)


class Checked(NamedTuple):
    """In what a catalog does not agree with the sources that it is imported from."""

    target: str
    differences: tuple[Difference, ...]
    report: Report
    entries: int
    """How many entries the sources state."""
    documents: Mapping[str, Document]
    """The files of the catalog, by path."""

    @property
    def ok(self) -> bool:
        """Whether they agree."""
        return not self.differences


def plan(request: Request, tools: Tools) -> Plan:
    """Return what an import would write.

    Raises:
        PathMissing: there is nothing at an operand.
        NothingFound: the sources state no error.
        OutputRefused: what is at the target is no catalog that can be read.
        NotEditable: a file of the catalog cannot be edited.
        ErrcatError: what `run` raises.

    """
    target = request.target
    held = existing(target, tools.readers) if _is_there(target) else None
    inventory = _inventory(request, tools, held)
    in_file = _is_file(target) and not os.path.isdir(target)
    root = os.path.dirname(target) if in_file else target
    if held is None:
        files = _below(root, rendering.files(inventory, target))
        return Plan(target, inventory, root, files, (), inventory.report, new=True)
    change = update(inventory, held.catalog)
    files = {
        file: held.marks.get(file, "") + text for file, text in change.files.items()
    }
    report = inventory.report._replace(notes=(*inventory.report.notes, *change.notes))
    files = _below(root, files)
    return Plan(target, inventory, root, files, change.differences, report, new=False)


def check(request: Request, tools: Tools) -> Checked:
    """Return in what the catalog at the target does not agree with the sources.

    Raises what `plan` raises, and PathMissing if there is no catalog.
    """
    held = existing(request.target, tools.readers)
    inventory = _inventory(request, tools, held)
    return Checked(
        request.target,
        tuple(differences(inventory, held.catalog)),
        inventory.report,
        len(inventory.items),
        held.catalog.documents,
    )


class Held(NamedTuple):
    """A catalog that is there, and the byte order marks of its files."""

    catalog: Existing
    marks: Mapping[str, str]


def existing(target: str, readers: Sequence[Reader]) -> Held:
    """Return the catalog at *target*.

    Raises:
        PathMissing: nothing is there.
        OutputRefused: it is no catalog that can be read whole.

    """
    suffixes = tuple(suffix for reader in readers for suffix in reader.suffixes)
    source = read(target, suffixes)
    understood = understand(source, readers)
    catalog = understood.catalog
    if catalog is None or not catalog.complete:
        raise OutputRefused(
            target, "what is there cannot be read as a catalog; see `errcat validate`"
        )
    marks = {raw.file: _BOM for raw in source.files if raw.content.startswith(_MARK)}
    return Held(Existing(catalog, understood.loaded.documents), marks)


def _inventory(request: Request, tools: Tools, held: Held | None) -> Inventory:
    options = request.options
    if request.names_from:
        older = _sources(request.names_from, tools)
        options = options._replace(
            names={**names_in(older, tools.importers), **options.names}
        )
    if held is not None:
        names = {**options.names, **held.catalog.names}
        options = options._replace(names=names, id=held.catalog.catalog.id)
    inventory = run(_sources(request.operands, tools), tools.importers, options)
    if not inventory.items:
        raise NothingFound(request.operands)
    return inventory


def _sources(operands: Sequence[str], tools: Tools) -> list[Text]:
    suffixes = tuple(s for importer in tools.importers for s in importer.suffixes)
    return [text for operand in operands for text in texts(operand, suffixes)]


def _is_there(target: str) -> bool:
    return os.path.isfile(target) or (
        os.path.isdir(target) and bool(os.listdir(target))
    )


def _is_file(target: str) -> bool:
    return target.endswith((".yaml", ".yml", ".json"))


def _below(root: str, files: Mapping[str, str]) -> dict[str, str]:
    return {
        os.path.relpath(path, root or ".").replace(os.sep, "/"): text
        for path, text in files.items()
    }
