"""Plain text: lines that begin with a code, and tables that lost their separators when copied.

`10001Inactive numberThe number is inactive.` is code, title and detail; a line such as
`CodeTitleDetail` names the columns. Boundaries that are not sure are listed in the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from errcat.importing.columns import field_of, is_field_name
from errcat.importing.extracting import (
    Cell,
    Doubt,
    Extract,
    Group,
    Importer,
    Row,
    Skipped,
    Table,
    Text,
    listed,
)
from errcat.importing.gluing import Page, column_names, sentence_ends

_SHAPES = (
    r"[0-9]{3,12}",
    r"[A-Z]{1,12}[-_.]?[0-9]{1,12}",
    r"[A-Z]{1,12}(?:-[A-Z0-9]+)*-[0-9]{1,12}",
    r"(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![a-z])|[A-Z]{4,}(?=[A-Z][a-z]))",
    r"(?:[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+|[a-z]{4,}(?=[A-Z]))",
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+",
    r"[0-9]{1,2}(?=[A-Z])",
)
_MOST, _LEAST_ROWS = 0.3, 2
_SEPARATED = re.compile(
    r"[ \t]*(?:[:\uff1a|\u2013\u2014=]|-(?=\s)|\t)[ \t]*|[ \t]+"
).match
_USUAL = frozenset(
    listed(
        "400 401 402 403 404 405 406 408 409 410 412 413 415 422 423 424 429 500 501 502 503 504"
    )
)
_STATUS = re.compile(r"(?<![0-9])[1-5][0-9]{2}(?![0-9])")
_UNKNOWN = "?"
_TEXTS = ("title", "detail", "description", "causes", "solutions", "notes", _UNKNOWN)
_LABEL = re.compile(r"\s*\*?([A-Za-z][A-Za-z ]{2,30}):\s*(\S.*)").fullmatch
_LABELLED = frozenset(
    ("causes", "solutions", "description", "detail", "http_status", "severity")
)
_SHORT = 8
_HALF = 0.5
_LINE, _END = 60, 28
_LONG_CODE = 6
_NEAR = 50
"""How many rows before and behind one are compared with it."""
_SEVERITY = re.compile(
    r"(?i:error|warning|warn|info|critical|fatal|notice|debug|high|medium|low)(?=[A-Z])"
).match
_STATUS_FIRST = re.compile(r"[1-5][0-9]{2}(?=[A-Za-z ])").match


class _Coded(NamedTuple):
    """A row: its code, the rest of its text, its line, and what it stands under."""

    code: str
    rest: str
    line: int
    group: Group | None
    separated: bool


def sniff(text: Text) -> float:
    """Tell how much a text looks like rows that begin with a code."""
    lines = [line for line in text.text[:16384].split("\n") if line.strip()][:200]
    if not lines:
        return 0
    if any(len(_header(line)) > 1 for line in lines[:50]):
        return 0.62
    shape = _shape(lines)
    if not shape:
        return 0.4 if _runs(text.text) else 0
    share = sum(
        re.match(rf"(?>{shape})(?![,;\t|])", line) is not None for line in lines
    ) / len(lines)
    return 0.32 + 0.2 * share if share > _MOST else 0.16


def extract(text: Text) -> Extract:
    """Return the rows of a page, and the boundaries that are not sure."""
    return _Reading(text).extract()


def _column_fields(names: Sequence[str]) -> list[str]:
    """Return the fields of columns; beside a code, `status code` is an HTTP status."""
    fields = [field_of(name) for name in names]
    coded = "code" in fields
    return [
        (
            "http_status"
            if coded and field == "code?" and "status" in name.lower()
            else field
        )
        for field, name in zip(fields, names, strict=True)
    ]


def _header(line: str) -> list[str]:
    names = column_names(line, is_field_name)
    return (
        names if len(names) > 1 and any(is_field_name(n, "code") for n in names) else []
    )


def _shape(lines: Sequence[str]) -> str:
    """Return the form of the codes that most lines begin with; empty if few do."""
    counts = {shape: _starts(shape, lines) for shape in _SHAPES}
    best = max(counts, key=lambda shape: counts[shape])
    enough = (
        counts[best] >= min(_LEAST_ROWS, len(lines))
        and counts[best] >= len(lines) * 0.1
    )
    return best if enough else ""


def _starts(shape: str, lines: Sequence[str]) -> int:
    return sum(re.match(shape, line) is not None for line in lines)


def _is_bare(row: _Coded) -> bool:
    """Tell whether a code stands alone on its line, with its cells below."""
    return row.rest.startswith("\n")


def _runs(text: str) -> str:
    """Return the form of codes inside of a text whose rows follow one another without a break."""
    for shape in (r"[0-9]{4,6}", r"[A-Z]{1,8}[-_]?[0-9]{2,6}"):
        codes = re.findall(rf"(?:^|(?<=[a-z.!?)]))({shape})(?=[A-Z])", text)
        widths = Counter(map(len, codes))
        if len(codes) >= _LEAST_ROWS and widths.most_common(1)[0][1] * 2 > len(codes):
            return shape
    return ""


class _Reading:
    """A page on its way to rows."""

    def __init__(self, text: Text) -> None:
        self._lines = text.text.split("\n")
        self._first = next(
            (n for n, line in enumerate(self._lines, 1) if line.strip()), 0
        )
        """The first line that is not empty."""
        self._starts = [0, *(m.end() for m in re.finditer("\n", text.text))]
        self._names: list[str] = []
        self._skipped: list[Skipped] = []
        self._doubts: list[Doubt] = []
        self._group: Group | None = None

    def extract(self) -> Extract:
        names = self._stacked_names()
        first = list(self._rows())
        stacked = sum(_is_bare(row) for row in first) * 2 > len(first)
        self._names = self._names or (names if stacked else [])
        rows = list(self._separate(first))
        fields = self._fields(rows)
        page = Page([row.rest for row in rows if not row.separated])
        texts = [field for field in fields if field in _TEXTS]
        if not self._names and page.share < _HALF and not stacked:
            fields = [field for field in fields if field != "detail"]
            texts = ["title"]
        groups: dict[Group | None, list[Row]] = {}
        for row in rows:
            cells = self._cells(row, fields, texts, page)
            groups.setdefault(row.group, []).append(Row(cells, row.line))
        tables = tuple(
            Table(tuple(table_rows), group, {n: n for r in table_rows for n in r.cells})
            for group, table_rows in groups.items()
        )
        header = {"title": self._title} if self._title else {}
        return Extract(tables, tuple(self._skipped), tuple(self._doubts), header=header)

    # --- rows ----------------------------------------------------------------------------------

    def _stacked_names(self) -> list[str]:
        """Return the names of columns that stand one a line above cells that do so, too."""
        names: list[str] = []
        for line in filter(str.strip, self._lines):
            if not is_field_name(line.strip()):
                break
            names.append(line.strip())
        stacked = len(names) > 1 and any(is_field_name(name, "code") for name in names)
        return names if stacked else []

    def _rows(self) -> Iterator[_Coded]:
        """Yield the rows with their code still at the head of the rest."""
        bare = [line for line in self._lines if line.strip() and not _header(line)]
        shape = self._led(_shape(bare), bare)
        inside = _runs("\n".join(self._lines))
        if inside and (
            not shape or _starts(shape, bare) * 2 < len(self._inside(inside))
        ):
            yield from self._run_together(inside)
            return
        if not shape:
            for number, line in enumerate(self._lines, 1):
                self._skip(line, number)
            return
        held: list[str] = []
        start = 0
        for number, line in enumerate(self._lines, 1):
            names = _header(line)
            if re.match(shape, line) and not names:
                yield from self._row(held, start, shape)
                held, start = [line], number
            elif names:
                yield from self._row(self._headed(held, number, names), start, shape)
                held, start = [], 0
            elif held and not self._is_heading(number, held, shape):
                self._doubt_joined(held, line, number, shape)
                held.append(line)
            elif line.strip():
                yield from self._row(held, start, shape)
                held, start = [], 0
                self._take_heading(line, number)
        yield from self._row(held, start, shape)

    def _led(self, shape: str, lines: Sequence[str]) -> str:
        """Return a form of codes that have the HTTP status before them, where a header says so."""
        headers = (header for line in self._lines if (header := _header(line)))
        names = next(headers, list[str]())
        fields = _column_fields(names)[:2]
        if fields != ["http_status", "code"]:
            return shape
        stripped = [line[3:].lstrip() for line in lines if _STATUS_FIRST(line)]
        return rf"[1-5][0-9]{{2}}\s?{_shape(stripped)}" if stripped else shape

    def _inside(self, shape: str) -> list[str]:
        return re.findall(
            rf"(?:^|(?<=[a-z.!?)]))({shape})(?=[A-Z])", "\n".join(self._lines)
        )

    def _skip(self, line: str, number: int) -> None:
        if line.strip():
            self._skipped.append(Skipped(number, line, "it begins with no code"))

    def _take_heading(self, line: str, number: int) -> None:
        """Take a line before rows for their heading, if rows have been seen or it is short."""
        short = len(line.split()) <= _SHORT and not line.rstrip().endswith(
            (".", ":", ",")
        )
        if is_field_name(line.strip()):
            self._skip(line, number)
        elif short and number == self._first:
            self._title = line.strip("# \t")
        elif short:
            self._group = Group(line.strip("# \t"), number)
        else:
            self._skip(line, number)

    def _headed(self, held: list[str], number: int, names: list[str]) -> list[str]:
        """Take a line with names of columns, and the heading just above it."""
        again = " and again" if self._names else ""
        self._names = self._names or names
        if again:
            self._skipped.append(
                Skipped(number, self._lines[number - 1], "the header again")
            )
        while held and not held[-1].strip():
            held.pop()
        blank = number > 1 and len(held) > 1 and not held[-1].rstrip().endswith(".")
        if blank and len(held[-1].split()) <= _SHORT:
            self._after = Group(held.pop().strip(), number - 1)
        return held

    _after: Group | None = None
    _title = ""
    _implied = False
    """Whether codes are followed by statuses without a header that says so."""

    def _doubt_joined(
        self, held: Sequence[str], line: str, number: int, shape: str
    ) -> None:
        """Note a line that is taken for more of the row above, though that had ended."""
        label = _LABEL(line)
        bullet = line.lstrip().startswith(("-", "*", "\u2022")) or (
            label is not None and field_of(label[1]) in _LABELLED
        )
        if line.strip() and not bullet and held[-1].rstrip().endswith((".", "!")):
            match = re.match(shape, held[0])
            code = match[0] if match else ""
            message = (
                f"'{_short(line)}' begins with no code; joined to {code}, above it"
            )
            self._doubts.append(Doubt(number, code, "boundary", message))

    def _is_heading(self, number: int, held: Sequence[str], shape: str) -> bool:
        """Tell whether a line between blank lines, with a row below, is no part of the row above."""
        line = self._lines[number - 1].strip()
        if not line or held[-1].strip() or line.startswith(("-", "*", "\u2022")):
            return False
        at = next(
            (n for n in range(number, len(self._lines)) if self._lines[n].strip()), -1
        )
        below = [self._lines[at]] if at >= 0 else []
        next_ = bool(below) and bool(re.match(shape, below[0]) or _header(below[0]))
        return (
            next_ and len(line.split()) <= _SHORT and not line.endswith((".", ":", ","))
        )

    def _row(self, held: Sequence[str], start: int, shape: str) -> Iterator[_Coded]:
        if held:
            text = "\n".join(held).strip()
            match = re.match(shape, text)
            code = match[0] if match else ""
            yield _Coded(code, text[len(code) :], start, self._group, False)
        if self._after:
            self._group, self._after = self._after, None

    def _run_together(self, shape: str) -> Iterator[_Coded]:
        """Yield the rows of a text in which they follow one another without a break."""
        text = "\n".join(self._lines)
        matches = list(
            re.finditer(
                rf"(?:^|(?<=[a-z.!?)]))(?:{shape})(?=[A-Z])", text, re.MULTILINE
            )
        )
        width = Counter(len(m[0]) for m in matches).most_common(1)[0][0]
        starts = [m for m in matches if len(m[0]) == width]
        head = text[: starts[0].start()].strip()
        if head:
            names = _header(head.split("\n")[-1])
            self._names = names
            rest = head.split("\n")[: -1 if names else None]
            for number, left in enumerate(rest, 1):
                self._skip(left, number)
        for match in matches:
            if match not in starts:
                line = bisect_right(self._starts, match.start())
                message = f"'{match[0]}' may be a code; it has not {width} characters"
                self._doubts.append(Doubt(line, match[0], "boundary", message))
        for at, match in enumerate(starts):
            end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
            line = bisect_right(self._starts, match.start())
            yield _Coded(match[0], text[match.end() : end].strip(), line, None, False)

    # --- codes ---------------------------------------------------------------------------------

    def _separate(self, rows: Sequence[_Coded]) -> Iterator[_Coded]:
        """Yield the rows with their code cut as the others are, and without a separator."""
        width = Counter(len(row.code) for row in rows).most_common(1)
        if _column_fields(self._names)[:2] == ["http_status", "code"]:
            yield from (self._without_status(row) for row in rows)
            return
        statused = self._status_behind_code(rows)
        usual = width[0][0] if width else 0
        for at, row in enumerate(rows):
            code, rest = row.code, row.rest
            if statused and re.fullmatch(r".+?[1-5][0-9]{2}", code):
                code, rest = code[:-3], code[-3:] + rest
            elif len(code) > usual and code.isdigit():
                code, rest = self._shorter(rows, at, usual)
            elif code[-1:] in "AI" and rest[:1] == " " and not code[-2:-1].isdigit():
                code, rest = code[:-1], code[-1] + rest
                self._doubt(row, code, f"'{code}' and '{rest[:20]}'")
            match = _SEPARATED(rest) if rest else None
            separated = match is not None and bool(match[0])
            if match and separated:
                rest = rest[match.end() :]
            yield row._replace(code=code, rest=rest, separated=separated)

    @staticmethod
    def _without_status(row: _Coded) -> _Coded:
        """Return a row whose status stands before its code with the status before its text."""
        if not _STATUS_FIRST(row.code):
            return row
        return row._replace(
            code=row.code[3:].lstrip(), rest=row.code[:3] + row.rest.lstrip()
        )

    def _doubt(self, row: _Coded, code: str, message: str) -> None:
        self._doubts.append(
            Doubt(row.line, code, "boundary", f"code and text parted as {message}")
        )

    def _status_behind_code(self, rows: Sequence[_Coded]) -> bool:
        """Tell whether an HTTP status follows the code: a column says so, or all rows look so."""
        fields = _column_fields(self._names)
        ended = [
            row.code for row in rows if re.fullmatch(r".+?[1-5][0-9]{2}", row.code)
        ]
        if fields:
            behind = fields[0] in ("code", "code?") and fields[1:2] == ["http_status"]
            return behind and len(ended) * 2 > len(rows)
        shorter = {code[:-3] for code in ended}
        all_usual = all(
            code[-3:] in _USUAL and len(code) >= _LONG_CODE for code in ended
        )
        plausible = all_usual and len(shorter) == len(ended) == len(rows) > len(
            {c[-3:] for c in ended}
        )
        if plausible:
            self._implied = True
            message = (
                "no header; the last three digits of the codes taken for HTTP statuses"
            )
            self._doubts.append(Doubt(rows[0].line, rows[0].code, "boundary", message))
        return plausible

    def _shorter(self, rows: Sequence[_Coded], at: int, usual: int) -> tuple[str, str]:
        """Return a code with more digits than usual, or the usual ones and a text with a digit."""
        row = rows[at]
        near = rows[max(0, at - _NEAR) : at + _NEAR]
        middle = min(at, _NEAR)
        before = [r.code for r in near[:middle] if len(r.code) == usual][-1:]
        after = [r.code for r in near[middle + 1 :] if len(r.code) == usual][:1]
        cut = row.code[:usual]
        longer = sum(len(r.code) == len(row.code) for r in near)
        fits = (not before or before[0] <= cut) and (not after or cut <= after[0])
        if fits and longer * 5 < max(len(near), 5):
            rest = row.code[usual:] + row.rest
            self._doubt(row, cut, f"'{cut}' and '{rest[:20]}'")
            return cut, rest
        return row.code, row.rest

    # --- cells ---------------------------------------------------------------------------------

    def _fields(self, rows: Sequence[_Coded]) -> list[str]:
        """Return the fields behind the code, in the order of the columns."""
        behind = [
            self._settled(field) or _UNKNOWN for field in _column_fields(self._names)
        ]
        if not behind:
            return (
                ["http_status", "title", "detail"]
                if self._implied
                else ["title", "detail"]
            )
        for name, field in list(zip(self._names, behind, strict=True))[1:]:
            if field == "code" and rows:
                reason = "its column cannot be parted from the next one; parts of it are in texts"
                self._doubts.append(
                    Doubt(rows[0].line, "", "boundary", f"'{name}': {reason}")
                )
        fields = [field for field in behind if field != "code"]
        texts = [field for field in fields if field in _TEXTS and field != _UNKNOWN]
        if texts and "title" not in texts:  # one text per error is the title
            fields[fields.index(texts[0])] = "title"
        return list(dict.fromkeys(fields))

    @staticmethod
    def _settled(field: str) -> str:
        return "code" if field == "code?" else ("title" if field == "name" else field)

    def _cells(
        self, row: _Coded, fields: Sequence[str], texts: Sequence[str], page: Page
    ) -> dict[str, Cell]:
        cells = {"code": Cell(row.code, row.line)}
        rest = row.rest
        if "http_status" in fields:
            rest = self._status(row, rest, fields, cells)
            if "title" in cells:
                return cells
        severity = _SEVERITY(rest) if "severity" in fields else None
        if severity and fields.index("severity") < fields.index(
            texts[0] if texts else fields[-1]
        ):
            cells["severity"] = Cell(severity[0], row.line)
            rest = rest[severity.end() :]
        rest = self._labelled(row, rest, cells)
        parts = self._parts(row, rest, len(texts), page)
        for field, part in zip(texts, parts, strict=False):
            if part and field != _UNKNOWN:
                cells[field] = Cell(part, row.line)
            elif part:
                self._skipped.append(Skipped(row.line, part, "its column is not known"))
        return cells

    @staticmethod
    def _labelled(row: _Coded, rest: str, cells: dict[str, Cell]) -> str:
        """Take lines such as `Action: Try again` out of a row; what follows them belongs to them."""
        kept: list[str] = []
        field = ""
        for at, line in enumerate(rest.split("\n")):
            match = _LABEL(line) if at else None
            label = field_of(match[1]) if match else ""
            if match and label in _LABELLED:
                field = label
                cells[field] = Cell(match[2], row.line + at)
            elif field and line.strip():
                cells[field] = Cell(
                    f"{cells[field].data}\n{line.strip()}", cells[field].line
                )
            elif not field:
                kept.append(line)
        return "\n".join(kept)

    def _status(
        self, row: _Coded, rest: str, fields: Sequence[str], cells: dict[str, Cell]
    ) -> str:
        """Take the HTTP status out of a row: before, behind or between its texts."""
        place = fields.index("http_status")
        statuses = list(_STATUS.finditer(rest))
        first = [m for m in statuses if not m.start()]
        last = [m for m in statuses if m.end() == len(rest.rstrip())]
        if place == 0 and first:
            cells["http_status"] = Cell(first[0][0], row.line)
            return rest[first[0].end() :].strip()
        if place == len(fields) - 1 and last:
            cells["http_status"] = Cell(last[0][0], row.line)
            return rest[: last[0].start()].strip()
        glued = [
            m for m in statuses if rest[m.start() - 1 : m.start()] not in ("", " ")
        ]
        if 0 < place < len(fields) - 1 and len(glued) == 1:
            match = glued[0]
            cells["http_status"] = Cell(match[0], row.line)
            before, after = rest[: match.start()].strip(), rest[match.end() :].strip()
            cells[fields[place - 1]] = Cell(before, row.line)
            if after:
                cells[fields[place + 1]] = Cell(after, row.line)
            return ""
        self._doubts.append(
            Doubt(row.line, row.code, "boundary", "no HTTP status found")
        )
        return rest

    def _parts(self, row: _Coded, rest: str, count: int, page: Page) -> list[str]:
        """Return a text as *count* cells."""
        if count < 2 or not rest:  # noqa: PLR2004 -- nothing to part
            return [rest.strip()]
        lines = [line.strip() for line in rest.split("\n") if line.strip()]
        if len(lines) == count and _is_bare(row):
            return lines
        cut = page.cut(rest)
        if cut.at < 0:
            message = f"no boundary found in '{_short(rest)}'; all of it is the title"
            self._doubts.append(Doubt(row.line, row.code, "boundary", message))
            return [rest.strip()]
        first, second = rest[: cut.at].strip(), rest[cut.at :].strip()
        if not cut.sure:
            self._unsure(row, rest, cut.at, cut.others)
        return [first, *self._sentences(row, second, count - 1)]

    def _unsure(self, row: _Coded, rest: str, at: int, others: Sequence[int]) -> None:
        also = "; or after ".join(f"'{_short(rest[:other])}'" for other in others[:3])
        message = f"parted after '{_short(rest[:at])}'" + (
            f"; or after {also}" if also else ""
        )
        self._doubts.append(Doubt(row.line, row.code, "boundary", message))

    def _sentences(self, row: _Coded, text: str, count: int) -> list[str]:
        """Return a text as *count* cells that end with a sentence."""
        ends = sentence_ends(text)
        if count == 1:
            for end in ends[:1]:
                near = text[max(0, end - _END) : end + _END]
                message = (
                    f"the text runs together at '{_short(near)}'; it was kept as it is"
                )
                self._doubts.append(Doubt(row.line, row.code, "boundary", message))
            return [text]
        if len(ends) != count - 1:
            message = f"{len(ends) + 1} texts for {count} columns in '{_short(text)}'"
            self._doubts.append(Doubt(row.line, row.code, "boundary", message))
        cuts = [0, *ends[: count - 1], len(text)]
        return [text[a:b].strip() for a, b in pairwise(cuts)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else f"{line[:_END]} ... {line[-_END:]}"


IMPORTER = Importer(__name__, __doc__, (".txt", ".text"), sniff, extract)
