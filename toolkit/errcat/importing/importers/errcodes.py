"""PostgreSQL's errcodes.txt: code, severity, macro and condition name, under `Section:` lines."""

from __future__ import annotations

import re

from errcat.importing.extracting import (
    Cell,
    Changed,
    Extract,
    Group,
    Importer,
    Row,
    Skipped,
    Table,
    Text,
)

_ROW = re.compile(r"(\S{2,12})\s+([EWS])\s+(\w+)(?:\s+(\S+))?\s*").fullmatch
_SECTION = re.compile(
    r"Section:\s*(?:Class\s+\S+\s*[-\u2013\u2014]+\s*)?(.+?)\s*"
).fullmatch
_SEVERITY = {"E": "error", "W": "warning", "S": "info"}


def sniff(text: Text) -> float:
    """Tell how much a text looks like errcodes.txt: it has sections and rows with a macro."""
    lines = [line for line in text.text[:32768].split("\n") if line.strip()]
    bare = [line for line in lines if not line.startswith("#")]
    rows = sum(_ROW(line) is not None for line in bare)
    return 0.9 if bare and rows * 2 > len(bare) else 0


def extract(text: Text) -> Extract:
    """Return the rows by section."""
    groups: dict[Group | None, list[Row]] = {}
    skipped: list[Skipped] = []
    changes: list[Changed] = []
    group: Group | None = None
    for number, line in enumerate(text.text.split("\n"), 1):
        bare = line.strip()
        section, row = _SECTION(bare), _ROW(bare)
        if section:
            group = Group(section[1], number)
        elif row:
            groups.setdefault(group, []).append(_row(row, number))
            if row[4] and "_" in row[4] and not changes:
                message = "condition names became titles: underscores became spaces"
                changes.append(Changed(number, message))
        elif bare and not bare.startswith("#"):
            skipped.append(
                Skipped(number, bare, "it is no row of code, severity and macro")
            )
    tables = tuple(
        Table(tuple(rows), heading, {n: n for row in rows for n in row.cells})
        for heading, rows in groups.items()
    )
    return Extract(tables, tuple(skipped), changes=tuple(changes))


def _row(match: re.Match[str], line: int) -> Row:
    code, severity, macro, condition = match.groups()
    cells = {
        "code": Cell(code, line),
        "name": Cell(macro.removeprefix("ERRCODE_"), line),
        "severity": Cell(_SEVERITY[severity], line),
    }
    if condition:
        title = condition.replace("_", " ")
        cells["title"] = Cell(title[:1].upper() + title[1:], line)
    return Row(cells, line)


IMPORTER = Importer(__name__, __doc__, (".txt",), sniff, extract)
