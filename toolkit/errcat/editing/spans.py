"""Span-exact edits: another text in the place of one, and every other character as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from errcat.findings import Change, Edit, Span
from errcat.loading.reading import Document
from errcat.text import yaml_scalar


def edits(document: Document, changes: Iterable[Change]) -> tuple[Edit, ...]:
    """Return the edits that put other texts at places of *document*.

    A text is written in the way of the one that was there: in the same quotes, as a block with the
    same indentation, or plain where every reader takes it for that text. A change of what is not
    there, or is no text, gives no edit.
    """
    write = _WRITERS.get(document.reader.name)
    found: list[Edit] = []
    for change in changes:
        start, end = document.offsets(change.place.path)
        old = document.text[start:end]
        if write is None or not old or not isinstance(change.value, str):
            continue
        new = write(document, old, change.value)
        if new != old:
            found.append(Edit(document.file, document.span_at(start, end), new))
    return tuple(found)


def apply(document: Document, wanted: Iterable[Edit]) -> str:
    """Return the text of *document* with the edits made; of two that overlap the first one."""
    text = document.text
    parts: list[str] = []
    done = 0
    for edit in sorted(dict.fromkeys(wanted), key=lambda each: each.span):
        start, end = _offsets(document, edit.span)
        if start >= done:
            parts += [text[done:start], edit.text]
            done = end
    return "".join([*parts, text[done:]])


def _offsets(document: Document, span: Span) -> tuple[int, int]:
    start = document.offset(span.line, span.column)
    return start, document.offset(span.end_line, span.end_column)


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
    """Tell whether a text can stand in a block without another header."""
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
"""How each notation writes a text; one that is not here is not edited."""
