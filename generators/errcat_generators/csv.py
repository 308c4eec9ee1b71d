"""CSV: a table with one row per code, for spreadsheets and other programs that read tables.

The first row names the columns. A field that contains a comma, semicolon, quote or line break is
quoted as described in RFC 4180; rows end with LF. Text that a spreadsheet would read as a formula
starts with an apostrophe. HTTP statuses and replacement codes are separated by spaces. The file is
UTF-8. CSV has no comments, so `errcat-manifest.json` records that errcat wrote the file.

- `fields`: the columns and their order. Default: all columns, which are code, name, title, detail,
  range, http_statuses, retry, fault, severity, audience, life, replaced_by, docs_url.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from errcat import (
    Catalog,
    Entry,
    ErrcatError,
    File,
    Generator,
    check_known,
    replacements,
)
from errcat.text import csv_cell

FIELDS: Mapping[str, Callable[[Entry, Catalog], str]] = {
    "code": lambda entry, _: entry.code,
    "name": lambda entry, _: entry.name,
    "title": lambda entry, _: entry.title,
    "detail": lambda entry, _: entry.detail,
    "range": lambda entry, _: entry.range,
    "http_statuses": lambda entry, _: " ".join(map(str, entry.http_statuses)),
    "retry": lambda entry, _: entry.retry.when if entry.retry else "",
    "fault": lambda entry, _: entry.fault,
    "severity": lambda entry, _: entry.severity,
    "audience": lambda entry, _: entry.audience,
    "life": lambda entry, _: entry.life,
    "replaced_by": lambda entry, _: " ".join(replacements(entry)),
    "docs_url": lambda entry, catalog: catalog.page_of(entry),
}
"""The value of every column for an entry."""


class Options(NamedTuple):
    """The options of the target."""

    fields: tuple[str, ...] = tuple(FIELDS)


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the one file.

    Raises:
        ErrcatError: the option `fields` names no column, or an unknown one.

    """
    rows = (",".join(row) for row in _rows(catalog, options))
    # Readers skip empty lines, so the only field of such a row is quoted.
    yield File("errors.csv", "".join(f"{row or _EMPTY}\n" for row in rows))


_EMPTY = '""'


def _rows(catalog: Catalog, options: Options) -> Iterator[list[str]]:
    if not options.fields:
        raise ErrcatError(
            f"fields: name at least one column; known: {', '.join(FIELDS)}"
        )
    check_known("fields", options.fields, FIELDS, "column")
    yield [*options.fields]
    for entry in catalog.entries:
        yield [csv_cell(text) for text in _texts(entry, catalog, options)]


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the table, read as CSV, differs from the catalog; "" if it does not."""
    rows = _read(files[0].text)
    expected = [list(options.fields)]
    expected += (_texts(entry, catalog, options) for entry in catalog.entries)
    if len(rows) != len(expected):
        return f"it has {len(rows)} rows, not {len(expected)}"
    for row, texts in zip(rows, expected, strict=True):
        if row != [_read(f"{csv_cell(text)}\n")[0][0] for text in texts]:
            return f"the row that starts with '{texts[0]}' has other values"
    return ""


def _texts(entry: Entry, catalog: Catalog, options: Options) -> list[str]:
    return [FIELDS[name](entry, catalog) for name in options.fields]


def _read(text: str) -> list[list[str]]:
    """Return the fields of *text*, row by row; malformed text yields one row too many."""
    rows: list[list[str]] = [[]]
    end = 0
    for match in re.finditer(_FIELD, text):
        if match.start() != end:
            break
        end = match.end()
        quoted, bare, separator = match.groups()
        rows[-1].append(bare if quoted is None else quoted.replace('""', '"'))
        if separator == "\n":
            rows.append([])
    return rows[:-1] if end == len(text) else rows


_FIELD = r'(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])'


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix=".csv",
    verify=verify,
    styles=(),
)
