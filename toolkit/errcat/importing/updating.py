"""An inventory against a catalog that is there: what differs, and the files that make it agree."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.editing.amendments import NotEditable, amended, amended_all
from errcat.importing import formats
from errcat.importing.extracting import listed
from errcat.importing.ranges import Span
from errcat.importing.rendering import (
    REST,
    entries_text,
    entry_text,
    range_data,
    range_of,
)
from errcat.importing.reports import CONFLICT, LEFT_OUT, UNSURE, Note
from errcat.importing.running import Inventory, Item
from errcat.linting.patterns import PatternInvalid, matcher
from errcat.loading.ranges import span_codes
from errcat.loading.reading import Document, is_list, is_mapping
from errcat.model import NUMBER, Catalog

OWNED = listed(
    "title detail description causes solutions http_status cases severity retry fault audience"
)
"""The fields that an import keeps up to date; all others are only written with a new entry."""
_ONCE = ("deprecated", "tags", "links")
ADDED, CHANGED, MISSING = "added", "changed", "missing"


class Difference(NamedTuple):
    """One thing in which a catalog does not agree with the sources."""

    kind: str
    """added: the catalog lacks the entry; changed: a field; missing: the sources lack it."""
    code: str
    field: str
    old: Any
    """What the catalog has."""
    new: Any
    """What the sources have."""
    file: str
    """Where the sources state it; for `missing`, where the catalog has it."""
    line: int


class Existing(NamedTuple):
    """A catalog that is there: understood, and the documents it was read from."""

    catalog: Catalog
    documents: Mapping[str, Document]

    @property
    def names(self) -> dict[str, str]:
        """The names by code, for `Options.names`."""
        return {entry.code: entry.name for entry in self.catalog.entries if entry.name}


class Update(NamedTuple):
    """What an import onto a catalog comes to."""

    differences: tuple[Difference, ...]
    files: Mapping[str, str]
    """The new text of every file that changes, by path."""
    notes: tuple[Note, ...] = ()


class _Held(NamedTuple):
    """An entry of the catalog as it is written."""

    file: str
    position: int
    row: Mapping[str, Any]


def differences(inventory: Inventory, existing: Existing) -> list[Difference]:
    """Return in what *existing* does not agree with the sources, in the order of the codes."""
    held = _held(existing.documents)
    covered = set(existing.catalog.by_code)
    result: list[Difference] = []
    for item in inventory.items:
        if item.code in held:
            result += _changes(item, held[item.code].row)
        elif item.code not in covered:
            result.append(
                Difference(
                    ADDED, item.code, "", None, dict(item.data), item.file, item.line
                )
            )
    stated = {code for item in inventory.items for code in _codes(item.data)}
    for code, entry in held.items():
        retired = "retired" in entry.row
        if not retired and not stated.intersection(_codes(entry.row)):
            document = existing.documents[entry.file]
            line = document.span(("errors", entry.position)).line
            result.append(
                Difference(MISSING, code, "", dict(entry.row), None, entry.file, line)
            )
    return result


def _held(documents: Mapping[str, Document]) -> dict[str, _Held]:
    entries: dict[str, _Held] = {}
    for file, document in documents.items():
        for position, row in enumerate(_rows(document)):
            if is_mapping(row) and "code" in row:
                entries.setdefault(str(row["code"]), _Held(file, position, row))
    return entries


def _rows(document: Document) -> list[Any]:
    rows: Any = document.data.get("errors") if is_mapping(document.data) else None
    return list(rows) if is_list(rows) else []


def _codes(row: Mapping[str, Any]) -> list[str]:
    code = str(row["code"])
    return (
        span_codes(code, str(row["through"])) or [code] if "through" in row else [code]
    )


def _changes(item: Item, row: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the fields of an entry that the sources state in another way."""
    for field, new in _wanted(item, row).items():
        if row.get(field) != new:
            file, line = item.lines.get(field, (item.file, item.line))
            yield Difference(CHANGED, item.code, field, row.get(field), new, file, line)


