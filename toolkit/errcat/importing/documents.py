"""Headings, tables, lists and prose -> tables of errors: what Markdown and HTML have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.importing.codes import looks_like_code, parse, unquoted
from errcat.importing.columns import field_of, is_field_name, is_header
from errcat.importing.extracting import (
    Cell,
    Changed,
    Doubt,
    Extract,
    Group,
    Row,
    Skipped,
    Table,
)
from errcat.importing.lifetimes import life_of

SECTION = 7


class Heading(NamedTuple):
    """A heading: its level from 1, and its text; `SECTION` is the level of a line in bold."""

    level: int
    text: str
    line: int


class Piece(NamedTuple):
    """A cell of a grid; merged cells stand in every place they cover."""

    text: str
    line: int
    merged: bool = False
    """Whether it is a copy of the cell to the left or above."""
    links: tuple[str, ...] = ()


class Grid(NamedTuple):
    """A table as it is written: rows of pieces, of which the first ones may be the header."""

    rows: tuple[tuple[Piece, ...], ...]
    headers: int
    line: int
    title: str = ""
    """Its caption."""


class Prose(NamedTuple):
    """A paragraph, an item of a list, or a block of code."""

    text: str
    line: int
    kind: str = "text"
    """text, item, code, or life: sentences that errcat generates."""


class Term(NamedTuple):
    """A term of a definition list, and what is said of it."""

    term: str
    text: str
    line: int


Block = Heading | Grid | Prose | Term

LINKS = "@links"
_PAIR = 2
_HEAD = re.compile(
    r"(?:error(?: code)?|code|fehler|erreur)?[\s:]*"
    r"(?P<code>\[?[`'\"*]*[^\s`'\"*,;:()\[\]]+[`'\"*]*\]?)"
    r"(?:\s*(?:[-\u2013\u2014:|.]|\))\s*|\s+|$)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
).fullmatch
_LABEL = re.compile(
    r"[*_]*([^:\uff1a\n*_]{2,40}?)[*_]*\s*[:\uff1a][*_]*\s*(.*)", re.DOTALL
).fullmatch
_ITEM = re.compile(
    r"(?P<code>`[^`\s]+`|[^\s`:]+)(?:\s*(?:[:\uff1a]|\s[-\u2013\u2014]|[-\u2013\u2014]\s)\s*|(?<=`)\s+)(?P<title>\S.*)",
    re.DOTALL,
).fullmatch


def extract(
    blocks: Sequence[Block], changes: Sequence[Changed] = (), *, detailed: bool = False
) -> Extract:
    """Return the errors of a document; *detailed* says that prose begins with the detail."""
    work = _Document(blocks, detailed=detailed)
    work.run()
    header: dict[str, str] = {}
    tops = [
        block for block in blocks if isinstance(block, Heading) and block.level == 1
    ]
    if len(tops) == 1 and not _coded(tops[0].text):
        header["title"] = tops[0].text
    tables = [*work.tables, *work.listed()]
    return Extract(
        tuple(tables), tuple(work.skipped), tuple(work.doubts), tuple(changes), header
    )


class _Document:
    """A document on its way to tables."""

    def __init__(self, blocks: Sequence[Block], *, detailed: bool) -> None:
        self._blocks = blocks
        self._detailed = detailed
        self._levels = set(_code_levels(blocks))
        self._above: list[Heading] = []
        self._record: _Record | None = None
        self._records: list[tuple[Row, Group | None]] = []
        self._terms: list[tuple[Row, Group | None]] = []
        self.tables: list[Table] = []
        self.skipped: list[Skipped] = []
        self.doubts: list[Doubt] = []

    def run(self) -> None:
        """Go through the blocks from first to last."""
        for block in self._blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Term):
                self._term(block)
            else:
                self._prose(block)
        self._end()

    def listed(self) -> Iterator[Table]:
        """Yield the tables of what stood under headings and in lists."""
        for rows in (self._records, self._terms):
            groups: dict[Group | None, list[Row]] = {}
            for row, group in rows:
                groups.setdefault(group, []).append(row)
            for group, members in groups.items():
                yield Table(
                    tuple(members),
                    group,
                    fields={n: n for r in members for n in r.cells},
                )

    def _group(self) -> Group | None:
        heads = [head for head in self._above if head.level > 1] or self._above
        return Group(heads[-1].text, heads[-1].line) if heads else None

    def _heading(self, block: Heading) -> None:
        record = self._record
        if block.level == SECTION and not record:
            self._prose(Prose(block.text, block.line))
            return
        if record and block.level > record.level:
            record.section(block)
            return
        self._end()
        self._above = [head for head in self._above if head.level < block.level]
        coded = _coded(block.text) if block.level in self._levels else None
        if coded:
            self._record = _Record(coded[0], coded[1], block)
        else:
            self._above.append(block)

    def _end(self) -> None:
        if self._record:
            self._records.append(
                (self._record.row(detailed=self._detailed), self._group())
            )
            self.skipped += self._record.skipped
        self._record = None

    def _prose(self, block: Prose) -> None:
        if self._record:
            self._record.prose(block)
            return
        match = _ITEM(block.text) if block.kind == "item" else None
        if match and looks_like_code(unquoted(match["code"])):
            cells = {
                "code": Cell(match["code"], block.line),
                "title": Cell(match["title"], block.line),
            }
            self._terms.append((Row(cells, block.line), self._group()))
        else:
            self.skipped.append(
                Skipped(block.line, block.text, "it is prose outside of an error")
            )

    def _term(self, block: Term) -> None:
        if self._record:
            self._record.prose(Prose(f"{block.term}: {block.text}", block.line, "item"))
            return
        coded = _coded(block.term)
        if not coded:
            self.skipped.append(Skipped(block.line, block.term, "not a code"))
            return
        cells = {"code": Cell(coded[0], block.line)}
        texts = [text for text in (coded[1], block.text) if text]
        for field, text in zip(("title", "description"), texts, strict=False):
            cells[field] = Cell(text, block.line)
        self._terms.append((Row(cells, block.line), self._group()))

    def _grid(self, grid: Grid) -> None:
        record = self._record
        if record and record.is_bare and _lists_codes(grid):
            self.skipped += record.outside()
            self._above.append(record.head)
            self._record = None
        elif record:
            record.grid(grid)
            return
        reading = _Grid(grid, self._group())
        self.tables += reading.tables()
        self.skipped += reading.skipped
        self.doubts += reading.doubts


# --- headings ----------------------------------------------------------------------------------


def _code_levels(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the levels of headings at which errors stand: most headings there begin with a code."""
    heads = [block for block in blocks if isinstance(block, Heading)]
    for level in {head.level for head in heads}:
        codes = [_coded(head.text) for head in heads if head.level == level]
        coded = [code for code in codes if code]
        if coded and len(coded) * 2 > len(codes):
            yield level


