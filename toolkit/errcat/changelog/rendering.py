"""A changelog of what differs, and the lines of CHANGELOG.md that hold it.

`render` tells comparisons in the manner of Keep a Changelog. `insert` puts that into a document,
between two marker lines below its `Unreleased` heading; `release` gives the heading a version. Both
take and return a whole text with its line ends as they are, and leave all else as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as day
from string import Formatter
from typing import Any, NamedTuple

from errcat.comparing.results import SECTIONS, Comparison, Difference
from errcat.errors import ErrcatError, OptionInvalid, suggestion
from errcat.text import (
    CODE,
    TEXT,
    Piece,
    html,
    markdown,
    markdown_cell,
    markdown_code,
    terminal,
    url,
)

BEGIN = "<!-- errcat:begin -->"
END = "<!-- errcat:end -->"
"""Between these lines of a document stands what errcat writes, and nothing else."""
UNRELEASED = "Unreleased"
SHOWN = 10
"""How many codes are named where one change was made to many."""

PREAMBLE = """\
# Changelog

What changes for those who meet the errors of this API, in the manner of
[Keep a Changelog](https://keepachangelog.com/).

"""
"""What a new document begins with."""


class ChangelogUnclear(ErrcatError):
    """The document does not say plainly where its parts begin and end."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class Heading(NamedTuple):
    """What stands above a changelog."""

    version: str = UNRELEASED
    date: str = ""
    """Such as 2027-03-01; may be empty."""


# --- what is told ----------------------------------------------------------------------------


class _Item(NamedTuple):
    section: str
    breaking: bool
    catalog: str
    difference: Difference


class _Group(NamedTuple):
    """What one section tells of one catalog."""

    section: str
    catalog: str
    """Empty where there is only one."""
    items: tuple[_Item, ...]


class _Page(NamedTuple):
    heading: Heading | None
    intro: str
    groups: tuple[_Group, ...]

    @property
    def title(self) -> str:
        """The heading as plain text."""
        return " - ".join(filter(None, self.heading or ()))


def render(
    comparisons: Sequence[Comparison],
    *,
    form: str,
    heading: Heading | None = None,
    against: str = "",
) -> str:
    """Return what differs, section by section in the order of the codes.

    *form* is markdown, html, text or json. *against* says in the first line what was compared
    with, such as `2.3.0 (a1b2c3d)`; without it that is the old version. Where there is nothing to
    tell and no heading, the text is empty, but for json, which is an empty list then.

    Raises:
        OptionInvalid: there is no such *form*, or *heading* holds no version or no day.

    """
    if form not in FORMS:
        near = suggestion(form, FORMS) or f"there are: {', '.join(FORMS)}"
        raise OptionInvalid("form", f"there is no '{form}'; {near}")
    if heading:
        _check(heading)
    items = _items(comparisons)
    lines = FORMS[form](
        _Page(
            heading,
            _intro(items, against or _old_versions(comparisons)),
            tuple(_groups(items, len(comparisons) > 1)),
        )
    )
    return "".join(f"{line}\n" for line in lines)


_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*").fullmatch


def _check(heading: Heading) -> None:
    """Raise OptionInvalid unless *heading* can stand above a part of a changelog."""
    if not _VERSION(heading.version):
        reason = f"'{heading.version}' is no version; write it as 1.4.0"
        raise OptionInvalid("version", reason)
    if heading.date and not _is_day(heading.date):
        reason = f"'{heading.date}' is no day; write it as 2027-03-01"
        raise OptionInvalid("date", reason)


def _is_day(s: str) -> bool:
    try:
        return day.fromisoformat(s).isoformat() == s
    except ValueError:
        return False


def _items(comparisons: Iterable[Comparison]) -> list[_Item]:
    items = [
        _Item(_section(each), each.bump == "major", comparison.catalog, each)
        for comparison in comparisons
        for each in comparison.differences
    ]
    return sorted((each for each in items if each.section), key=_position)


def _section(difference: Difference) -> str:
    agreed = difference.acceptance
    if difference.section and agreed is not None and agreed.kind == "correction":
        return "Fixed"
    return difference.section


def _position(item: _Item) -> tuple[Any, ...]:
    """Return what items are ordered by; what concerns no single code comes last."""
    code = item.difference.code
    if not (code.isascii() and code.isdecimal()):
        return (not code, 1, 0, "", code)
    # By value, however many digits there are: int() takes a few thousand.
    digits = code.lstrip("0")
    return (False, 0, len(digits), digits, code)


def _groups(items: Sequence[_Item], several: bool) -> Iterator[_Group]:
    for section in SECTIONS:
        inside = [each for each in items if each.section == section]
        if not several and inside:
            yield _Group(section, "", tuple(inside))
            continue
        for catalog in sorted({each.catalog for each in inside}):
            own = tuple(each for each in inside if each.catalog == catalog)
            yield _Group(section, catalog, own)


def _intro(items: Sequence[_Item], against: str) -> str:
    breaking = sum(each.breaking for each in items)
    counts = Counter(each.section for each in items if not each.breaking)
    told = [f"{breaking} breaking change{'s' * (breaking > 1)}"] if breaking else []
    told += [f"{counts[each]} {each.lower()}" for each in SECTIONS if counts.get(each)]
    said = ", ".join(told) or "No changes"
    return f"{said}. Compared with {against}." if against else f"{said}."


def _old_versions(comparisons: Sequence[Comparison]) -> str:
    versions = {each.old_version for each in comparisons}
    if len(versions) == 1:
        return versions.pop()
    return ", ".join(
        f"{each.catalog} {each.old_version}" for each in comparisons if each.old_version
    )


# --- one difference, in pieces ---------------------------------------------------------------

_BARE = frozenset(("what", "count", "targets", "names"))
"""Values that are words of ours about several things, not a text of a catalog."""
_PROSE = frozenset(("title", "detail", "description", "reason"))
"""Keys and fields whose values are written for people, even where it is one word."""
_WORD = r"[./:?=%+-]*\w(?:[\w./:?=%+-]|\{\w+\})*"
_WORDS = re.compile(rf"{_WORD}(?:, {_WORD})*", re.ASCII).fullmatch
_QUOTED = re.compile(r'"(\{\w+\})"').sub


def _pieces(difference: Difference) -> list[Piece]:
    """Return the message, in which codes and other single words of a catalog are code."""
    pieces: list[Piece] = []
    # A template quotes values for plain text; here each value is marked for what it is.
    plain = _QUOTED(r"\1", difference.template)
    template = plain[:1].upper() + plain[1:]
    for said, key, spec, conversion in Formatter().parse(template):
        pieces.append(Piece(TEXT, said))
        if key is not None:
            field = f"{{{key}{f'!{conversion}' if conversion else ''}:{spec}}}"
            value = field.format_map(difference.values)
            pieces.extend(_value(difference.field, key, value))
    return _joined(pieces)


def _value(field: str, key: str, value: str) -> Iterator[Piece]:
    if key in _BARE:
        yield Piece(TEXT, value)
    elif key in _PROSE or (field in _PROSE and key in {"old", "new"}):
        yield Piece(TEXT, f'"{value}"')
    elif _WORDS(value):
        for at, word in enumerate(value.split(", ")):
            yield Piece(TEXT, ", " if at else "")
            yield Piece(CODE, word)
    else:
        yield Piece(TEXT, f'"{value}"')


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return *pieces* with none empty and no two of a kind side by side.

    Each is encoded by itself, and must not make markup together with what stands beside it.
    """
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


def _sentence(item: _Item, *, folded: bool) -> list[Piece]:
    """Return all that is told of *item*; *folded* says that its codes are shown elsewhere."""
    difference = item.difference
    pieces = _pieces(difference)
    if difference.codes and not folded:
        pieces += _named(difference.codes)
    if not (pieces and re.search(r'[.!?…]["”]?\s*\Z', pieces[-1].text)):
        pieces.append(Piece(TEXT, "."))
    agreed = difference.acceptance
    if agreed is not None and agreed.reason:
        said = "corrected" if agreed.kind == "correction" else "accepted"
        pieces.append(Piece(TEXT, f" ({said}: {agreed.reason})"))
    return _joined(pieces)


def _named(codes: Sequence[str]) -> Iterator[Piece]:
    """Yield the first of *codes* in brackets, and how many more there are."""
    yield Piece(TEXT, " (")
    for at, code in enumerate(codes[:SHOWN]):
        yield Piece(TEXT, ", " if at else "")
        yield _code(code)
    more = len(codes) - SHOWN
    yield Piece(TEXT, f" and {more} more)" if more > 0 else ")")


def _code(code: str) -> Piece:
    return Piece(CODE if _WORDS(code) else TEXT, code)


# --- the forms -------------------------------------------------------------------------------


def _markdown(page: _Page) -> Iterator[str]:
    if page.heading:
        version, date = page.heading
        yield f"## [{version}]{f' - {date}' if date else ''}"
    if not page.groups:
        yield from ("", markdown(page.intro)) if page.heading else ()
        return
    yield from ("", markdown(page.intro)) if page.heading else (markdown(page.intro),)
    before = ""
    for section, catalog, items in page.groups:
        if section != before:
            yield from ("", f"### {section}")
            before = section
        if catalog:
            yield from ("", f"#### {markdown_cell(catalog)}")
        yield ""
        for item in items:
            said = _markdown_line(_sentence(item, folded=False))
            yield f"- {'**Breaking:** ' if item.breaking else ''}{said}"


def _markdown_line(pieces: Sequence[Piece]) -> str:
    first, *rest = pieces
    # Where a line starts, even `-` and `1.` mean something.
    start = _markdown_piece(first, markdown)
    return "".join((start, *map(_markdown_piece, rest))).strip()


def _markdown_piece(piece: Piece, encode: Callable[[str], str] = markdown_cell) -> str:
    if piece.kind == CODE:
        return markdown_code(piece.text)
    text, line = piece.text, encode(piece.text)
    if not line:
        return " "
    lead, trail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{lead}{line}{trail}"


def _html(page: _Page) -> Iterator[str]:
    if page.heading:
        yield f"<h2>{html(page.title)}</h2>"
    if page.heading or page.groups:
        yield f"<p>{html(page.intro)}</p>"
    for section, catalog, items in page.groups:
        yield "<section>"
        yield f"<h3>{html(section)}</h3>"
        if catalog:
            yield f"<h4>{html(catalog)}</h4>"
        yield "<ul>"
        for item in items:
            said = "".join(map(_html_piece, _sentence(item, folded=True)))
            mark = "<strong>Breaking:</strong> " if item.breaking else ""
            yield f"<li>{mark}{said}{_html_codes(item.difference.codes)}</li>"
        yield from ("</ul>", "</section>")


def _html_piece(piece: Piece) -> str:
    said = html(piece.text)
    return f"<code>{said}</code>" if piece.kind == CODE else said


def _html_codes(codes: Sequence[str]) -> str:
    if not codes:
        return ""
    listed = ", ".join(f"<code>{html(code)}</code>" for code in codes)
    return f"<details><summary>{len(codes)} codes</summary>{listed}</details>"


def _text(page: _Page) -> Iterator[str]:
    if page.heading:
        yield from (terminal(page.title), "")
    if page.heading or page.groups:
        yield terminal(page.intro)
    for section, catalog, items in page.groups:
        yield from ("", f"{section} ({terminal(catalog)})" if catalog else section)
        for item in items:
            pieces = _sentence(item, folded=False)
            said = " ".join("".join(each.text for each in pieces).split())
            yield f"  - {'Breaking: ' if item.breaking else ''}{terminal(said)}"


def _json(page: _Page) -> Iterator[str]:
    import json  # slow to import, and the other forms need it not

    items = [_data(item) for group in page.groups for item in group.items]
    yield json.dumps(items, indent=2, default=str)


def _data(item: _Item) -> dict[str, Any]:
    difference = item.difference
    agreed = difference.acceptance
    return {
        "section": item.section,
        "breaking": item.breaking,
        "catalog": item.catalog,
        "rule": difference.rule,
        "code": difference.code,
        "name": difference.name,
        "codes": list(difference.codes),
        "field": difference.field,
        "old": difference.old,
        "new": difference.new,
        "message": difference.message(),
        "accepted": (
            {"kind": agreed.kind, "reason": agreed.reason} if agreed else None
        ),
        "fingerprint": difference.fingerprint,
    }


FORMS: Mapping[str, Callable[[_Page], Iterator[str]]] = {
    "markdown": _markdown,
    "html": _html,
    "text": _text,
    "json": _json,
}
"""What makes the lines of each form."""


# --- a document of which others own the most ---------------------------------------------------

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKER = re.compile(r" {0,3}<!--[ \t]*errcat:(begin|end)[ \t]*-->[ \t]*").fullmatch
_BOM = "\ufeff"

# Where more than four spaces follow a marker, all but one belong to an indented block of code.
_ITEM = re.compile(
    r"( {0,3}(?:[-+*]|[0-9]{1,9}[.)]))( {1,4}(?=\S)| (?= {4})|(?=\s*$))"
).match
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$").match
_START = re.compile(r" {0,3}(?:#{1,6}(?: |$)|[><]|`{3}|~{3}|(?:[-+*]|1[.)]) )").match
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})").match
_RAW = tuple(
    (re.compile(f" {{0,3}}(?i:{start})").match, re.compile(f"(?i:{end})").search)
    for start, end in (
        ("<!--", "-->"),
        (
            r"<(?:pre|script|style|textarea)(?=[\s>]|$)",
            r"</(?:pre|script|style|textarea)>",
        ),
        (r"<\?", r"\?>"),
        (r"<!\[CDATA\[", r"\]\]>"),
        ("<![a-z]", ">"),
    )
)

_TITLE = re.compile(r"#{1,2}(?:[ \t]|$)").match
_OPEN = re.compile(
    r"##[ \t]+(?P<name>\[unreleased\]|unreleased)"
    r"(?P<link>(?<=\])(?:\((?P<target>[^()\s]*)\)|\[[^\]]*\]))?"
    r"(?:[ \t]+[-(\u2013\u2014].*)?(?:[ \t]+#+)?[ \t]*",
    re.IGNORECASE,
).fullmatch
_CLOSED = re.compile(
    r"#{1,2}[ \t]+(?P<bracket>\[?)v?(?P<version>[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)(?![^\s\](])"
).match
_DEFINITION = re.compile(
    r"(?P<head> {0,3}\[(?P<label>[^\]]+)\]:[ \t]*<?)(?P<target>[^\s<>]+)(?P<tail>.*)"
).fullmatch


class _Shade:
    """Knows, line by line, which lines stand in a code fence, a comment or raw HTML."""

    def __init__(self) -> None:
        self.ends: Callable[[str], object] | None = None
        """Tells whether a line ends what is open; None where nothing is."""
        self._items: list[int] = []
        """Where the contents of the list items begin that are open: what is open ends with them."""
        self._text = False
        """Whether the line before was a paragraph's, which goes on in a line of less indent."""

    def covers(self, line: str) -> bool:
        """Tell whether *line*, the next one, is no Markdown of its own."""
        line = line.expandtabs(4)
        width = len(line) - len(line.lstrip(" "))
        if not line.strip():
            width = self._column
        elif width < self._column and self.ends:
            self.ends = None
        if self.ends:
            if self.ends(line[self._column :]):
                self.ends = None
            return True
        if not (self._text and _is_text(line)):
            self._items = [each for each in self._items if each <= width]
        content = self._content(line, min(self._column, width))
        self.ends = _end_of(content)
        self._text = _is_text(content)
        return self.ends is not None

    @property
    def _column(self) -> int:
        return self._items[-1] if self._items else 0

    def _content(self, line: str, column: int) -> str:
        """Return what *line* says from *column* on, in the list items that it begins."""
        while (item := _ITEM(line[column:])) and not _RULE(line[column:]):
            marker, space = map(len, item.groups())
            column += marker + (space or 1)
            self._items.append(column)
        return line[column:]


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not _START(line) and not _RULE(line)


def _end_of(line: str) -> Callable[[str], object] | None:
    """Return what tells the end of the fence or raw HTML that *line* opens and does not close."""
    fence = _FENCE(line)
    if fence:
        mark = fence[1]
        again = rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*"
        return re.compile(again).fullmatch
    for start, end in _RAW:
        if start(line):
            return None if end(line) else end
    return None


class _Found(NamedTuple):
    """A line that is a heading or a link, and its parts."""

    at: int
    match: re.Match[str]


class _Outline(NamedTuple):
    """The lines of a document, and what stands where in it, counted from 0."""

    lines: list[str]
    """With their ends."""
    plain: dict[int, str]
    """Those that are Markdown and not in the block, without their ends."""
    block: tuple[int, int] | None
    """Where the markers stand."""
    unclosed: int | None
    """What opens a fence or a comment that nothing closes."""

    def section(self, start: int) -> range:
        """Return the lines below the heading at *start*, up to the next or the last links."""
        after = (at for at, line in self.plain.items() if at > start and _TITLE(line))
        return range(start + 1, next(after, self.end))

    @property
    def end(self) -> int:
        """Where the links begin that many a changelog ends with, and blank lines before them."""
        at = len(self.lines)
        while at and self._is_link(at - 1):
            at -= 1
        return at

    def _is_link(self, at: int) -> bool:
        line = self.plain.get(at)
        return line is not None and (not line.strip() or _DEFINITION(line) is not None)

    def unreleased(self) -> _Found | None:
        """Return the heading, None if it is not there."""
        found = list(self._matching(_OPEN))
        if len(found) > 1:
            first, second = found[0].at + 1, found[1].at + 1
            reason = (
                f"'{UNRELEASED}' stands here and in line {first}; make one of the two"
            )
            raise ChangelogUnclear(second, reason)
        if self.block and not (found and self.block[0] in self.section(found[0].at)):
            reason = f"the block of errcat is not below '{UNRELEASED}'; remove its two marker lines"
            raise ChangelogUnclear(self.block[0] + 1, reason)
        return found[0] if found else None

    def versions(self) -> Iterator[_Found]:
        """Return the headings that name a version."""
        return self._matching(_CLOSED)

    def definitions(self) -> dict[str, _Found]:
        """Return the links by label, of two alike the first, as Markdown has it."""
        found = list(self._matching(_DEFINITION))
        return {each.match["label"].casefold(): each for each in reversed(found)}

    def _matching(
        self, wanted: Callable[[str], re.Match[str] | None]
    ) -> Iterator[_Found]:
        for at, line in self.plain.items():
            match = wanted(line)
            if match:
                yield _Found(at, match)

    def newline(self, at: int) -> str:
        """Return how lines end at *at*, or before it, or in the document."""
        for line in (*self.lines[at::-1], *self.lines):
            if line[-1] in "\r\n":
                return _ending(line)
        return "\n"


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _outline(document: str) -> _Outline:
    """Return what stands where in *document*, which has no byte order mark any more.

    Raises:
        ChangelogUnclear: a marker is missing, or there are too many.

    """
    lines = _LINE.findall(document)
    plain: dict[int, str] = {}
    markers: list[tuple[int, str]] = []
    shade = _Shade()
    opened: int | None = None
    for at, whole in enumerate(lines):
        line = whole.rstrip("\r\n")
        within = bool(markers) and markers[-1][1] == "begin"
        before = shade.ends
        covered = not within and shade.covers(line)
        if shade.ends is not before:
            opened = at
        marker = None if covered else _MARKER(line)
        if marker:
            markers.append((at, marker[1]))
        elif not (covered or within):
            plain[at] = line
    return _Outline(lines, plain, _block(markers), opened if shade.ends else None)


def _block(markers: Sequence[tuple[int, str]]) -> tuple[int, int] | None:
    """Return where the block begins and ends, which *markers* in the order of lines delimit."""
    begin: int | None = None
    end: int | None = None
    for at, kind in markers:
        if kind == "begin" and begin is not None:
            raise _twice(at, begin)
        if kind == "end" and (begin is None or end is not None):
            raise _without(at, END, BEGIN)
        begin, end = (at, end) if kind == "begin" else (begin, at)
    if begin is None:
        return None
    if end is None:
        raise _without(begin, BEGIN, END)
    return begin, end


def _twice(at: int, first: int) -> ChangelogUnclear:
    reason = f"'{BEGIN}' stands here and in line {first + 1}; remove one of the blocks"
    return ChangelogUnclear(at + 1, reason)


def _without(at: int, marker: str, other: str) -> ChangelogUnclear:
    reason = f"'{marker}' has no '{other}'; put that back, or remove this line"
    return ChangelogUnclear(at + 1, reason)


def _parted(document: str) -> tuple[str, str]:
    """Return the byte order mark, if there is one, and the rest."""
    bare = document.removeprefix(_BOM)
    return document[: len(document) - len(bare)], bare


# --- insert ----------------------------------------------------------------------------------


def insert(document: str, block: str) -> str:
    """Return *document* with *block* between the markers below its `Unreleased` heading.

    What was between them is replaced; every other character stays. Where there are no markers
    they are put right below the heading, unless *block* is empty; where there is no heading it is
    put before the first version; an empty document begins with a preamble.

    Raises:
        ChangelogUnclear: the document does not say plainly where the block goes.
        OptionInvalid: *block* holds a marker.

    """
    mark, bare = _parted(document)
    outline = _outline(bare)
    heading = outline.unreleased()
    content = _content(block)
    if outline.block:
        begin, end = outline.block
        made = _between(content, outline.newline(begin))
        lines = [*outline.lines[: begin + 1], made, *outline.lines[end:]]
        return mark + "".join(lines)
    if not content:
        return document
    if heading:
        return mark + _below(outline, heading.at, content)
    return mark + _with_heading(outline, content)


def _content(block: str) -> list[str]:
    """Return the lines of *block* without their ends, and without blank ones around them."""
    lines = [line.rstrip("\r\n") for line in _LINE.findall(block)]
    marked = next((at for at, line in enumerate(lines, 1) if _MARKER(line)), 0)
    if marked:
        raise OptionInvalid("block", f"line {marked} is a marker; leave it out")
    while lines and not lines[-1].strip():
        lines.pop()
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return lines[first:]


def _between(content: Sequence[str], newline: str) -> str:
    return "".join(line + newline for line in ("", *content, "")) if content else ""


def _marked(content: Sequence[str], newline: str) -> str:
    """Return the block with its markers; its last line has no end."""
    return f"{BEGIN}{newline}{_between(content, newline)}{END}"


def _below(outline: _Outline, heading: int, content: Sequence[str]) -> str:
    """Return the document with a first block below the heading."""
    newline = outline.newline(heading)
    before, after = outline.lines[: heading + 1], outline.lines[heading + 1 :]
    made = f"{newline}{_marked(content, newline)}"
    made = made + newline if _ending(before[-1]) else newline + made
    if after and after[0].strip():
        made += newline
    return "".join((*before, made, *after))


def _with_heading(outline: _Outline, content: Sequence[str]) -> str:
    """Return the document with heading and block, as its other headings are."""
    lines = outline.lines
    if not "".join(lines).strip():
        newline = outline.newline(0)
        lines = [*lines, newline] if lines and not _ending(lines[-1]) else lines
        made = f"{PREAMBLE}## [{UNRELEASED}]\n\n".replace("\n", newline)
        return "".join((*lines, made, _marked(content, newline), newline))
    version = next(outline.versions(), None)
    if version is None:
        _check_closed(outline)
    at = version.at if version else outline.end
    newline = outline.newline(at)
    bare = version is not None and not version.match["bracket"]
    title = UNRELEASED if bare else f"[{UNRELEASED}]"
    made = f"## {title}{newline}{newline}{_marked(content, newline)}"
    before, after = lines[:at], lines[at:]
    if before and before[-1].strip():
        made = newline + made if _ending(before[-1]) else newline * 2 + made
    if after or not before or _ending(before[-1]):
        made += newline
    if after and after[0].strip():
        made += newline
    return "".join((*before, made, *after))


def _check_closed(outline: _Outline) -> None:
    """Raise ChangelogUnclear if what stands at the end of the document would not be Markdown."""
    if outline.unclosed is not None:
        reason = "nothing closes what begins here, so nothing can be put below it"
        raise ChangelogUnclear(outline.unclosed + 1, reason)


# --- release ---------------------------------------------------------------------------------


def release(
    document: str, version: str, date: str, compare_url: str | None = None
) -> str:
    """Return *document* with what is unreleased below a heading for *version* and *date*.

    The markers go: from now on the text is its readers' and writers'. A fresh `Unreleased` stands
    above. Where the document ends in links, that of `Unreleased` goes on from the new version,
    which gets one of its own; *compare_url* is where that leads, if not to what the old link says.
    If the version is there already and says all of it, nothing is said twice.

    Raises:
        ChangelogUnclear: there is no `Unreleased` heading, or the version is there already and
            does not say all of it.
        OptionInvalid: *version*, *date* or *compare_url* is none.

    """
    _check(Heading(version, date))
    if not date:
        raise OptionInvalid("date", "a release has a day; write it as 2027-03-01")
    link = _checked_url(compare_url)
    mark, bare = _parted(document)
    outline = _outline(bare)
    heading = outline.unreleased()
    found = (each for each in outline.versions() if each.match["version"] == version)
    known = next(found, None)
    if heading is None:
        if known:
            return document
        reason = f"there is no heading '## [{UNRELEASED}]' to release"
        raise ChangelogUnclear(1, reason)
    if known:
        return mark + _already(outline, heading.at, known)
    wanted = heading.match["name"].startswith("[") and not heading.match["target"]
    made = _renamed(outline, heading, Heading(version, date), link)
    return mark + _linked(made, version, link, wanted)


def _checked_url(compare_url: str | None) -> str:
    link = url(compare_url or "")
    if compare_url and not link.startswith("http"):
        reason = f"'{compare_url}' is no address such as https://example.com/compare"
        raise OptionInvalid("compare_url", reason)
    # Unbalanced brackets would end a link (CommonMark, section 6.3).
    return link.replace("(", "%28").replace(")", "%29")


def _already(outline: _Outline, heading: int, known: _Found) -> str:
    """Return the document without what is unreleased, if the *known* version says all of that."""
    inside = outline.section(heading)
    own = _unmarked(outline, inside)
    said = [outline.lines[at] for at in outline.section(known.at)]
    if not "".join(own).strip():
        return "".join(outline.lines)
    if _text_of(own) not in _text_of(said):
        version = known.match["version"]
        reason = f"'{UNRELEASED}' says what {version} below does not; take another version, or join the two"
        raise ChangelogUnclear(heading + 1, reason)
    newline = outline.newline(heading)
    after = outline.lines[inside.stop :]
    return "".join((*outline.lines[: heading + 1], newline, *after))


def _text_of(lines: Iterable[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return f"\n{text.strip()}\n"


def _unmarked(outline: _Outline, inside: range) -> list[str]:
    """Return the lines *inside* without markers, nor the blank lines that these leave doubled."""
    lines = [outline.lines[at] for at in inside]
    for marker in reversed(outline.block or ()):
        at = marker - inside.start
        del lines[at]
        doubled = at == len(lines) or not lines[at].strip()
        if at and doubled and not lines[at - 1].strip():
            del lines[at - 1]
    return lines


def _renamed(outline: _Outline, heading: _Found, new: Heading, link: str) -> str:
    """Return the document with the *new* heading below a fresh one."""
    lines, at = outline.lines, heading.at
    name, later, target = heading.match.group("name", "link", "target")
    own = f"[{new.version}]" if name.startswith("[") else new.version
    if target:
        onward, since = _advanced(target, new.version)
        later = f"({onward or target})"
        own += f"({link or since})" if link or since else ""
    newline = outline.newline(at)
    inside = outline.section(at)
    made = f"## {name}{later or ''}{newline}{newline}## {own} - {new.date}"
    body = _unmarked(outline, inside)
    return "".join(
        (*lines[:at], made, _ending(lines[at]), *body, *lines[inside.stop :])
    )


_COMPARED = re.compile(
    r"(?P<base>.*compare/)(?P<old>.+?)(?P<dots>\.{2,3})HEAD"
).fullmatch
_NUMBER = re.compile(r"[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$").search


def _advanced(target: str, version: str) -> tuple[str, str]:
    """Return where `Unreleased` and *version* lead once it is out; empty if that is unknown."""
    match = _COMPARED(target)
    if match is None:
        return "", ""
    base, old, dots = match.groups()
    number = _NUMBER(old)
    tag = old[: number.start()] + version if number else f"v{version}"
    return f"{base}{tag}{dots}HEAD", f"{base}{old}{dots}{tag}"


def _linked(document: str, version: str, link: str, wanted: bool) -> str:
    """Return *document* with the links its headings want: for *version*, the one *wanted*.

    A link that `Unreleased` has goes on from the version, which gets one then in any case.
    """
    outline = _outline(document)
    lines = outline.lines
    links = outline.definitions()
    if UNRELEASED.casefold() in links:
        at, match = links[UNRELEASED.casefold()]
        onward, since = _advanced(match["target"], version)
        link = link or since
        if onward:
            lines[at] = match["head"] + onward + match["tail"] + _ending(lines[at])
        at += 1
    else:
        link = link if wanted else ""
        known = (each.at for label, each in links.items() if _NUMBER(label))
        at = min(known, default=len(lines))
    if not link or version.casefold() in links:
        return "".join(lines)
    if not links:
        _check_closed(outline)
    return _with_line(outline, at, f"[{version}]: {link}", apart=not links)


def _with_line(outline: _Outline, at: int, line: str, *, apart: bool) -> str:
    """Return the document with *line* before the one at *at*; *apart* sets a blank one between."""
    before, after = outline.lines[:at], outline.lines[at:]
    newline = outline.newline(at - 1)
    if apart and before[-1].strip():
        line = newline + line
    if before and not _ending(before[-1]):
        return "".join((*before, newline, line))
    return "".join((*before, line, newline, *after))