def _wanted(item: Item, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry as an import wants them; None takes one away."""
    data = item.data
    wanted = {
        key: data[key] for key in OWNED if key in data and key not in item.derived
    }
    wanted |= {key: data[key] for key in item.derived if key not in row}
    once = (
        key for key in _ONCE if key in data and key not in row and "retired" not in row
    )
    wanted |= {key: data[key] for key in once}
    if "cases" in wanted:
        wanted["cases"] = _with_cases(row.get("cases"), wanted["cases"])
        if "http_status" in row:
            wanted["http_status"] = None
    elif "http_status" in wanted and row.get("cases"):
        wanted |= _in_case(row["cases"], wanted.pop("http_status"))
    return wanted


def _in_case(cases: list[Any], status: int) -> dict[str, Any]:
    """Return the cases of an entry with a status; nothing if one of them has it."""
    if any(case.get("http_status") == status for case in cases):
        return {}
    if len(cases) == 1:
        return {"cases": [{**cases[0], "http_status": status}]}
    return {"cases": [*cases, {"id": str(status), "http_status": status}]}


def _with_cases(held: Any, stated: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cases of the sources, with what was written into them by hand."""
    cases: list[dict[str, Any]] = held or []
    by_id = {str(case.get("id")): case for case in cases}
    merged = [{**by_id.pop(str(case["id"]), {}), **case} for case in stated]
    return [*merged, *by_id.values()]


# --- writing -----------------------------------------------------------------------------------


def update(inventory: Inventory, existing: Existing) -> Update:
    """Return the files that make *existing* agree with the sources, and what a person must do.

    Texts follow the sources; names, notes, life and fields written by hand stay. An entry that the
    sources lack is listed and kept.

    Raises:
        NotEditable: a file is written in a way that cannot be edited.

    """
    disagreements = differences(inventory, existing)
    notes = [
        _missing(difference)
        for difference in disagreements
        if difference.kind == MISSING
    ]
    texts = dict(_changed(disagreements, existing))
    fresh = {
        difference.code for difference in disagreements if difference.kind == ADDED
    }
    items = [item for item in inventory.items if item.code in fresh]
    header = existing.catalog.file
    spans = _uncovered(items, inventory.spans, existing, notes)
    if spans:
        document = _current(existing, texts, header)
        ranges = [*document.data.get("ranges", []), *map(range_data, spans)]
        texts[header] = amended(document, (), {"ranges": ranges})
    pattern = _pattern(items, existing, notes)
    if pattern:
        document = _current(existing, texts, header)
        code = {**document.data.get("code", {}), "pattern": pattern}
        texts[header] = amended(document, (), {"code": code})
    for file, group in _placed(items, existing, spans).items():
        texts[file] = _extended(file, group, existing, texts)
    return Update(tuple(disagreements), texts, tuple(notes))


def _missing(item: Difference) -> Note:
    message = (
        f"{item.code} is in the catalog but not in any source; kept (retire it if the API no"
        " longer sends it)"
    )
    return Note(LEFT_OUT, "missing", message, item.file, item.line, item.code, UNSURE)


def _changed(
    disagreements: Iterable[Difference], existing: Existing
) -> Iterator[tuple[str, str]]:
    held = _held(existing.documents)
    by_file: dict[str, dict[int, dict[str, Any]]] = {}
    for item in disagreements:
        if item.kind == CHANGED:
            entry = held[item.code]
            values = by_file.setdefault(entry.file, {}).setdefault(entry.position, {})
            values[item.field] = item.new
    for file, changes in by_file.items():
        wanted = [
            (("errors", position), values) for position, values in changes.items()
        ]
        yield file, amended_all(existing.documents[file], wanted)


def _current(existing: Existing, texts: Mapping[str, str], file: str) -> Document:
    document = existing.documents[file]
    return Document(file, texts[file], document.reader) if file in texts else document


def _pattern(items: Sequence[Item], existing: Existing, notes: list[Note]) -> str:
    """Return the pattern that a catalog needs for new codes; empty where its own one fits."""
    held = existing.catalog.code.pattern
    if not held or not items:
        return ""
    try:
        match = matcher(held)
    except PatternInvalid:
        return ""
    other = next((item for item in items if not match(item.code)), None)
    if other is None:
        return ""
    codes = [
        *existing.catalog.by_code,
        *(code for item in items for code in _codes(item.data)),
    ]
    widened = formats.pattern(codes) or "|".join((held, formats.pattern([other.code])))
    message = f"{other.code} does not match the pattern {held} of the catalog; widened to {widened}"
    notes.append(
        Note(CONFLICT, "pattern", message, other.file, other.line, other.code, UNSURE)
    )
    return widened


def _uncovered(
    items: Sequence[Item], spans: Sequence[Span], existing: Existing, notes: list[Note]
) -> list[Span]:
    """Return the ranges that a catalog with ranges needs for new codes outside of all of them."""
    if not existing.catalog.ranges:
        return []
    added: list[Span] = []
    for item in items:
        if _range_name(item.code, existing.catalog) or range_of(added, item.code):
            continue
        span = range_of(spans, item.code)
        if span is None or not _is_apart(span, existing.catalog):
            span = _alone(item.code)
        added.append(span)
        message = f"{item.code} lies in no range; added range {span.name}"
        notes.append(
            Note(CONFLICT, "range", message, item.file, item.line, item.code, UNSURE)
        )
    return added


def _alone(code: str) -> Span:
    slug = re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
    if NUMBER(code):
        return Span(f"code-{slug}", code, code, code)
    return Span(f"code-{slug}"[:64], code, prefix=code)


def _is_apart(span: Span, catalog: Catalog) -> bool:
    """Tell whether a range shares no codes and no name with those of a catalog."""
    for held in catalog.ranges:
        bounds = held.bounds()
        if held.name == span.name or (span.prefix and span.prefix == held.prefix):
            return False
        if (
            bounds
            and not span.prefix
            and bounds[0] <= int(span.last)
            and int(span.first) <= bounds[1]
        ):
            return False
    return True


def _range_name(code: str, catalog: Catalog) -> str:
    """Return the innermost range of a catalog that holds a code, or an empty text."""
    holding = [
        Span(range_.name, "", range_.first, range_.last, range_.prefix)
        for range_ in catalog.ranges
        if range_.prefix or range_.bounds()
    ]
    inner = [span for span in holding if span.holds(code)]
    return min(inner, key=_size).name if inner else ""


def _size(span: Span) -> int:
    """Return what the innermost of several ranges has least of."""
    return -len(span.prefix) if span.prefix else int(span.last) - int(span.first)


def _placed(
    items: Sequence[Item], existing: Existing, spans: Sequence[Span]
) -> dict[str, list[Item]]:
    """Return new entries by the file they go to."""
    catalog = existing.catalog
    by_range: dict[str, str] = {}
    for entry in catalog.entries:
        by_range.setdefault(entry.range, entry.file)
    by_range |= {name: file for file, name in catalog.file_ranges.items()}
    single = not catalog.root or catalog.root == catalog.file
    placed: dict[str, list[Item]] = {}
    for item in items:
        name = _range_name(item.code, catalog)
        span = range_of(spans, item.code)
        if single:
            file = catalog.file
        elif span and not name:
            file = _beside(catalog.file, f"{span.name}.yaml")
        else:
            file = by_range.get(name) or _beside(
                catalog.file, f"{name}.yaml" if name else REST
            )
        placed.setdefault(file, []).append(item)
    return placed


def _beside(header: str, name: str) -> str:
    folder, parted, _ = header.rpartition("/")
    return f"{folder}{parted}{name}"


def _extended(
    file: str, items: Sequence[Item], existing: Existing, texts: Mapping[str, str]
) -> str:
    """Return the text of a file with new entries in the order of their codes."""
    entries = [item.data for item in items]
    if file not in existing.documents:
        name = file.rpartition("/")[2].removesuffix(".yaml")
        head = f"range: {name}\n" if file.rpartition("/")[2] != REST else ""
        return f"errcat: 1\n{head}{entries_text(entries)}"
    document = _current(existing, texts, file)
    rows = _rows(document)
    if not rows:
        return amended(document, (), {"errors": [dict(entry) for entry in entries]})
    return _inserted(document, rows, entries)


def _inserted(
    document: Document, rows: Sequence[Any], entries: Sequence[Mapping[str, Any]]
) -> str:
    keys = [_key(str(row["code"])) for row in rows]
    for at in range(
        1, len(keys)
    ):  # where a list is out of order, the largest so far counts
        keys[at] = max(keys[at], keys[at - 1])
    places: dict[int, list[Mapping[str, Any]]] = {}
    for entry in entries:
        places.setdefault(bisect_left(keys, _key(str(entry["code"]))), []).append(entry)
    text, parts, done = document.text, list[str](), 0
    for position, group in sorted(places.items()):
        at, new = _splice(document, position, group)
        parts += [text[done:at], new]
        done = at
    result = "".join([*parts, text[done:]])
    after = Document(document.file, result, document.reader)
    if after.faults or _rows(after) != _merged(rows, places):
        line = document.span(("errors",), key=True).line
        raise NotEditable(document.file, line, "errors")
    return result


def _merged(
    rows: Sequence[Any], places: Mapping[int, list[Mapping[str, Any]]]
) -> list[Any]:
    merged: list[Any] = []
    for position in range(len(rows) + 1):
        merged += map(dict, places.get(position, ()))
        merged += rows[position : position + 1]
    return merged


def _key(code: str) -> tuple[int, int, str]:
    return (0, int(code), "") if NUMBER(code) else (1, 0, code)


def _splice(
    document: Document, position: int, entries: Sequence[Mapping[str, Any]]
) -> tuple[int, str]:
    """Return where new entries go, behind the one before them, and how they are written."""
    text = document.text
    first = document.offsets(("errors", 0))[0]
    line = text.rfind("\n", 0, first) + 1
    lead = text[line:first]
    if lead.strip() != "-":
        return _in_brackets(document, position, lead, entries)
    column = len(lead) - len(lead.lstrip())
    newline = "\r\n" if "\r\n" in text else "\n"
    blank = (
        newline
        if re.search(r"\n[ \t]*\r?\n", text[first:]) or len(_rows(document)) == 1
        else ""
    )
    written = [
        entry_text(entry, " " * column).replace("\n", newline) for entry in entries
    ]
    if not position:
        return line, blank.join([*written, ""])
    start, end = document.offsets(("errors", position - 1))
    own = _own(text[start:end], column)
    return start + own, newline + blank + blank.join(written).rstrip("\r\n")


def _own(text: str, column: int) -> int:
    """Return how long an entry is without the comments of the next one."""
    lines = text.rstrip().splitlines(keepends=True)
    while lines[1:] and re.match(rf"[ ]{{0,{column}}}#|\s*\Z", lines[-1]):
        lines.pop()
    return len("".join(lines).rstrip())


def _in_brackets(
    document: Document, position: int, lead: str, entries: Sequence[Mapping[str, Any]]
) -> tuple[int, str]:
    indent = lead if not lead.strip() else ""
    between = f",\n{indent}" if indent else ", "
    written = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    if not position:
        return document.offsets(("errors", 0))[0], between.join([*written, ""])
    return document.offsets(("errors", position - 1))[1], between.join(["", *written])
