"""A list of entries and a summary of catalogs: as a table, as JSON and as CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from errcat import __version__
from errcat.lookup.searching import NO_OWNER, Found, Hit
from errcat.lookup.summarizing import Growth, OwnerRow, RangeRow, Summary
from errcat.reporting.report import paint
from errcat.text import columns, csv_cell, terminal

FORMAT = 1
"""The version of the format of the JSON reports."""
_GAP = "  "
_LEAST = 12
"""The columns that the last column of a table always has."""
_BOLD, _HEADING = "1", "36"

T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column of a table."""

    title: str
    cell: Callable[[T], str]
    right: bool = False
    """Whether it is aligned to the right, as numbers are."""
    always: bool = False
    """Whether it stays where every cell is empty."""


ENTRY_COLUMNS: tuple[Column[Hit], ...] = (
    Column("catalog", lambda hit: hit.catalog.id),
    Column("code", lambda hit: hit.entry.code, always=True),
    Column("name", lambda hit: hit.entry.name),
    Column("http", lambda hit: " ".join(map(str, hit.entry.http_statuses))),
    Column("life", lambda hit: "" if hit.entry.life == "active" else hit.entry.life),
    Column("owner", lambda hit: ", ".join(hit.owners)),
    Column("missing", lambda hit: ", ".join(hit.missing)),
    Column("title", lambda hit: hit.entry.title),
)


# --- tables ----------------------------------------------------------------------------------


def table(
    rows: Sequence[T], chosen: Iterable[Column[T]], *, width: int, color: bool
) -> Iterator[str]:
    """Yield the lines of a table; the last column is cut to *width*, unless that is 0."""
    shown = [
        (column, cells)
        for column in chosen
        for cells in [[_safe(column.cell(row)) for row in rows]]
        if column.always or any(cells)
    ]
    if not shown:
        return
    widths = [
        max(len(column.title), *map(columns, cells), 0) for column, cells in shown
    ]
    if width:
        others = sum(widths[:-1]) + len(_GAP) * (len(widths) - 1)
        widths[-1] = min(widths[-1], max(width - others, _LEAST))
    titles = [column.title for column, _ in shown]
    rights = [column.right for column, _ in shown]
    yield paint(_line(titles, widths, rights), _HEADING, color)
    for cells in zip(*(cells for _, cells in shown), strict=True):
        yield _line(cells, widths, rights)


def _safe(cell: str) -> str:
    """Return *cell* for a terminal; most need no escaping, and asking is much faster."""
    return cell if cell.isascii() and cell.isprintable() else terminal(cell)


