"""errcat: catalogs and bundles of errcat itself, in YAML or JSON; every field is taken as it is."""

from __future__ import annotations

import re

from errcat.importing.extracting import (
    Cell,
    Extract,
    Importer,
    Row,
    Skipped,
    Table,
    Text,
)
from errcat.importing.trees import Node, from_json, from_yaml, plain

_MARK = re.compile(r"(?m)^errcat:\s*[\"']?1|^\s*\{?\s*\"errcat\"\s*:\s*\"?1").search
_NOT_TAKEN = frozenset(("errcat", "errors", "$schema", "$comment", "range"))


def sniff(text: Text) -> float:
    """Tell whether a text is a file of an errcat catalog: it says `errcat: 1`."""
    return 0.99 if _MARK(text.text[:2048]) else 0


def extract(text: Text) -> Extract:
    """Return the entries of a file, and its header."""
    skipped: tuple[Skipped, ...] = ()
    if text.text.lstrip().startswith("{"):
        root = from_json(text)
    else:
        root, skipped = from_yaml(text)
    members = root.members
    header = {
        key: plain(node) for key, node in members.items() if key not in _NOT_TAKEN
    }
    if isinstance(header.get("code"), dict):
        header["code"] = {"wire_type": "string", **header["code"]}
    errors = members.get("errors", Node([], 1))
    rows = tuple(_row(item) for item in errors.items if item.members)
    return Extract((Table(rows, exact=True),), skipped, header=header)


def _row(item: Node) -> Row:
    cells = {key: Cell(plain(node), node.line) for key, node in item.members.items()}
    return Row(cells, item.line)


IMPORTER = Importer(__name__, __doc__, (".yaml", ".yml", ".json"), sniff, extract)
