"""The edits of fixes: texts replaced, keys added and items moved, all else unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from errcat.editing.amendments import added_key
from errcat.editing.lines import Splice, spliced
from errcat.editing.ordering import reordered
from errcat.findings import Change, Edit, ItemOrder
from errcat.loading.reading import Document, Path, is_mapping
from errcat.text import yaml_scalar


def edits(document: Document, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """Return the edits that make *changes* in *document*.

    A new text is written like the old one: in the same quotes, as a block with the same
    indentation, or plain where every reader takes it for that text. A change of a place that does
    not exist adds a key to the mapping there. A change that is not possible is ignored.
    """
    if document.reader.name not in _WRITERS:
        return ()
    splices = (_changed(document, change) for change in changes)
    return tuple(
        Edit(document.file, document.span_at(splice.start, splice.end), splice.text)
        for splice in splices
        if splice is not None
        and splice.text != document.text[splice.start : splice.end]
    )


def _changed(document: Document, change: Change) -> Splice | None:
    path, value = change.place.path, change.value
    if isinstance(value, ItemOrder):
        return reordered(document, path, value.indexes)
    start, end = document.offsets(path)
    if start < end:
        old = document.text[start:end]
        write = _WRITERS[document.reader.name]
        text = isinstance(value, str)
        return Splice(start, end, write(document, old, value)) if text else None
    if path and isinstance(path[-1], str) and _lacks(document.data, path):
        return added_key(document, path[:-1], path[-1], value)
    return None


def _lacks(data: Any, path: Path) -> bool:
    """Tell whether *data* has a mapping for the last key of *path*, without that key."""
    *parents, key = path
    for step in parents:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return is_mapping(data) and key not in data


def apply(document: Document, wanted: Iterable[Edit]) -> str:
    """Return the text of *document* with the edits made; of two that overlap only the first one."""
    in_order = sorted(dict.fromkeys(wanted), key=lambda edit: edit.span)
    return spliced(document.text, (_splice(document, edit) for edit in in_order))


def _splice(document: Document, edit: Edit) -> Splice:
    line, column, end_line, end_column = edit.span
    start = document.offset(line, column)
    return Splice(start, document.offset(end_line, end_column), edit.text)


def _json(document: Document, _: str, value: str) -> str:
    import json  # slow to import, and only a file in JSON needs it

    return json.dumps(value, ensure_ascii=document.text.isascii())


_HEADER = re.compile(r"(\|[-+1-9]*[^\r\n]*)(\r\n|\n|\r)([ ]*)")


def _yaml(document: Document, old: str, value: str) -> str:
    block = _HEADER.match(old)
    if block and _fits_block(block, value):
        return _block(block, old, value)
    printable = all(char.isprintable() for char in value)
    if old.startswith("'") and printable:
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    if not old.startswith(("'", '"', "|", ">")) and _plain(document, value):
        return value
    return yaml_scalar(value) + old[len(old.rstrip()) :]


def _fits_block(block: re.Match[str], value: str) -> bool:
    """Tell whether a text fits into a block without changing the block's header."""
    lines = value.split("\n")
    kept = "-" in block[1] and not value.endswith("\n")
    padded = lines[0][:1] == " " or not lines[0]
    return kept and not padded and all(line.isprintable() for line in lines)


def _block(block: re.Match[str], old: str, value: str) -> str:
    header, newline, indent = block.groups()
    lines = (f"{indent}{line}" if line else "" for line in value.split("\n"))
    return header + newline + newline.join(lines) + old[len(old.rstrip()) :]


def _plain(document: Document, value: str) -> bool:
    """Tell whether every reader takes *value* for that text without quotes, in brackets too."""
    if not value.isprintable():
        return False
    read = document.reader.read
    alone, inside = read(f"a: {value}\n").data, read(f"[{value}, b]").data
    return alone == {"a": value} and inside == [value, "b"] and type(inside[0]) is str


_WRITERS: dict[str, Callable[[Document, str, str], str]] = {
    "json": _json,
    "yaml": _yaml,
}
"""Writes a text in each notation; files in other notations are not edited."""
