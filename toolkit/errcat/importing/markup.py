"""HTML -> blocks: tables with merged cells, headings, lists and prose, with their lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from errcat.importing.documents import Block, Grid, Heading, Piece, Prose, Term
from errcat.importing.extracting import listed

_SILENT = frozenset(listed("script style template noscript svg head nav select button"))
_BREAKING = frozenset(
    listed(
        "p div section article main ul ol blockquote pre figure header footer aside details summary"
    )
)
KNOWN = frozenset(
    listed(
        "a abbr acronym address article aside b bdi bdo big blockquote body br button caption center"
        " cite code col colgroup dd del details dfn div dl dt em figure figcaption font footer form h1 h2"
        " h3 h4 h5 h6 head header hr html i img input ins kbd label li link main mark meta nav noscript"
        " ol option p path pre q s samp script section select small span strike strong style sub summary"
        " sup svg table tbody td template tfoot th thead time title tr tt u ul var wbr"
    )
)
"""The elements of HTML; `<id>` in a text is none of them and stays text."""
_VOID = frozenset(listed("br hr img input link meta col wbr"))
_MOST = 1000
"""How many rows or columns a merged cell may cover."""


class _Cell(NamedTuple):
    """A cell as it is written, with what it covers."""

    text: str
    line: int
    head: bool
    across: int
    down: int
    links: tuple[str, ...]


class Markup(NamedTuple):
    """The blocks of a text in HTML, and the lines of cells whose markup was removed."""

    blocks: tuple[Block, ...]
    title: str = ""


def parse(text: str, first: int = 1) -> Markup:
    """Return the blocks of *text*, whose first line is *first*."""
    parser = _Parser(first)
    parser.feed(text)
    parser.close()
    parser.finish()
    return Markup(tuple(parser.blocks), parser.title)


class _Parser(HTMLParser):
    """Collects blocks as elements close."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self._first = first - 1
        self._text: list[str] = []
        self._line = first
        self._silent = 0
        self._kind = "text"
        self._links: list[str] = []
        self._tables: list[_Table] = []
        self._term: tuple[str, int] | None = None
        self._pre = 0
        self._blank = True
        """Whether the text of the open element has nothing but white space so far."""

    @property
    def _here(self) -> int:
        return self.getpos()[0] + self._first

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag not in KNOWN:
            self._text.append(self.get_starttag_text() or f"<{tag}>")
        elif tag == "a" and given.get("href", "").startswith(("http://", "https://")):
            self._links.append(given["href"])
        elif tag in ("br", "hr"):
            self._text.append("\n")
        elif tag in ("code", "samp", "kbd", "tt") and not self._pre:
            self._text.append("`")
        else:
            self._open(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag in KNOWN:
            self.handle_endtag(tag)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            self._flush()
            self._tables.append(_Table(self._here))
        elif tag == "tr" and table:
            self._end_cell()
            table.rows.append([])
        elif tag in ("td", "th") and table:
            self._end_cell()
            table.open = (
                tag == "th",
                _count(given.get("colspan")),
                _count(given.get("rowspan")),
                self._here,
            )
            self._start()
        elif tag == "caption" and table:
            self._start()
        elif re.fullmatch("h[1-6]", tag) and not table:
            self._flush()
            self._start()
        elif tag in ("li", "dt", "dd") and not table:
            self._flush()
            self._kind = "item" if tag == "li" else "text"
            self._start()
        elif tag == "li":
            self._text.append("\n- ")
        elif tag in _BREAKING:
            self._break(tag)
        elif tag == "title":
            self._start()

    def _break(self, tag: str) -> None:
        self._pre += tag == "pre"
        if self._tables:
            self._text.append("\n")
        elif not (self._kind == "item" and tag == "p" and self._blank):
            self._flush()
            self._kind = "code" if tag == "pre" else "text"

    def _start(self) -> None:
        self._text = []
        self._blank = True
        self._links = []
        self._line = self._here

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
            return
        if tag in ("code", "samp", "kbd", "tt") and not self._pre:
            self._text.append("`")
            return
        if tag not in KNOWN:
            self._text.append(f"</{tag}>")
            return
        table = self._tables[-1] if self._tables else None
        if tag == "table" and table:
            self._end_cell()
            self._tables.pop()
            self._close(table)
        elif tag in ("td", "th", "tr") and table:
            self._end_cell()
        elif tag == "caption" and table:
            table.title = self._taken()
        elif re.fullmatch("h[1-6]", tag) and not table:
            text = self._taken()
            if text:
                self.blocks.append(Heading(int(tag[1]), text, self._line))
        elif tag == "title":
            self.title = self._taken()
        elif tag == "dt" and not table:
            self._term = (self._taken(), self._line)
        elif tag == "dd" and not table and self._term:
            self.blocks.append(Term(self._term[0], self._taken(), self._term[1]))
        elif tag in _BREAKING or tag == "li":
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if self._tables:
            self._text.append("\n")
        else:
            self._flush()
        self._pre = max(0, self._pre - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        """Take text between tags."""
        if self._silent:
            return
        if data.strip() and self._blank:
            self._blank = False
            if not self._tables:
                before = len(data) - len(data.lstrip())
                self._line = self._here + data.count("\n", 0, before)
        self._text.append(data if self._pre else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _taken(self) -> str:
        self._blank = True
        lines = ("".join(self._text)).split("\n")
        self._text = []
        text = "\n".join(" ".join(line.split(" ")).strip() for line in lines)
        text = re.sub(r"\n{3,}", "\n\n", re.sub(" {2,}", " ", text)).strip()
        return text[1:-1] if re.fullmatch(r"`[^`]*`", text) else text

    def _flush(self) -> None:
        kind, line = self._kind, self._line
        text = self._taken()
        if text and not self._tables:
            self.blocks.append(Prose(text, line, kind))
        self._kind = "text"
        self._links = []

    def _end_cell(self) -> None:
        table = self._tables[-1] if self._tables else None
        if table and table.open:
            head, across, down, line = table.open
            links, self._links = tuple(self._links), []
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(_Cell(self._taken(), line, head, across, down, links))
            table.open = None

    def _close(self, table: _Table) -> None:
        rows = _laid_out(table.rows)
        if self._tables:  # a table in a cell: its text is part of that cell
            self._text += [
                "\n",
                "\n".join(" ".join(p.text for p in row) for row in rows),
                "\n",
            ]
            return
        heads = 0
        for row in table.rows:
            if not row or not all(cell.head for cell in row):
                break
            heads += 1
        if rows:
            self.blocks.append(Grid(tuple(rows), heads, table.line, table.title))
        self._text = []

    def finish(self) -> None:
        """Take what is still open at the end of the text."""
        while self._tables:
            self._end_cell()
            self._close(self._tables.pop())
        self._flush()


class _Table:
    """A table that is open."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.title = ""
        self.rows: list[list[_Cell]] = []
        self.open: tuple[bool, int, int, int] | None = None


def _count(text: str | None) -> int:
    return (
        min(max(int(text), 1), _MOST)
        if text and re.fullmatch("[0-9]{1,5}", text)
        else 1
    )


def _laid_out(rows: list[list[_Cell]]) -> list[tuple[Piece, ...]]:
    """Return the rows with merged cells in every place they cover."""
    grid: list[tuple[Piece, ...]] = []
    below: dict[int, tuple[Piece, int]] = {}
    for row in rows:
        pieces: list[Piece] = []
        waiting = list(reversed(row))
        while waiting or len(pieces) in below:
            if len(pieces) in below:
                piece, left = below.pop(len(pieces))
                if left > 1:
                    below[len(pieces)] = (piece, left - 1)
                pieces.append(piece)
                continue
            cell = waiting.pop()
            piece = Piece(cell.text, cell.line, links=cell.links)
            for at in range(cell.across):
                if cell.down > 1:
                    below[len(pieces)] = (piece._replace(merged=True), cell.down - 1)
                pieces.append(piece._replace(merged=bool(at)))
        if pieces:
            grid.append(tuple(pieces))
    return grid