def _coded(text: str) -> tuple[str, str] | None:
    """Return the code that a heading begins with, and the rest; None if it begins with a word."""
    match = _HEAD(text.strip())
    if not match:
        return None
    marked = match["code"].strip("[]*").startswith("`")
    code = unquoted(match["code"].strip("[]")).rstrip(".")
    title = match["title"].strip()
    if title.endswith(")") and "(" not in title:
        title = title[:-1]
    code_like = marked or (looks_like_code(code) and _is_special(code, title))
    return (
        (code, title.strip("()") if title.startswith("(") else title)
        if code_like
        else None
    )


def _is_special(code: str, title: str) -> bool:
    """Tell whether a word is surely no word of a sentence: it has digits or joined parts."""
    if any(char.isdigit() for char in code):
        return not re.fullmatch(r"[0-9]{1,2}\.?|[0-9.]+\.[0-9.]*", code) or not title
    return "_" in code or (not title and (code.isupper() or "." in code or "-" in code))


class _Record:
    """An error whose heading is its code: what stands under it becomes its fields."""

    def __init__(self, code: str, title: str, head: Heading) -> None:
        self.head = head
        self.level = head.level
        self.skipped: list[Skipped] = []
        self._code = code
        self._line = head.line
        self._cells = {"code": Cell(code, head.line)}
        self._paragraphs: list[Prose] = []
        self._field = ""
        self._parts: dict[str, list[Prose]] = {}
        if title:
            self._cells["title"] = Cell(title, head.line)

    @property
    def is_bare(self) -> bool:
        """Whether the code is a word such as `API`, which may be a heading after all."""
        return self._code.isalpha()

    def outside(self) -> list[Skipped]:
        """Return what stands under a heading that is not an error after all."""
        reason = "it is prose outside of an error"
        texts = [Skipped(block.line, block.text, reason) for block in self._paragraphs]
        return [*texts, *self.skipped]

    def section(self, head: Heading) -> None:
        """Begin a part of the record: `Causes`, `Solution`; others are left out."""
        self._field = _field_of(head.text).replace("code?", "") or "-"
        if self._field == "-":
            self._skip(head.text, head.line, "section without a field")

    def _skip(self, what: str, line: int, reason: str) -> None:
        self.skipped.append(Skipped(line, what, f"{reason}, under {self._code}"))

    def prose(self, block: Prose) -> None:
        """Take a paragraph or an item of a list."""
        if block.kind == "life":
            for field, facts in life_of(block.text).items():
                self._cells[field] = Cell(facts, block.line)
        elif self._field == "-":
            self._skip(block.text, block.line, "part of a section without a field")
        elif block.kind == "code":
            self._skip(block.text, block.line, "a block of code")
        elif self._labelled(block):
            return
        elif self._field:
            self._parts.setdefault(self._field, []).append(block)
        else:
            self._paragraphs.append(block)

    def _labelled(self, block: Prose) -> bool:
        """Take `HTTP status: 404` for a field; with nothing behind the colon, a list follows."""
        match = _LABEL(block.text)
        field = _field_of(match[1]) if match else ""
        if match and field == "code?":
            field = "http_status" if re.match(r"[1-5][0-9]{2}\b", match[2]) else ""
        if match is None or not field or field == "code":
            return False
        if match[2].strip():
            self._cells.setdefault(field, Cell(match[2].strip(), block.line))
            self._field = "" if block.kind == "item" else self._field
        else:
            self._field = field
        return True

    def grid(self, grid: Grid) -> None:
        """Take a table of two columns, field and value; any other is left out."""
        pairs = [row for row in grid.rows if len(row) == _PAIR and _row_field(row)]
        if len(pairs) * 2 < len(grid.rows):
            self._skip("a table", grid.line, "it is no table of fields")
            return
        for name, value in pairs:
            field = _row_field((name, value))
            self._cells.setdefault(field, Cell(value.text, value.line))

    def row(self, *, detailed: bool) -> Row:
        """Return the error as a row; the first paragraph is the title if the heading has none."""
        for field, blocks in self._parts.items():
            texts = [block.text for block in blocks]
            many = field in ("causes", "solutions")
            self._cells.setdefault(
                field, Cell(texts if many else _joined(blocks), blocks[0].line)
            )
        rest = self._paragraphs
        if rest and "title" not in self._cells and rest[0].kind == "text":
            self._cells["title"] = Cell(rest[0].text, rest[0].line)
            rest = rest[1:]
        if rest and detailed and "detail" not in self._cells:
            self._cells["detail"] = Cell(_joined(rest), rest[0].line)
        elif rest:
            field = "description" if "description" not in self._cells else "detail"
            self._cells.setdefault(field, Cell(_joined(rest), rest[0].line))
        return Row(self._cells, self._line)


