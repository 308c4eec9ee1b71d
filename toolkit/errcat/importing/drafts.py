"""Rows -> drafts of entries: cells become fields, and what cannot is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.importing.codes import NOTHING, Code, hyphened, parse
from errcat.importing.columns import GROUP, Guess, guess, is_field_name, is_header
from errcat.importing.extracting import (
    COMMENT,
    KEY,
    VALUE,
    Cell,
    Extract,
    Row,
    Table,
    Text,
    text_of,
)
from errcat.importing.reports import (
    GUESSED,
    LEFT_OUT,
    LIKELY,
    NORMALIZED,
    SURE,
    UNSURE,
    Note,
    counted,
)
from errcat.loading.ranges import span_codes
from errcat.loading.reading import is_list, is_mapping
from errcat.naming import NAME_LIMIT, is_name, screaming_snake


class Draft(NamedTuple):
    """An entry on its way into a catalog: its fields, and the line that each comes from."""

    code: str
    fields: Mapping[str, Cell]
    file: str
    line: int
    through: str = ""
    group: str = ""
    """What it stands under: a heading, a class, a module."""
    number: bool = False
    """Whether the source writes the code as a number."""
    commented: bool = False
    """Whether the title comes from a comment, which may say anything."""

    def text(self, field: str) -> str:
        """Return a field as text."""
        cell = self.fields.get(field)
        return cell.text if cell else ""


class Drafted(NamedTuple):
    """All that came out of one source."""

    drafts: tuple[Draft, ...]
    notes: tuple[Note, ...]
    rows: int


def drafted(source: Text, extract: Extract, given: Mapping[str, str]) -> Drafted:
    """Return the drafts of a source; *given* names columns by field."""
    work = _Drafting(source)
    for skipped in extract.skipped:
        work.note(
            LEFT_OUT, "source", skipped.line, f"{_cut(skipped.what)}: {skipped.reason}"
        )
    for doubt in extract.doubts:
        work.note(GUESSED, doubt.subject, doubt.line, doubt.message, doubt.code, UNSURE)
    for change in extract.changes:
        work.note(NORMALIZED, "text", change.line, change.message)
    groups = [_Guessed.of(tables, given) for tables in _alike(extract.tables)]
    sure = (group for group in groups if group.is_sure and group.code)
    shapes = {shape for group in sure for shape in group.shapes}
    for group in groups:
        if shapes and not group.is_sure and group.shapes.isdisjoint(shapes):
            work.leave(group)
        else:
            work.take(group)
    rows = sum(len(table.rows) for table in extract.tables)
    return Drafted(tuple(work.drafts), tuple(work.notes), rows)


class _Guessed(NamedTuple):
    """Tables with the same columns, the table that they make together, and its fields."""

    tables: Sequence[Table]
    table: Table
    guesses: Sequence[Guess]

    @classmethod
    def of(cls, tables: Sequence[Table], given: Mapping[str, str]) -> _Guessed:
        rows = tuple(row for table in tables for row in table.rows)
        table = tables[0]._replace(rows=rows)
        return cls(tables, table, guess(table, {} if table.exact else given))

    @property
    def code(self) -> Guess | None:
        return next((part for part in self.guesses if part.field == "code"), None)

    @property
    def is_sure(self) -> bool:
        """Whether the code does not depend on a guess from the name or content of a column."""
        plain = self.table.exact or not self.table.headed
        return plain or (self.code is not None and self.code.confidence == SURE)

    @property
    def shapes(self) -> set[str]:
        """Return what the codes look like: A-9 for E-101."""
        column = self.code.column if self.code else ""
        cells = [row.cells[column] for row in self.table.rows if column in row.cells]
        return {_shape(cell.text.strip("`*")) for cell in cells}


def _shape(code: str) -> str:
    letters = re.sub(r"[A-Za-z]+", "A", code)
    return re.sub(r"(?:A[_.-])+A", "A", re.sub(r"[0-9]+", "9", letters))


def _alike(tables: Sequence[Table]) -> list[list[Table]]:
    """Return the tables in groups with the same columns, whose fields are guessed together."""
    alike: list[tuple[set[str], list[Table]]] = []
    for table in tables:
        columns = {name for row in table.rows for name in row.cells}
        for known, group in alike:
            if _fits(table, columns, group[0], known):
                known.update(columns)
                group.append(table)
                break
        else:
            if columns:
                alike.append((columns, [table]))
    return [group for _, group in alike]


def _fits(table: Table, columns: set[str], other: Table, known: set[str]) -> bool:
    like = (table.exact, table.headed, table.fields) == (
        other.exact,
        other.headed,
        other.fields,
    )
    keyed = (KEY in columns, VALUE in columns) == (KEY in known, VALUE in known)
    return like and keyed and len(columns & known) * 2 >= len(columns | known)


def _only_wide_spans(table: Table, column: str) -> bool:
    """Tell whether all codes of a table are spans over many codes: then they are ranges."""
    widths = [
        parse(row.cells[column].text).codes for row in table.rows if column in row.cells
    ]
    spans = [codes[0] for codes in widths if codes and codes[0].through]
    return len(spans) == len(widths) > 1 and all(
        len(span_codes(span.code, span.through) or ()) >= _WIDE for span in spans
    )


_WIDE, _LINE = 50, 80


def _cut(text: str) -> str:
    """Return a text that a report shows, in quotes and on one line of moderate length."""
    line = " ".join(text.split())
    return f"'{line[:77]}...'" if len(line) > _LINE else f"'{line}'"


class _Drafting:
    """The drafts and notes of one source."""

    def __init__(self, source: Text) -> None:
        self._file = source.file
        self._remarks: list[Cell] = []
        self.drafts: list[Draft] = []
        self.notes: list[Note] = []

    def note(
        self,
        kind: str,
        subject: str,
        line: int,
        message: str,
        code: str = "",
        confidence: str = SURE,
    ) -> None:
        self.notes.append(
            Note(kind, subject, message, self._file, line, code, confidence)
        )

    def leave(self, group: _Guessed) -> None:
        """List tables whose codes look like nothing that other tables call a code."""
        code = group.code
        if code is None:
            self._no_code(group.table)
            return
        rows = counted(len(group.table.rows), "row")
        column = _shown_column(code.column)
        message = (
            f"{rows}: {column} does not look like the codes of the other tables"
            f"; read it alone with --map code={code.column}"
        )
        self.note(LEFT_OUT, "table", group.table.rows[0].line, message)

    def take(self, group: _Guessed) -> None:
        """Turn the rows of tables with the same columns into drafts."""
        tables, table, guesses = group
        by_field = {part.field: part.column for part in guesses if part.field}
        if table.exact:
            by_field |= {c: c for row in table.rows for c in row.cells}
        if "code" not in by_field:
            self._no_code(table)
            return
        if not table.exact:
            self._note_columns(table, guesses)
        column = by_field.pop("code")
        hyphens = hyphened(
            row.cells[column].text for row in table.rows if column in row.cells
        )
        if not table.exact and _only_wide_spans(table, column):
            message = (
                f"{counted(len(table.rows), 'row')}: a table of ranges, not of errors"
            )
            self.note(LEFT_OUT, "table", table.rows[0].line, message)
            return
        for part in tables:
            for row in part.rows:
                self._row(part, row, column, by_field, hyphens=hyphens)
        self._note_remarks()

    def _no_code(self, table: Table) -> None:
        line = table.rows[0].line
        names = ", ".join(
            dict.fromkeys(name for row in table.rows for name in row.cells)
        )
        message = f"{counted(len(table.rows), 'row')}: no column holds codes (columns: {names})"
        self.note(LEFT_OUT, "table", line, f"{message}; name it with --map code=COLUMN")

    def _note_columns(self, table: Table, guesses: Sequence[Guess]) -> None:
        for column_guess in guesses:
            line = next(
                (row.line for row in table.rows if column_guess.column in row.cells), 0
            )
            column = _shown_column(column_guess.column)
            if column_guess.field and column_guess.column not in table.fields:
                message = f"{column} read as `{column_guess.field}`"
                self.note(
                    GUESSED, "fields", line, message, confidence=column_guess.confidence
                )
            elif not column_guess.field and column_guess.column not in table.fields:
                self._leave_column(table, column_guess, column)

    def _leave_column(self, table: Table, guess: Guess, column: str) -> None:
        cells = [
            row.cells[guess.column] for row in table.rows if guess.column in row.cells
        ]
        filled = [cell for cell in cells if cell.text]
        if filled:
            message = f"{column} in {counted(len(filled), 'row')}: {guess.reason}"
            self.note(LEFT_OUT, "column", filled[0].line, message)

    def _note_remarks(self) -> None:
        if self._remarks:
            first = self._remarks[0]
            number = counted(len(self._remarks), "comment")
            message = f"{number} for maintainers, such as {_cut(first.text)}: no title"
            self.note(LEFT_OUT, "comment", first.line, message)
        self._remarks = []

    def _row(
        self,
        table: Table,
        row: Row,
        column: str,
        by_field: Mapping[str, str],
        *,
        hyphens: bool,
    ) -> None:
        cell = row.cells.get(column)
        content = " | ".join(other.text for other in row.cells.values())
        if cell is None:
            self.note(LEFT_OUT, "row", row.line, f"{_cut(content)}: it has no code")
            return
        texts = [other.text for other in row.cells.values()]
        headed = table.headed and column not in table.fields
        if headed and is_field_name(cell.text) and is_header(texts):
            self.note(LEFT_OUT, "row", row.line, f"{_cut(content)}: the header again")
            return
        if table.exact:
            codes = parse_exact(row, cell)
        else:
            parsed = parse(cell.text, hyphens=hyphens)
            codes = parsed.codes
            if not codes:
                self.note(
                    LEFT_OUT, "row", row.line, f"{_cut(content)}: {parsed.reason}"
                )
                return
            self._note_codes(cell, codes)
        fields = self._fields(table, row, by_field, codes[0].code)
        remark = row.cells.get(COMMENT) if COMMENT in table.fields else None
        title_line = fields["title"].line if "title" in fields else 0
        commented = remark is not None and remark.line == title_line
        group = fields.pop(GROUP, None)
        title = group.text if group else (table.group.title if table.group else "")
        for code in codes:
            self.drafts.append(
                Draft(
                    code.code,
                    dict(fields),
                    self._file,
                    row.line,
                    code.through,
                    title,
                    isinstance(cell.data, int),
                    commented,
                )
            )

    def _note_codes(self, cell: Cell, codes: tuple[Code, ...]) -> None:
        if codes[0].through:
            message = f"'{cell.text}' read as a span: `through` {codes[0].through}"
            self.note(GUESSED, "code", cell.line, message, codes[0].code, LIKELY)
        elif len(codes) > 1:
            message = f"'{cell.text}' read as {len(codes)} codes with the same texts"
            self.note(GUESSED, "code", cell.line, message, codes[0].code, LIKELY)

    def _fields(
        self, table: Table, row: Row, by_field: Mapping[str, str], code: str
    ) -> dict[str, Cell]:
        fields: dict[str, Cell] = {}
        for field, column in by_field.items():
            cell = row.cells.get(column)
            if cell is None:
                continue
            if table.exact:
                if field not in ("code", "through"):
                    fields[field] = cell
                continue
            if column == COMMENT and column in table.fields:
                alone = field == "description" and _WORD(cell.text.strip())
                if alone or _is_remark(cell.text):
                    self._remarks.append(cell)
                    continue
            for name, value in self._converted(field, cell, code):
                fields[name] = Cell(value, cell.line)
        if not table.exact:
            remark = by_field.get("description") == COMMENT and COMMENT in table.fields
            self._promote(fields, code, row.line, remark=remark)
        return fields

    def _promote(
        self, fields: dict[str, Cell], code: str, line: int, *, remark: bool
    ) -> None:
        """Make the one text of a row without a title its title; a *remark* is a comment."""
        if "title" in fields:
            return
        for field in ("detail", "description"):
            text = fields[field].text if field in fields else ""
            if text and "\n" not in text and not (remark and _is_remark(text)):
                fields["title"] = fields.pop(field)
                message = f"the row has no title; its `{field}` became the title"
                self.note(GUESSED, "title", line, message, code, LIKELY)
                return

    def _converted(
        self, field: str, cell: Cell, code: str
    ) -> Iterator[tuple[str, Any]]:
        """Yield what a cell gives: a field and its value, unless it says nothing."""
        if cell.data is None or not cell.text:
            return
        if cell.text.casefold() in NOTHING and field != "retry":
            message = f"`{field}` '{cell.text}' taken for no value"
            self.note(NORMALIZED, "text", cell.line, message, code)
            return
        convert = _CONVERTERS.get(field, _text)
        value, problem = convert(cell)
        if problem:
            kind = LEFT_OUT if value is None else NORMALIZED
            shown = (
                _cut(cell.text) if kind == LEFT_OUT or field not in _LONG else "text"
            )
            self.note(kind, field, cell.line, f"`{field}` {shown}: {problem}", code)
        if value is not None:
            yield field, value


_REMARK = re.compile(
    r"@?(?:deprecated|internal|legacy|obsolete|old|removed|reserved|temporary|unused)[.!]?"
    r"|(?:todo|fixme|xxx|hack)\b.*",
    re.IGNORECASE | re.DOTALL,
).fullmatch


_WORD = re.compile(r"[^\s.!]+").fullmatch


def _is_remark(comment: str) -> bool:
    """Tell whether a comment is no text of an error: one such as `legacy`, or a to-do."""
    return _REMARK(comment.strip()) is not None


_LONG = frozenset(("title", "detail", "description", "causes", "solutions"))


def parse_exact(row: Row, cell: Cell) -> tuple[Code, ...]:
    """Return the code of a row of an errcat file, with the end of its span."""
    through = row.cells.get("through")
    return (Code(cell.text, through.text if through else ""),)


def _shown_column(column: str) -> str:
    names = {KEY: "the keys", VALUE: "the values"}
    return names.get(column, f"column '{column}'")


# --- values ------------------------------------------------------------------------------------

Converted = tuple[Any, str]
"""A value, None where there is none, and what was changed or is wrong."""


def _text(cell: Cell) -> Converted:
    return text_of(cell.data).strip(), ""


def _line(cell: Cell) -> Converted:
    text = text_of(cell.data).strip()
    line = " ".join(text.split())
    broken = "\n" in text
    return line, (
        "line breaks became spaces"
        if broken
        else ("white space became single spaces" if line != text else "")
    )


def _paragraphs(cell: Cell) -> Converted:
    text = text_of(cell.data)
    lines = [line.strip() for line in text.strip().split("\n")]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return joined, (
        "white space at line ends was removed" if joined != text.strip() else ""
    )


_ITEM = re.compile(r"\s*(?:[-*\u2022]|[0-9]+[.)])\s+")


def _texts(cell: Cell) -> Converted:
    if is_list(cell.data):
        items = [" ".join(text_of(item).split()) for item in cell.data]
        return [item for item in items if item] or None, ""
    lines = [line for line in text_of(cell.data).split("\n") if line.strip()]
    if len(lines) > 1 and all(map(_ITEM.match, lines)):
        return [_ITEM.sub("", line, count=1).strip() for line in lines], ""
    return [" ".join(text_of(cell.data).split())], ""


def _name(cell: Cell) -> Converted:
    text = cell.text
    if is_name(text):
        return text, ""
    name = screaming_snake(text)
    if is_name(name):
        return name, f"became {name}"
    if len(name) > NAME_LIMIT:
        return None, f"a name has at most {NAME_LIMIT} characters"
    return None, "it cannot be a name"


_STATUSES = re.compile(r"(?<![0-9])[1-5][0-9]{2}(?![0-9])")


def _statuses(cell: Cell) -> Converted:
    statuses = [int(text) for text in dict.fromkeys(_STATUSES.findall(cell.text))]
    if not statuses:
        return None, "an HTTP status is a number from 100 to 599"
    bare = re.fullmatch(r"[0-9,;/|\s]+|[0-9]+\s*(?:or|and)\s*[0-9]+", cell.text)
    value: Any = statuses[0] if len(statuses) == 1 else statuses
    return value, "" if bare else f"became {', '.join(map(str, statuses))}"


_SEVERITIES = {
    "error": "error err fatal critical crit severe emerg emergency alert high major blocker e",
    "warning": "warning warn medium moderate minor w",
    "info": "info information informational notice debug trace low hint i",
}
_FAULTS = {
    "caller": "caller client user request consumer",
    "account": "account customer",
    "service": "service server internal system provider",
    "upstream": "upstream third-party external carrier partner",
}
_RETRIES = {
    "backoff": "backoff true yes y retryable retriable with-a-backoff",
    "never": "never false no n",
    "after_fix": "after_fix after-a-fix",
    "after_delay": "after_delay after-a-delay",
}
_AUDIENCES = {
    "public": "public external",
    "partner": "partner",
    "internal": "internal private",
}


def _choice(choices: Mapping[str, str]) -> Callable[[Cell], Converted]:
    """Return a converter of words to the values of a field."""
    values = {word: value for value, words in choices.items() for word in words.split()}

    def convert(cell: Cell) -> Converted:
        value = values.get(cell.text.casefold().replace(" ", "-"))
        if value is None:
            return None, f"not one of {', '.join(choices)}"
        return value, "" if value == cell.text else f"became {value}"

    return convert


def _retry(cell: Cell) -> Converted:
    match = re.fullmatch(r"(.*?)\s*\((P[0-9A-Z.]+)\)", cell.text)
    value, problem = _choice(_RETRIES)(Cell(match[1], cell.line) if match else cell)
    if match and value == "after_delay":
        return {"when": value, "after": match[2]}, ""
    return value, problem


def _tags(cell: Cell) -> Converted:
    data = cell.data
    items: list[Any] = data if is_list(data) else re.split(r"\s*[,;]\s*", cell.text)
    return [text for item in items if (text := text_of(item).strip(" `"))], ""


def _links(cell: Cell) -> Converted:
    urls = re.findall(r"https?://[^\s<>()\"']+", cell.text)
    if not urls:
        return None, "it contains no https address"
    return [{"url": url} for url in urls], ""


def _aliases(cell: Cell) -> Converted:
    names = [text for text in re.split(r"[,;\s]+", cell.text) if is_name(text)]
    return names or None, "" if names else "it contains no names"


def _deprecated(cell: Cell) -> Converted:
    if is_mapping(cell.data):
        return dict(cell.data), ""
    word = cell.text.casefold()
    if word in ("false", "no", "0"):
        return None, ""
    if word in ("true", "yes", "1", "deprecated"):
        return {"reason": "marked as deprecated in its source"}, "became a reason"
    return {"reason": " ".join(cell.text.split())}, ""


_CONVERTERS: dict[str, Callable[[Cell], Converted]] = {
    "name": _name,
    "title": _line,
    "detail": _paragraphs,
    "description": _paragraphs,
    "notes": _paragraphs,
    "causes": _texts,
    "solutions": _texts,
    "http_status": _statuses,
    "severity": _choice(_SEVERITIES),
    "fault": _choice(_FAULTS),
    "retry": _retry,
    "audience": _choice(_AUDIENCES),
    "tags": _tags,
    "links": _links,
    "aliases": _aliases,
    "deprecated": _deprecated,
    "retired": _deprecated,
    GROUP: _line,
}
