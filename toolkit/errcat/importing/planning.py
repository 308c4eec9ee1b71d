"""An import from operands to files: what would be written where, and what differs from what is there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from errcat.errors import OutputRefused
from errcat.importing import rendering
from errcat.importing.extracting import Importer
from errcat.importing.reports import Report
from errcat.importing.running import GUESS_ALL, Inventory, Options, run, texts
from errcat.importing.updating import Difference, Existing, differences, update
from errcat.linting.running import understand
from errcat.loading.reading import Reader
from errcat.loading.sources import read
from errcat.writing import anything, write_all

_BOM = "\ufeff"
_MARK = _BOM.encode()


class Plan(NamedTuple):
    """What an import comes to, before anything is written."""

    inventory: Inventory
    root: str
    """The folder that the files are in."""
    files: Mapping[str, str]
    """The text of every file that is new or changes, by its path below *root*."""
    differences: tuple[Difference, ...]
    """In what the catalog that is there does not agree; empty for a new one."""
    report: Report

    def write(self) -> tuple[bool, ...]:
        """Write the files, all or none; for each, False if it holds just that already.

        Raises:
            OutputRefused: a path leads out of the folder or through a link.
            WriteFailed: the system refuses.

        """
        return write_all(self.root, self.files.items(), anything)


def plan(
    operands: Sequence[str],
    target: str,
    importers: Sequence[Importer],
    readers: Sequence[Reader],
    options: Options = GUESS_ALL,
) -> Plan:
    """Return what importing *operands* into the catalog at *target* would write.

    Raises:
        PathMissing: there is nothing at an operand.
        OutputRefused: what is at *target* is no catalog that can be read.
        NotEditable: a file of the catalog cannot be edited.
        ErrcatError: what `run` raises.

    """
    held = existing(target, readers) if _is_there(target) else None
    inventory = _inventory(operands, importers, options, held)
    root = (
        target
        if os.path.isdir(target) or not _is_file(target)
        else os.path.dirname(target)
    )
    if held is None:
        files = rendering.files(inventory, target)
        return Plan(inventory, root, _below(root, files), (), inventory.report)
    found = update(inventory, held.catalog)
    files = {
        file: held.marks.get(file, "") + text for file, text in found.files.items()
    }
    report = inventory.report._replace(notes=(*inventory.report.notes, *found.notes))
    return Plan(inventory, root, _below(root, files), found.differences, report)


def check(
    operands: Sequence[str],
    target: str,
    importers: Sequence[Importer],
    readers: Sequence[Reader],
    options: Options = GUESS_ALL,
) -> tuple[list[Difference], Report]:
    """Return in what the catalog at *target* does not agree with *operands*, for `--check`.

    Raises what `plan` raises, and PathMissing if there is no catalog.
    """
    held = existing(target, readers)
    inventory = _inventory(operands, importers, options, held)
    return differences(inventory, held.catalog), inventory.report


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


def _inventory(
    operands: Sequence[str],
    importers: Sequence[Importer],
    options: Options,
    held: Held | None,
) -> Inventory:
    suffixes = tuple(suffix for importer in importers for suffix in importer.suffixes)
    sources = [text for operand in operands for text in texts(operand, suffixes)]
    if held is not None:
        names = {**options.names, **held.catalog.names}
        options = options._replace(names=names, id=held.catalog.catalog.id)
    return run(sources, importers, options)


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