def _lists_codes(grid: Grid) -> bool:
    """Tell whether a table has rows below a header with a column for codes."""
    names = grid.rows[0] if grid.headers and len(grid.rows) > 1 else ()
    return any(is_field_name(piece.text, "code") for piece in names)


def _row_field(row: Sequence[Piece]) -> str:
    field = _field_of(row[0].text)
    if field == "code?":
        return "http_status" if re.match(r"[1-5][0-9]{2}\b", row[1].text) else ""
    return field


def _joined(blocks: Sequence[Prose]) -> str:
    """Return paragraphs and items as a catalog text."""
    parts: list[str] = []
    for at, block in enumerate(blocks):
        item = block.kind == "item"
        tight = item and at and blocks[at - 1].kind == "item"
        parts.append(("\n" if tight else "\n\n") if at else "")
        parts.append(f"- {' '.join(block.text.split())}" if item else block.text)
    return "".join(parts)


def _field_of(label: str) -> str:
    """Return the field that a label names, or an empty text."""
    return field_of(re.sub(r"[*_`]", "", label))


# --- tables ------------------------------------------------------------------------------------


class _Grid:
    """A table as it is written, on its way to rows."""

    def __init__(self, grid: Grid, group: Group | None) -> None:
        self._grid = grid
        self._group = (
            Group(grid.title, grid.line) if grid.title and not group else group
        )
        self.skipped: list[Skipped] = []
        self.doubts: list[Doubt] = []

    def tables(self) -> list[Table]:
        """Return the rows under each section of the table."""
        names, body = self._header()
        if not body:
            return []
        sections: dict[Group | None, list[Row]] = {}
        group, code = self._group, _code_column(names, body)
        digits = sum(row[0].text[:1].isdigit() for row in body) * 2 > len(body)
        for row in body:
            title = _section(row, code, numeric=digits)
            if title:
                group = Group(title, row[0].line)
            elif names and [p.text for p in row] == names:
                self._skip(row, "the header again")
            elif names and is_header(p.text for p in row) and _names_code(row, code):
                self._skip(row, "a second header")
            else:
                self._add(sections.setdefault(group, []), row, names, code)
        headed = bool(names)
        return [
            Table(tuple(rows), section, {LINKS: "links"}, headed=headed)
            for section, rows in sections.items()
        ]

    def _skip(self, row: Sequence[Piece], reason: str) -> None:
        text = " | ".join(piece.text for piece in row)
        self.skipped.append(Skipped(row[0].line, text, reason))

    def _header(self) -> tuple[list[str], list[tuple[Piece, ...]]]:
        """Return the names of the columns, empty without a header, and the rows below it."""
        rows = [row for row in self._grid.rows if any(piece.text for piece in row)]
        count = self._grid.headers
        heads = [
            row for row in self._grid.rows[:count] if any(piece.text for piece in row)
        ]
        body = rows[len(heads) :]
        named = [row for row in heads if is_header(piece.text for piece in row)]
        if not named and body and is_header(piece.text for piece in body[0]):
            for row in heads:
                self._skip(row, "it stands above the header")
            return _unique(body[0]), body[1:]
        if named:
            for row in heads:
                if row is not named[-1]:
                    self._skip(row, "a second header")
            return _unique(named[-1]), body
        if heads and body and not _is_data(heads[-1], body):
            return _unique(heads[-1]), body
        return [], [*heads, *body]

    def _add(
        self, rows: list[Row], row: Sequence[Piece], names: Sequence[str], code: int
    ) -> None:
        if rows and code >= 0 and code < len(row) and not row[code].text:
            self._continue(rows, row, names, code)
            return
        cells: dict[str, Cell] = {}
        for at, piece in enumerate(row):
            name = names[at] if at < len(names) else str(at)
            if at >= len(names) > 0 and piece.text:
                self.doubts.append(
                    Doubt(
                        piece.line,
                        row[0].text,
                        "boundary",
                        f"more cells than columns: '{piece.text}'",
                    )
                )
            cells[name] = Cell(piece.text, piece.line)
        links = [url for piece in row for url in piece.links]
        if links:
            cells[LINKS] = Cell(" ".join(dict.fromkeys(links)), row[0].line)
        rows.append(Row(cells, row[0].line))

    def _continue(
        self, rows: list[Row], row: Sequence[Piece], names: Sequence[str], code: int
    ) -> None:
        """Join a row without a code to the one above it."""
        cells = dict(rows[-1].cells)
        for at, piece in enumerate(row):
            name = names[at] if at < len(names) else str(at)
            held = cells.get(name)
            if piece.text and not piece.merged:
                text = (
                    f"{held.text}\n{piece.text}" if held and held.text else piece.text
                )
                cells[name] = Cell(text, held.line if held else piece.line)
        rows[-1] = Row(cells, rows[-1].line)
        above = cells[names[code] if code < len(names) else str(code)].text
        message = f"a row without a code was joined to {above}, above it"
        self.doubts.append(Doubt(row[0].line, above, "boundary", message))


