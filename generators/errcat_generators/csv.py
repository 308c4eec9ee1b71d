"""CSV: a table with a row for every code, for spreadsheets and whatever else reads tables.

The first row names the columns. A field with a comma, semicolon, quote or line break is quoted as
RFC 4180 says; a row ends with LF, as in every file that errcat writes. A text that a spreadsheet
would take for a formula begins with an apostrophe. Statuses, and the codes that replace another,
stand in one field with spaces between. The file is UTF-8 and has no comment, as CSV knows none:
that errcat made it is said in `errcat-manifest.json`.

- `fields`: the columns, in this order; all of them, unless it names some: code, name, title,
  detail, range, http_statuses, retry, fault, severity, audience, life, replaced_by, docs_url.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from errcat import Catalog, Entry, ErrcatError, File, Generator
from errcat.text import csv_cell


def _replaced_by(entry: Entry) -> str:
    life = entry.retired or entry.deprecated
    return " ".join(life.replaced_by) if life else ""


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
    "replaced_by": lambda entry, _: _replaced_by(entry),
    "docs_url": lambda entry, catalog: catalog.page_of(entry),
}
"""What a column says of an entry."""


class Options(NamedTuple):
    """What a project may decide about its table."""

    fields: tuple[str, ...] = tuple(FIELDS)


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the one file.

    Raises:
        ErrcatError: there is no column of that name, or none at all is wanted.

    """
    rows = (",".join(row) for row in _rows(catalog, options))
    # A line with nothing in it is no row: the only field of one is quoted.
    yield File("errors.csv", "".join(f"{row or _EMPTY}\n" for row in rows))


_EMPTY = '""'


def _rows(catalog: Catalog, options: Options) -> Iterator[list[str]]:
    known = ", ".join(FIELDS)
    if not options.fields:
        raise ErrcatError(f"option fields: there is none; there are {known}")
    for name in options.fields:
        if name not in FIELDS:
            raise ErrcatError(
                f"option fields: there is no field '{name}'; there are {known}"
            )
    yield [*options.fields]
    for entry in catalog.entries:
        yield [csv_cell(text) for text in _texts(entry, catalog, options)]


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return what is wrong with the table as a reader of CSV sees it; "" if nothing is."""
    found = _read(files[0].text)
    wanted = [list(options.fields)]
    wanted += (_texts(entry, catalog, options) for entry in catalog.entries)
    if len(found) != len(wanted):
        return f"it has {len(found)} rows, not {len(wanted)}"
    for row, texts in zip(found, wanted, strict=True):
        if row != [_read(f"{csv_cell(text)}\n")[0][0] for text in texts]:
            return f"the row that begins with '{texts[0]}' is another one"
    return ""


def _texts(entry: Entry, catalog: Catalog, options: Options) -> list[str]:
    return [FIELDS[name](entry, catalog) for name in options.fields]


def _read(text: str) -> list[list[str]]:
    """Return the fields of *text*, row by row; what is no field makes one more row."""
    rows: list[list[str]] = [[]]
    done = 0
    for match in re.finditer(_FIELD, text):
        if match.start() != done:
            break
        done = match.end()
        quoted, bare, end = match.groups()
        rows[-1].append(bare if quoted is None else quoted.replace('""', '"'))
        if end == "\n":
            rows.append([])
    return rows[:-1] if done == len(text) else rows


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
