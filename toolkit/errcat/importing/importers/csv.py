"""CSV and TSV: a row an error; the separator and the header are recognized.

A first row that is no header is data. Rows with more cells than the header are listed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from errcat.importing.columns import is_header
from errcat.importing.extracting import (
    Cell,
    Doubt,
    Extract,
    Importer,
    Row,
    Skipped,
    SourceInvalid,
    Table,
    Text,
    listed,
)

_SUFFIXES = (".csv", ".tsv", ".tab")
_SEPARATORS = ",;\t|"
_SAMPLE = 20
_LEAST = 0.5


def sniff(text: Text) -> float:
    """Tell how much a text looks like CSV: its lines have the same number of separators."""
    lines = [line for line in text.text[:8192].split("\n") if line.strip()][:_SAMPLE]
    if len(lines) <= 1 or lines[0].lstrip().startswith(("|", "#", "<", "{", "[", "//")):
        return 0
    separator = _separator(lines)
    if not separator:
        return 0.1 if text.suffix in _SUFFIXES else 0
    header = is_header(_split(lines[0], separator))
    return 0.66 if header else (0.35 if separator == "\t" else 0.31)


def _separator(lines: Sequence[str]) -> str:
    """Return the character that separates cells: it splits every line, most of them alike."""
    best, score = "", _LEAST
    for separator in _SEPARATORS:
        counts = [len(_split(line, separator)) for line in lines]
        usual = max(set(counts), key=counts.count)
        share = counts.count(usual) / len(counts)
        if separator == "," and not is_header(_split(lines[0], ",")):
            share *= 0.6  # commas stand in prose, too
        if usual > 1 and share > score:
            best, score = separator, share
    if not best:
        known = [
            s for s in _SEPARATORS if is_header(_split(lines[0], s)) and s in lines[0]
        ]
        best = known[0] if known else ""
    return best


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), list[str]())
    except csv.Error:  # a cell that is too long
        return line.split(separator)


def extract(text: Text) -> Extract:
    """Return the rows of a file as one table."""
    lines = [line for line in text.text.split("\n") if line.strip()]
    separator = (_separator(lines[:_SAMPLE]) if lines else "") or ","
    rows = [
        row
        for row in _rows(text.file, text.text, separator)
        if any(c.strip() for c in row[1])
    ]
    if not rows:
        return Extract()
    headed = is_header(rows[0][1])
    names = _names(rows[0][1]) if headed else [str(at) for at in range(len(rows[0][1]))]
    if headed and {"code", "life"} <= set(names) <= set(_OWN):
        return _own(names, rows[1:])
    skipped: list[Skipped] = []
    doubts: list[Doubt] = []
    records: list[Row] = []
    for line, cells in rows[headed:]:
        if cells[0].lstrip().startswith("#") and len(cells) < len(names):
            skipped.append(Skipped(line, separator.join(cells), "it is a comment"))
            continue
        if len(cells) > len(names):
            extra = separator.join(cells[len(names) :])
            last = separator.join(cells[len(names) - 1 :]).rstrip(f"{separator} ")
            if extra.strip(f"{separator} "):
                message = f"the row has more cells than the header; joined the extra cells into '{last}'"
                doubts.append(Doubt(line, cells[0], "boundary", message))
            del cells[len(names) - 1 :]
            cells.append(last)
        row = {n: Cell(c, line) for n, c in zip(names, cells, strict=False)}
        records.append(Row(row, line))
    return Extract(
        (Table(tuple(records), headed=headed),), tuple(skipped), tuple(doubts)
    )


_OWN = listed(
    "code name title detail range http_statuses retry fault severity audience life replaced_by"
    " docs_url"
)
_KEPT = ("code", "name", "title", "detail", "retry", "fault", "severity")


def _own(names: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> Extract:
    """Return the rows of a table that `errcat gen csv` wrote, field by field."""
    entries: list[Row] = []
    pages: set[str] = set()
    for line, cells in rows:
        given = {n: _unguarded(c) for n, c in zip(names, cells, strict=False) if c}
        data: dict[str, Any] = {key: given[key] for key in _KEPT if key in given}
        if "range" in given:
            data["group"] = given["range"]
        statuses = [int(status) for status in given.get("http_statuses", "").split()]
        data |= (
            {"http_status": statuses[0] if len(statuses) == 1 else statuses}
            if statuses
            else {}
        )
        if given.get("audience", "public") != "public":
            data["audience"] = given["audience"]
        data |= _life(given)
        if "docs_url" in given:
            pages.add(given["docs_url"].replace(given["code"], "{code}"))
        entries.append(
            Row({key: Cell(value, line) for key, value in data.items()}, line)
        )
    header = {"docs_url": next(iter(pages))} if len(pages) == 1 else {}
    return Extract((Table(tuple(entries), exact=True),), header=header)


def _life(given: Mapping[str, str]) -> dict[str, Any]:
    life, instead = given.get("life", ""), given.get("replaced_by", "").split()
    if life == "preview":
        return {"preview": True}
    if life in ("deprecated", "retired"):
        return {
            life: (
                {"replaced_by": instead} if instead else {"reason": "not in the table"}
            )
        }
    return {}


def _unguarded(text: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text


def _names(header: Sequence[str]) -> list[str]:
    """Return the names of columns; one that repeats has its position behind it."""
    names: list[str] = []
    for at, text in enumerate(header):
        name = re.sub(r"\s+", " ", text.strip()) or f"column {at + 1}"
        names.append(name if name not in names else f"{name} ({at + 1})")
    return names


def _rows(file: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the line it begins on."""
    reader = csv.reader(
        text.split("\n") if '"' not in text else text.splitlines(keepends=True),
        delimiter=separator,
    )
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise SourceInvalid(file, before + 1, f"not CSV: {error}") from None


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