def _line(cells: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> str:
    return _GAP.join(map(_fitted, cells, widths, rights)).rstrip()


def _fitted(cell: str, size: int, right: bool) -> str:
    """Return *cell* in *size* columns, with an ellipsis where something is left out."""
    room = size - columns(cell)
    if room < 0:
        while columns(cell) >= size:
            cell = cell[:-1]
        cell += "…"
        room = size - columns(cell)
    return " " * room + cell if right else cell + " " * room


def found_table(found: Found, *, width: int = 0, color: bool = False) -> str:
    """Return the entries as a table; columns without a value are left out."""
    several = len({hit.catalog.id for hit in found.hits}) > 1
    chosen = ENTRY_COLUMNS if several else ENTRY_COLUMNS[1:]
    return _text(table(found.hits, chosen, width=width, color=color))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


# --- other formats ---------------------------------------------------------------------------


def found_csv(found: Found) -> str:
    """Return the entries as CSV with a header; no cell is a formula for a spreadsheet."""
    titles = [column.title for column in ENTRY_COLUMNS]
    rows = ([column.cell(hit) for column in ENTRY_COLUMNS] for hit in found.hits)
    return _text(",".join(map(csv_cell, row)) for row in (titles, *rows))


def found_json(found: Found) -> str:
    """Return the entries as JSON, as `list.schema.json` describes it."""
    return _document(
        entries=list(map(_hit_data, found.hits)),
        corrected={word: list(near) for word, near in found.corrected.items()},
    )


def _hit_data(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    return {
        "catalog": hit.catalog.id,
        "code": entry.code,
        "name": entry.name,
        "title": entry.title,
        "http_statuses": list(entry.http_statuses),
        "life": entry.life,
        "range": entry.range,
        "owners": list(hit.owners),
        "missing": list(hit.missing),
        "file": entry.file,
        "line": hit.home.line(entry),
    }


def _document(**fields: Any) -> str:
    document = {"format": FORMAT, "errcat": __version__, **fields}
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


# --- summaries -------------------------------------------------------------------------------


def summaries_json(summaries: Iterable[Summary]) -> str:
    """Return summaries as JSON, as `list.schema.json` describes it."""
    return _document(summaries=list(map(_summary_data, summaries)))


def _summary_data(summary: Summary) -> dict[str, Any]:
    return {
        "catalog": summary.catalog.id,
        "version": summary.catalog.version,
        "lives": summary.lives,
        "ranges": [
            {**row._asdict(), "growth": _growth_data(row.growth)}
            for row in summary.ranges
        ],
        "owners": [row._asdict() for row in summary.owners],
        "against": summary.against,
        "growth": _growth_data(summary.growth),
    }


def _growth_data(growth: Growth | None) -> dict[str, int] | None:
    return growth._asdict() if growth else None


def summaries_csv(summaries: Iterable[Summary]) -> str:
    """Return the ranges of all catalogs as CSV, one row for each."""
    chosen = _range_columns(growing=True)
    rows = [
        [summary.catalog.id, *(column.cell(row) for column in chosen)]
        for summary in summaries
        for row in summary.ranges
    ]
    titles = ["catalog", *(column.title for column in chosen)]
    return _text(",".join(map(csv_cell, row)) for row in (titles, *rows))


def summaries_table(
    summaries: Iterable[Summary], *, width: int = 0, color: bool = False
) -> str:
    """Return summaries as tables of ranges and of owners."""
    parts = (_summary_lines(summary, width, color) for summary in summaries)
    return "\n".join(_text(lines) for lines in parts)


def _summary_lines(summary: Summary, width: int, color: bool) -> Iterator[str]:
    yield _headline(summary, color)
    if summary.growth is not None:
        yield f"Since {terminal(summary.against)}: {_growth(summary.growth)}"
    if summary.ranges:
        yield ""
        chosen = _range_columns(growing=summary.growth is not None)
        yield from table(summary.ranges, chosen, width=width, color=color)
    if summary.owners:
        yield from ("", "Entries that lack a field, by owner:")
        yield from table(
            summary.owners,
            _owner_columns(summary.owners[0]),
            width=width,
            color=color,
        )


def _headline(summary: Summary, color: bool) -> str:
    catalog = summary.catalog
    label = " ".join(filter(None, (catalog.id, catalog.version)))
    number = len(catalog.entries)
    entries = "1 entry" if number == 1 else f"{number} entries"
    lives = ", ".join(f"{count} {life}" for life, count in summary.lives.items())
    tail = f" ({lives})" if lives else ""
    return f"{paint(terminal(label), _BOLD, color)}: {entries}{tail}"


def _growth(growth: Growth) -> str:
    parts = [f"{count} {word}" for word, count in growth._asdict().items() if count]
    return ", ".join(parts) or "no entries added, deprecated, retired or removed"


def _range_columns(*, growing: bool) -> tuple[Column[RangeRow], ...]:
    chosen: tuple[Column[RangeRow], ...] = (
        Column("range", lambda row: row.name or "(no range)", always=True),
        Column("codes", lambda row: row.codes),
        Column("used", lambda row: str(row.used), right=True),
        Column("full", _fill, right=True),
        Column("next free", lambda row: row.next_free, right=True),
        Column("growth", _grown),
        Column("owner", lambda row: row.owner),
    )
    if growing:
        return chosen
    return tuple(column for column in chosen if column.title != "growth")


def _grown(row: RangeRow) -> str:
    return _growth(row.growth) if row.growth and any(row.growth) else ""


def _fill(row: RangeRow) -> str:
    if not row.size:
        return ""
    percent = 100 * row.used / row.size
    return f"{percent:.0f} %" if percent >= 1 or not row.used else "< 1 %"


def _owner(row: OwnerRow) -> str:
    return "(no owner)" if row.owner == NO_OWNER else row.owner


def _owner_columns(first: OwnerRow) -> tuple[Column[OwnerRow], ...]:
    def count(field: str) -> Callable[[OwnerRow], str]:
        return lambda row: str(row.missing[field])

    fields = (Column(field, count(field), right=True) for field in first.missing)
    return (
        Column("owner", _owner, always=True),
        Column("entries", lambda row: str(row.entries), right=True),
        *fields,
    )