def _unique(row: Sequence[Piece]) -> list[str]:
    names: list[str] = []
    for at, piece in enumerate(row):
        name = " ".join(piece.text.split()) or f"column {at + 1}"
        names.append(name if name not in names else f"{name} ({at + 1})")
    return names


def _code_column(names: Sequence[str], body: Sequence[Sequence[Piece]]) -> int:
    """Return where codes stand, as far as names or the form of the cells tell; -1 otherwise."""
    named = [at for at, name in enumerate(names) if is_field_name(name, "code")]
    sure = [
        at
        for at in named
        if names[at].lower().replace("*", "") not in ("status", "name")
    ]
    width = max(len(row) for row in body)
    places: list[int] = [*sure, *named, *range(width)]
    for at in places:
        cells = [row[at].text for row in body if at < len(row)]
        filled = [text for text in cells if text]
        least = 0.3 if at in sure else 0.5
        if filled and sum(map(_is_code, filled)) > len(filled) * least:
            return at
    return -1


def _is_code(text: str) -> bool:
    return looks_like_code(unquoted(text)) or bool(
        parse(text).codes and parse(text).codes[0].through
    )


def _names_code(row: Sequence[Piece], code: int) -> bool:
    """Tell whether a row has the name of a column where others have their code."""
    return not 0 <= code < len(row) or is_field_name(row[code].text)


def _section(row: Sequence[Piece], code: int, *, numeric: bool) -> str:
    """Return the title that a row over the whole width is; empty for a row of cells."""
    first = row[0]
    rest = row[1:]
    if not rest or not first.text or any(p.text and not p.merged for p in rest):
        return ""
    spread = all(piece.merged and piece.text == first.text for piece in rest)
    if spread or (not _is_code(first.text) and (code == 0 or numeric)):
        return first.text.strip("*_ ")
    return ""


def _is_data(head: Sequence[Piece], body: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether a header is a row of data in truth: it has a code where the others do."""
    for at, piece in enumerate(head):
        cells = [row[at].text for row in body if at < len(row)]
        coded = sum(looks_like_code(unquoted(text)) for text in cells)
        digits = any(char.isdigit() for char in piece.text) or "_" in piece.text
        if digits and looks_like_code(unquoted(piece.text)) and coded * 2 > len(cells):
            return True
    return False
