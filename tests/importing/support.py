"""What the tests of the import share: sources as texts, all importers, and catalogs on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from errcat import plugins
from errcat.importing import rendering
from errcat.importing.extracting import Importer, Text
from errcat.importing.planning import Tools
from errcat.importing.running import GUESS_ALL, Inventory, Options, run
from errcat.importing.updating import Existing
from errcat.linting.running import understand
from errcat.loading.reading import Reader
from errcat.loading.sources import read
from tests.support import look, write_tree

IMPORTERS = plugins.collect("importers", Importer)
READERS = plugins.collect("readers", Reader)
TOOLS = Tools(IMPORTERS, READERS)


def imported(
    text: str, file: str = "errors.txt", options: Options = GUESS_ALL
) -> Inventory:
    """Return what one source states."""
    return run([Text(file, text)], IMPORTERS, options)


def entries(inventory: Inventory) -> dict[str, dict[str, Any]]:
    """Return the entries by code, without the code and names that were proposed."""
    return {
        item.code: {
            key: value
            for key, value in item.data.items()
            if key != "code"
            and key not in item.derived
            and not (key == "name" and item.proposed)
        }
        for item in inventory.items
    }


def names(inventory: Inventory) -> dict[str, str]:
    """Return the names by code."""
    return {item.code: str(item.data.get("name", "")) for item in inventory.items}


def messages(inventory: Inventory, kind: str) -> list[str]:
    """Return the notes of one kind as `line: message`."""
    return [f"{note.line}: {note.message}" for note in inventory.report.of(kind)]


def written(folder: Path, inventory: Inventory) -> Path:
    """Write an inventory as a catalog in a folder."""
    return write_tree(folder, rendering.folder(inventory))


def existing(folder: Path) -> Existing:
    """Return the catalog in a folder as an import finds it."""
    suffixes = tuple(suffix for reader in READERS for suffix in reader.suffixes)
    understood = understand(read(str(folder), suffixes), READERS)
    assert understood.catalog is not None
    return Existing(understood.catalog, understood.loaded.documents)


def errors(folder: Path) -> list[str]:
    """Return the errors that `validate` finds in a catalog."""
    found = look(folder).findings
    return [f"{f.rule}: {f.message}" for f in found if f.severity == "error"]


def texts(files: Mapping[str, str]) -> list[Text]:
    """Return several sources."""
    return [Text(file, text) for file, text in files.items()]


def shuffled(items: Iterable[Any], seed: int) -> Sequence[Any]:
    """Return items in another order, the same for the same seed."""
    from random import Random

    found = list(items)
    Random(seed).shuffle(found)  # noqa: S311 -- an order for a test
    return found
