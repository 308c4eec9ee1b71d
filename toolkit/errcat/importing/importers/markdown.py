"""Markdown: tables with any columns, headings with prose under them, lists, and front matter.

A file that begins with front matter which holds a code is one error. Tables under several headings
become ranges. Tables in HTML are read, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from errcat.errors import ExtraMissing
from errcat.importing.codes import looks_like_code
from errcat.importing.columns import is_field_name
from errcat.importing.documents import SECTION, Block, Grid, Heading, Piece, Prose
from errcat.importing.documents import extract as extract_blocks
from errcat.importing.extracting import (
    Cell,
    Changed,
    Extract,
    Importer,
    Row,
    Table,
    Text,
    is_generated,
)
from errcat.importing.markup import KNOWN
from errcat.importing.markup import parse as parse_html
from errcat.importing.trees import Node, from_yaml

_SUFFIXES = (".md", ".markdown", ".mdx")
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL).match
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*").fullmatch
_LINE = re.compile(r"(?m)^(?:#{1,6} |\s*\|.*\||[-*] |\s*\|?:?-{3,}:?\s*\|)")
_SPECIAL = re.compile(r"[*_`\[\]<>&\\~!]|https?:").search
_CELL = re.compile(r"((?:\\.|[^|\\])*)(\||$)", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_BOLD = re.compile(r"\*\*([^*\n]+?):?\*\*:?").fullmatch
_LIFE = re.compile(r"\*\*(?:Deprecated|Retired)\*\*").match
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def sniff(text: Text) -> float:
    """Tell how much a text looks like Markdown: it has headings, tables or lists."""
    head = text.text[:16384]
    if _FRONT(head):
        return 0.7
    lines = [line for line in head.split("\n") if line.strip()]
    marked = len(_LINE.findall(head))
    if re.search(r"(?m)^\s*\|?\s*:?-{3,}:?\s*\|", head):
        return 0.65
    share = marked / (len(lines) or 1)
    if text.suffix in _SUFFIXES:
        return max(0.4, min(0.6, share * 2))
    return min(0.6, share * 2) if re.search(r"(?m)^(?:#{1,6} |[-*] )", head) else share


def extract(text: Text) -> Extract:
    """Return the errors of a document."""
    reading = _Reading(text, generated=is_generated(text))
    front = _FRONT(text.text)
    if front:
        row = _front_row(text, front[1], reading, front.end())
        if row:
            return Extract(
                (Table((row,), fields=_own_fields(row)),),
                changes=tuple(reading.changes),
            )
    blocks = list(reading.blocks(front.end() if front else 0))
    return extract_blocks(blocks, reading.changes, detailed=is_generated(text))


def _front_row(text: Text, front: str, reading: _Reading, end: int) -> Row | None:
    """Return the one error of a file whose front matter, or whose name, has its code."""
    root, _ = from_yaml(Text(text.file, "\n" + front))
    cells = {k: Cell(_plain(node), node.line) for k, node in root.members.items()}
    coded = any(is_field_name(key, "code") and cell.text for key, cell in cells.items())
    if not coded:
        if not looks_like_code(text.stem) or not any(c.isdigit() for c in text.stem):
            return None
        cells["code"] = Cell(text.stem, 1)
    body = [block for block in reading.blocks(end) if isinstance(block, Prose)]
    words = [block for block in body if block.kind != "code"]
    if words and not any(is_field_name(key, "description") for key in cells):
        joined = "\n\n".join(block.text for block in words)
        cells["description"] = Cell(joined, words[0].line)
    return Row(cells, 1)


def _own_fields(row: Row) -> dict[str, str]:
    """Return the fields that front matter names exactly."""
    exact = ("code", "title", "detail", "description", "name", "severity", "tags")
    return {name: name for name in row.cells if name in exact}


def _plain(node: Node) -> Any:
    return [item.data for item in node.items] if node.items else node.data


class _Reading:
    """A document in Markdown on its way to blocks."""

    def __init__(self, text: Text, *, generated: bool) -> None:
        self._generated = generated
        self._lines = text.text.split("\n")
        self._text = text.text
        self.changes: list[Changed] = []

    def blocks(self, start: int) -> Iterator[Block]:
        """Yield the blocks behind the offset *start*."""
        skipped = self._text.count("\n", 0, start)
        tokens = _parser().parse(self._text[start:])
        kinds: list[str] = []
        for at, token in enumerate(tokens):
            line = (token.map[0] if token.map else 0) + skipped + 1
            if token.type in ("list_item_open", "list_item_close"):
                kinds = [*kinds, "item"] if token.nesting > 0 else kinds[:-1]
            elif token.type == "heading_open":
                yield Heading(
                    int(token.tag[1]), self.inline(tokens[at + 1].content, line), line
                )
            elif token.type == "table_open" and token.map:
                yield self._grid(token.map[0] + skipped, token.map[1] + skipped)
            elif token.type == "html_block":
                yield from parse_html(_COMMENT.sub(_blank, token.content), line).blocks
            elif token.type in ("fence", "code_block"):
                yield Prose(token.content.rstrip(), line, "code")
            elif token.type == "inline" and _is_paragraph(tokens, at):
                yield from self._paragraph(
                    token.content, line, kinds[-1] if kinds else "text"
                )

    def _paragraph(self, content: str, line: int, kind: str) -> Iterator[Block]:
        """Yield a paragraph; lines of cells without a header are a table all the same."""
        bold = _BOLD(content) if kind == "text" else None
        if bold and (self._generated or is_field_name(bold[1].strip())):
            yield Heading(SECTION, self.inline(bold[1], line), line)
            return
        if self._generated and _LIFE(content):
            yield Prose(self.inline(content, line), line, "life")
            return
        rows = content.split("\n")
        bars = {row.count("|") for row in rows}
        if len(rows) > 1 and len(bars) == 1 and bars != {0}:
            yield self._grid(line - 1, line - 1 + len(rows), headers=0)
            return
        labels = [
            row
            for row in rows
            if re.match(r"\s*\*\*[^*]+\*\*\s*:|\s*\*\*[^*]+:\*\*", row)
        ]
        parts = rows if len(labels) == len(rows) else [content]
        for at, part in enumerate(parts):
            text = self.inline(part, line + at)
            if text:
                yield Prose(text, line + at, kind)

    def _grid(self, start: int, end: int, headers: int = 1) -> Grid:
        """Return the table in some lines, split at the bars that are not escaped."""
        rows: list[tuple[Piece, ...]] = []
        width = 0
        for number in range(start, min(end, len(self._lines))):
            line = self._lines[number]
            if not line.strip() or (number > start and _RULE(line) and "-" in line):
                continue
            cells = _cells(line)
            if width and len(cells) > width:
                cells = _refitted(cells, width)
            width = width or len(cells)
            rows.append(tuple(self._piece(cell, number + 1) for cell in cells))
        return Grid(tuple(rows), headers, start + 1)

    def _piece(self, cell: str, line: int) -> Piece:
        links = tuple(re.findall(r"^\[[^\]]*\]\((https?://[^)\s]+)\)$", cell))
        if links:
            cell = re.sub(r"^\[([^\]]*)\]\(.*\)$", r"\1", cell)
        return Piece(self.inline(cell, line), line, links=links)

    def inline(self, content: str, line: int) -> str:
        """Return a line of Markdown as a catalog text: code and addresses stay, other marks go."""
        if not _SPECIAL(content):
            return " ".join(content.split())
        children: Sequence[Any] = _parser().parseInline(content)[0].children or []
        text = "".join(self._rendered(children, line))
        lines = [" ".join(part.split()) for part in text.split("\n")]
        whole = "\n".join(lines).strip()
        return whole[1:-1] if re.fullmatch(r"`[^`]*`", whole) else whole

    def _rendered(self, children: Sequence[Any], line: int) -> Iterator[str]:
        address = ""
        inside: list[str] = []
        for token in children:
            if token.type == "code_inline":
                piece = f"`{token.content}`"
            elif token.type == "softbreak":
                piece = " "
            elif token.type == "hardbreak":
                piece = "\n"
            elif token.type == "html_inline":
                piece = self._tag(token.content, line)
            elif token.type == "link_open":
                address, inside = str(token.attrs.get("href", "")), []
                continue
            elif token.type == "link_close":
                text, shown = "".join(inside), address
                address = ""
                absolute = shown.startswith(("http://", "https://")) and shown != text
                if not absolute and shown != text and not shown.startswith("#"):
                    self.changes.append(
                        Changed(line, f"the link to {shown} was removed")
                    )
                yield f"{text} ({shown})" if absolute else text
                continue
            else:
                piece = token.content
            if address:
                inside.append(piece)
            else:
                yield piece

    def _tag(self, tag: str, line: int) -> str:
        match = _TAG.match(tag)
        name = match[1].lower() if match else "!--"
        if name == "br":
            return "\n"
        if name == "!--" or name in KNOWN:
            if not tag.startswith("</"):
                self.changes.append(Changed(line, f"{tag} was removed from a text"))
            return "`" if name in ("code", "kbd", "samp") else ""
        return tag


def _is_paragraph(tokens: Sequence[Any], at: int) -> bool:
    return at > 0 and tokens[at - 1].type == "paragraph_open"


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _cells(line: str) -> list[str]:
    """Return the cells of a row; a bar with a backslash before it is part of a cell."""
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    cells: list[str] = []
    at = 0
    for match in _CELL.finditer(line):
        if match.start() < at:
            continue
        cells.append(match[1].replace("\\|", "|").strip())
        at = match.end()
        if not match[2]:
            break
    return cells


def _refitted(cells: list[str], width: int) -> list[str]:
    """Return cells that a bar inside of code has split, joined again."""
    joined: list[str] = []
    for cell in cells:
        if joined and joined[-1].count("`") % 2 and len(cells) - len(joined) > 0:
            joined[-1] += f"|{cell}" if not joined[-1].endswith("`") else f" | {cell}"
        else:
            joined.append(cell)
    return joined if len(joined) >= width else cells


@cache
def _parser() -> Any:
    """Return the parser of Markdown; the package is an extra."""
    try:
        from markdown_it import MarkdownIt
    except ModuleNotFoundError:
        reason = "reading Markdown needs the package markdown-it-py"
        raise ExtraMissing("import", reason) from None
    return MarkdownIt("commonmark", {"html": True}).enable("table")


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
