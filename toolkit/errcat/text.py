r"""Catalog text -> literals, comments, Markdown, HTML...: one encoder per sink.

A catalog is written by people who need not know what `*/`, `=cmd` or U+202E do elsewhere, and
sometimes by people who do. Every encoder takes any str, lone surrogates and NUL included, and
returns text that is only text in the sink it is named after; all of it can be written as UTF-8.
What a sink cannot hold, or a reader could not see, is shown as Python would write it: `\u202e`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

# Patterns are text here: re compiles one when it is first used, keeps it, and a run needs few.

# What source code keeps as it is, is what str.isprintable says: no control, format, private or
# unassigned character, no surrogate and no space but the plain one. Readers of documents need
# more: the joiners of Persian and of emoji, the marks of Arabic and Hebrew, the no-break space.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last)
    for plane in range(0, 0x110000, 0x10000)
    for last in (0xFFFE, 0xFFFF)
)
_DECEIVING = (
    "\x00-\x1f\x7f-\x9f"  # controls: ESC moves the cursor, NUL ends strings
    "\u202a-\u202e\u2066-\u2069"  # bidi: shows another order than the one there is
    "\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # without a width
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # nor have these
    "\U000e0000-\U000e007f"  # tags: whole sentences that nobody sees
    "\ud800-\udfff" + _NONCHARACTERS  # nothing that could be written or exchanged
)
_IN_DOCUMENTS = f"[{_DECEIVING}]"
_IN_TERMINALS = f"[\xad\u061c\u200c-\u200f{_DECEIVING}]"
_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_BREAKS = "[\t\n\x0b\x0c\r\x1c-\x1f \x85\u2028\u2029]+"

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _visible(char: str) -> str:
    code = ord(char)
    if char <= "\xff":
        return _SHORT.get(char) or f"\\x{code:02x}"
    return f"\\u{code:04x}" if char <= "\uffff" else f"\\U{code:08x}"


def _utf16(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return _SHORT.get(char) or "".join(
        f"\\u{units[at:at + 4]}" for at in range(0, len(units), 4)
    )


def _utf32(char: str) -> str:
    return _utf16(char) if char <= "\uffff" else _visible(char)


def _shown(s: str, hidden: str, keep: str = "") -> str:
    if s.isprintable():
        return s

    def show(match: re.Match[str]) -> str:
        return match[0] if match[0] in keep else _visible(match[0])

    return re.sub(hidden, show, s)


def _printable(s: str, escape: Callable[[str], str] = _visible) -> str:
    if s.isprintable():
        return s
    return "".join([char if char.isprintable() else escape(char) for char in s])


def _line(s: str) -> str:
    return _printable(" ".join(s.split()))


def columns(s: str) -> int:
    """Return how wide a line is: wide East Asian characters take two columns, as for black."""
    if s.isascii():
        return len(s)
    from unicodedata import (
        east_asian_width,
    )  # most catalogs are ASCII and never need it

    return len(s) + sum(east_asian_width(char) in "WF" for char in s)


# --- what a catalog text says -----------------------------------------------------------------

TEXT = "text"
BULLETS = "bullets"
CODE = "code"
LINK = "link"

# A span of code is one pair of single backticks. A link ends where its sentence goes on.
_SPANS = r"""(?x)(?<!`)`(?P<code>[^`]+)`(?!`)
           | (?<![^\W_])(?P<link>https://[^\s<>"'`\\^{|}]*[\w/=&\#%~+*$-])"""


class Block(NamedTuple):
    """A paragraph, which has one item, or a list, which has one for each bullet."""

    kind: str
    """TEXT or BULLETS."""
    items: tuple[str, ...]


class Piece(NamedTuple):
    """A stretch of a line that is shown in one way."""

    kind: str
    """TEXT, CODE (without its backticks) or LINK."""
    text: str


def paragraphs(s: str) -> tuple[Block, ...]:
    """Return the blocks of a catalog text, as the catalog format has them.

    A blank line separates paragraphs, lines that start with `- ` are bullets, and other line
    breaks are as good as a space.
    """
    blocks: list[Block] = []
    for chunk in _chunks(s):
        item = " ".join(chunk)
        if not item.startswith("- "):
            blocks.append(Block(TEXT, (item,)))
        elif blocks and blocks[-1].kind == BULLETS:
            blocks[-1] = Block(BULLETS, (*blocks[-1].items, item[2:].lstrip()))
        else:
            blocks.append(Block(BULLETS, (item[2:].lstrip(),)))
    return tuple(blocks)


def _chunks(s: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in map(str.strip, s.splitlines()):
        if chunk and (not line or line.startswith("- ")):
            yield chunk
            chunk = []
        if line:
            chunk.append(line)
    if chunk:
        yield chunk


def spans(s: str) -> tuple[Piece, ...]:
    """Return the pieces of a line: `code` in backticks, https links, and the text between.

    Nothing is lost: but for the backticks of code, the pieces joined are the line.
    """
    pieces: list[Piece] = []
    done = 0
    for match in re.finditer(_SPANS, s):
        if done < match.start():
            pieces.append(Piece(TEXT, s[done : match.start()]))
        kind = match.lastgroup or TEXT
        pieces.append(Piece(kind, match[kind]))
        done = match.end()
    if done < len(s):
        pieces.append(Piece(TEXT, s[done:]))
    return tuple(pieces)


def _filled(words: str, room: int, lead: str = "", used: int = 0) -> Iterator[str]:
    hang = " " * len(lead)
    line = lead
    wide = used + len(lead)
    for word in words.split():
        size = columns(word)
        if line not in (lead, hang) and wide + 1 + size > room:
            yield line
            line, wide = hang, len(hang)
        if line not in (lead, hang):
            line, wide = f"{line} ", wide + 1
        line, wide = line + word, wide + size
    yield line.rstrip()


def _laid_out(blocks: Iterable[Block], room: int, used: int = 0) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lead = "- " if block.kind == BULLETS else ""
        for item in block.items:
            lines.extend(_filled(item, room, lead, 0 if lines else used))
    return lines


def _each(s: str, encode: Callable[[str], str]) -> list[Block]:
    return [Block(kind, tuple(map(encode, items))) for kind, items in paragraphs(s)]


# --- Python -----------------------------------------------------------------------------------


def _quote_for(s: str) -> str:
    return "'" if '"' in s and s.count('"') > s.count("'") else '"'


def _quoted(s: str, quote: str, escape: Callable[[str], str]) -> str:
    if "\\" in s:
        s = s.replace("\\", "\\\\")
    if quote in s:
        s = s.replace(quote, f"\\{quote}")
    return f"{quote}{_printable(s, escape)}{quote}"


def python_literal(s: str, quote: str | None = None) -> str:
    """Return a str literal that is *s* again when Python reads it, and that black leaves alone.

    Printable letters of any script stay; the rest is escaped as `repr` does it. black prefers
    double quotes, unless single ones need fewer backslashes; *quote* overrules that.
    """
    return _quoted(s, quote or _quote_for(s), _visible)


def python_wrapped(s: str, indent: int, width: int = 88) -> list[str]:
    """Return literals to stand one below the other, which Python joins to *s*.

    Each fits in *width* columns behind *indent* spaces, if that leaves 14 of them. They end at
    line breaks and words; only a word too long for a line of its own is cut.
    """
    room = max(width - indent - 2, len("\\U0010ffff"))
    whole = python_literal(s)
    if columns(whole) <= room + 2:
        return [whole]
    pieces: list[str] = []
    start = 0
    while start < len(s):
        end = _cut(s, start, room)
        pieces.append(python_literal(s[start:end]))
        start = end
    return pieces


def _cut(s: str, start: int, room: int) -> int:
    end = _fitting(s, start, room)
    line = s.find("\n", start, end) + 1
    if line:
        while line < end and s[line] == "\n":
            line += 1
        return line
    return end if end == len(s) else s.rfind(" ", start, end) + 1 or end


def _fitting(s: str, start: int, room: int) -> int:
    part = s[start : start + room]
    if part.isascii() and part.isprintable() and not ("\\" in part or '"' in part):
        return start + len(part)
    used = 0
    quotes = {'"': 0, "'": 0}
    for index, char in enumerate(part, start):
        if char in quotes:
            quotes[char] += 1
        used += 2 if char == "\\" else columns(_printable(char))
        if used + min(quotes.values()) > room:
            return index
    return start + len(part)


_DOCTEST = ">>(?=>)"


def python_docstring(s: str, indent: int, width: int = 88) -> str:
    r"""Return a docstring that says *s*, from quotes to quotes, its paragraphs and lists wrapped.

    It is written to stand behind *indent* spaces, as PEP 257 lays docstrings out, and black and
    ruff leave it alone. What cannot be seen is shown as `\u202e`, and `>>>` is parted, so that
    doctest finds nothing to run.
    """
    blocks = _each(s, _in_docstring)
    room = width - indent
    lines = _laid_out(blocks, room, used=3)
    if len(lines) == 1 and columns(_closed(lines[0])) + 6 > room:
        lines = _laid_out(blocks, room, used=6)
    if not blocks:
        return '""""""'
    if blocks[0].kind == BULLETS and len(lines) > 1:
        # PEP 257's dedenting would take the hanging lines for the margin.
        lines.insert(0, "")
    if len(lines) == 1:
        return f'"""{_closed(lines[0])}"""'
    margin = "\n" + " " * indent
    body = "".join(f"{margin}{line}" if line else "\n" for line in lines[1:])
    return f'"""{lines[0]}{body}{margin}"""'


def _in_docstring(item: str) -> str:
    line = _line(item).replace("\\", "\\\\").replace('"""', '""\\"')
    return ("\\" if line.startswith('"') else "") + re.sub(_DOCTEST, ">> ", line)


def _closed(line: str) -> str:
    # black sets a space between a last quote and the closing ones, even if it is escaped.
    bare = line[:-1]
    if not line.endswith('"'):
        return line
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return f"{bare[:-1] if escaped else bare}\\u0022"


# A directive, up to where a mark makes it a plain word. Some tools look at the start of a comment
# or behind any `#`, some (PEP 263, isort, editors, source maps) look everywhere.
_DIRECTIVE = r"""(?x)(?:^|\#)\s*(?:
            (?:type|fmt|yapf|ruff|flake8|pylint|pyright|mypy|pyre|pytype)(?=\s*:)
          | (?i:no)(?=(?i:qa|sec|pep8|lint|sonar)) | (?i:prag)(?=(?i:ma))
          | (?:es|ts|ox|style)(?=lint) | (?:prettier|biome|dprint|deno-\w+)(?=-ignore)
          | istan(?=bul) | [cv](?=8\s) | node(?=:coverage)
        )
      | coding(?=[:=]) | isort(?=:) | (?:^|(?<=\s))(?:vim?|ex)(?=:) | -(?=\*-)
      | source(?=(?:Mapping)?URL) | _(?=_PURE__|_NO_SIDE_EFFECTS__)"""
_TAG = r"(?<![\w\\])@"


def _comment(s: str) -> str:
    return re.sub(_DIRECTIVE, r"\g<0>_", _line(s))


def python_comment(s: str) -> str:
    """Return *s* as one line to stand behind `# `, which says it and does nothing else.

    Line breaks become spaces. An encoding cookie (PEP 263), `type:`, `noqa`, `pragma`, `fmt:`
    and their like are parted with an underscore. An empty text gives an empty line.
    """
    return _comment(s)


# What reStructuredText reads as markup: anywhere in a line, at its start, and as code.
_RST = r"[\\*`|]|_(?![^\W_])|(?<=:):|:$|(?<!\S)([^\w\s])(?=\1+(?!\S))"
_RST_START = r"^(?=[^\w\s\\`]|(?:[0-9]+|[A-Za-z]|[IVXLCDMivxlcdm]+)[.)](?:\s|$))"
_RST_CODE = r"""(?x)(?:^|(?<=[ (]))
                `([A-Za-z0-9](?:[A-Za-z0-9_./:{}<>=\[\]\ -]*[A-Za-z0-9}>\]])?)`
                (?=[ .,;:)]|$)"""


def rst(s: str) -> str:
    """Return a catalog text that reads the same as reStructuredText, for `python_docstring`.

    Paragraphs, bullets and code spans stay what they are; every other mark of the docutils
    specification is escaped, so that Sphinx finds nothing to warn of.
    """
    return "\n\n".join(
        "\n".join(f"- {item}" for item in items) if kind == BULLETS else items[0]
        for kind, items in _each(s, _rst_line)
    )


def _rst_line(item: str) -> str:
    parts = re.split(_RST_CODE, _line(item))
    parts[::2] = [re.sub(_RST, r"\\\g<0>", part) for part in parts[::2]]
    parts[1::2] = [f"``{part}``" for part in parts[1::2]]
    return re.sub(_RST_START, r"\\", "".join(parts))


# --- TypeScript, JSON, YAML -------------------------------------------------------------------


def ts_literal(s: str) -> str:
    """Return a string literal of TypeScript and JavaScript that prettier leaves alone.

    U+2028, controls, bidi controls and surrogates are escaped. JavaScript strings are UTF-16: of
    two surrogates that make a pair, it sees the character.
    """
    return _quoted(s, _quote_for(s), _utf16)


_JS_NAME = r"[A-Za-z_$][A-Za-z0-9_$]*"


def js_key(s: str) -> str:
    """Return *s* as the name of a property, in an object literal or a type.

    An identifier stands as it is. `__proto__` would set the prototype instead of a property
    (ECMA-262, annex B.3.1): it is computed.
    """
    if s == "__proto__":
        return '["__proto__"]'
    return s if re.fullmatch(_JS_NAME, s) else ts_literal(s)


_IN_JSDOC = r"(?<=\*)(?=/)|(?=<[A-Za-z/!?])|(?<![\w\\])(?=@)"
_SOURCE_MAP = "(?<=source)(?=(?:Mapping)?URL)"


def jsdoc(s: str, indent: int, width: int = 80) -> list[str]:
    """Return the lines that say *s* in a `/** */` comment, to stand behind ` * `.

    Paragraphs and lists are wrapped to *width* columns, of which *indent* and the ` * ` are
    taken; an empty line parts two of them. The end of a comment, tags and HTML get a backslash,
    which Markdown and TSDoc hide from readers.
    """
    return _laid_out(_each(s, _in_jsdoc), width - indent - 3)


def _in_jsdoc(item: str) -> str:
    return re.sub(_SOURCE_MAP, "_", re.sub(_IN_JSDOC, r"\\", _line(item)))


def ts_comment(s: str) -> str:
    """Return *s* as one line to stand behind `// `, which says it and does nothing else.

    Line breaks, U+2028 and U+2029 among them, become spaces. `@ts-ignore` and other tags get a
    backslash; `eslint-`, `prettier-ignore`, `sourceMappingURL` and their like are parted with an
    underscore.
    """
    return re.sub(_TAG, r"\\@", _comment(s))


def json_literal(s: str) -> str:
    """Return *s* as a JSON string (RFC 8259) in which every character can be seen."""
    return _quoted(s, '"', _utf16)


_JSON_IN_HTML = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&"})


def json_in_html(s: str) -> str:
    """Return a JSON string that may stand in a `<script>` element: nothing in it can end that."""
    return json_literal(s).translate(_JSON_IN_HTML)


def yaml_scalar(s: str) -> str:
    r"""Return *s* as a double-quoted YAML scalar, which has one reading in YAML 1.1 and 1.2.

    A lone surrogate is escaped and can be written; PyYAML reads it back, libyaml and others
    refuse it, because YAML 1.2 has no such character (section 5.1).
    """
    return _quoted(s, '"', _utf32)


def yaml_block(s: str, indent: int) -> str:
    """Return *s* as a `|-` block whose lines stand behind *indent* spaces, at least one.

    Only text of several clean lines is written so: no padding, no empty line at an end, nothing
    that needs an escape. Every other text is a `yaml_scalar`.
    """
    lines = s.split("\n")
    clean = all(line.isprintable() and line == line.strip() for line in lines)
    if not (indent > 0 and "\n" in s and clean and lines[0] and lines[-1]):
        return yaml_scalar(s)
    margin = " " * indent
    return "\n".join(["|-", *(f"{margin}{line}" if line else "" for line in lines)])


# --- Markdown ---------------------------------------------------------------------------------

# GitHub finds mentions and references in the text of the rendered page, where no backslash is
# left: a zero-width space keeps them apart, written as an entity so that the source shows it.
_MARKDOWN = r"""(?x)(?=[]\\`*[|~$@_/.\#<>&{Gg])(?:  # at most characters, this is all
        (?P<parted> (?<![A-Za-z0-9_])@(?=[A-Za-z0-9]) | \#(?=[0-9])
                  | (?<![A-Za-z0-9])(?:GH|gh|Gh|gH)-(?=[0-9]) )
      | (?P<entity> [<>&] | \{(?=[{%\#:<]) )
      | (?P<escaped> [\\`*\[\]|~$@] | (?<![^\W_])_ | _(?![^\W_])
                   | (?<=/)/ | (?<=[wW]{3})\. | (?<=[^\s\d])\.(?=\w) | (?<=\d)\.(?=[^\W\d])
                   | \#+$ ) )"""
_MARKDOWN_START = r"^([0-9]{1,9}(?=[.)])|(?=[-+=#:!%?]))"
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "{": "&#123;", "}": "&#125;"}


def _document_line(s: str) -> str:
    return _shown(re.sub(_BREAKS, " ", s).strip(), _IN_DOCUMENTS)


def _markdown_mark(match: re.Match[str]) -> str:
    mark = match[0]
    if match.lastgroup == "parted":
        return f"{mark}&#8203;"
    return _ENTITIES[mark] if match.lastgroup == "entity" else f"\\{mark}"


def markdown(s: str) -> str:
    """Return *s* as one line of CommonMark and GitHub's Markdown that renders as its own text.

    Nothing becomes markup, wherever the line stands: no emphasis, link, image, HTML, heading,
    list, fence, table or autolink; no template of Liquid or Jinja; no mention (`@&#8203;user`)
    and no reference to an issue (`#&#8203;1`).
    """
    return re.sub(_MARKDOWN_START, r"\1\\", markdown_cell(s))


def markdown_cell(s: str) -> str:
    """Return *s* for the cell of a GitHub table, where a line has no start to be defused."""
    return re.sub(_MARKDOWN, _markdown_mark, _document_line(s))


def markdown_code(s: str, *, cell: bool = False) -> str:
    r"""Return *s* as a span of code; with *cell*, its `|` as `\|`, as GitHub's tables want it.

    The fence is one backtick longer than the longest run in the text (CommonMark, section 6.1).
    """
    line = _document_line(s)
    if not line:
        return ""
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    pad = " " if "`" in (line[0], line[-1]) else ""
    code = f"{fence}{pad}{line}{pad}{fence}"
    return code.replace("|", "\\|") if cell else code


def markdown_link(text: str, target: str, *, braces: bool = False) -> str:
    """Return a link to *target*, or the text alone where `url` does not let the target through.

    With *braces*, the text is written as `mdx` would, for a document of MDX.
    """
    href = url(target)
    if not href:
        return mdx(text) if braces else markdown(text)
    shown = mdx(text) if braces else markdown_cell(text)
    return f"[{shown}]({re.sub(_MARKDOWN_URL, _url_mark, href)})"


_MARKDOWN_URL = r"[()\[\]*_&'~]"


def _url_mark(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else f"\\{match[0]}"


_BRACES = "[{}]"
_MDX_START = r"^[ie](?=(?:mport|xport)\b)"


def _numbered(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def mdx(s: str) -> str:
    """Return `markdown` that MDX reads as text too: braces and a leading `import` are entities."""
    return re.sub(f"{_BRACES}|{_MDX_START}", _numbered, markdown(s))


def markdown_line(s: str, *, cell: bool = False, braces: bool = False) -> str:
    """Return a line of a catalog text as Markdown, its code and links what they are.

    With *cell* it is for the cell of a GitHub table. With *braces* it is for MDX as `mdx` is, and
    for headings and cells, where Python-Markdown would read `{...}` as attributes.
    """
    pieces = spans(_document_line(s))
    found = "".join(_markdown_pieces(pieces, cell=cell, braces=braces)).strip()
    if not cell:
        found = re.sub(_MARKDOWN_START, r"\1\\", found)
    return re.sub(_MDX_START, _numbered, found) if braces else found


def _markdown_pieces(
    pieces: tuple[Piece, ...], *, cell: bool, braces: bool
) -> Iterator[str]:
    for index, (piece, then) in enumerate(pairwise((*pieces, Piece(TEXT, "")))):
        if piece.kind == CODE:
            # Spaces between backticks are no code, but they were there.
            yield markdown_code(piece.text, cell=cell) or " "
        elif piece.kind == LINK:
            yield markdown_link(piece.text, piece.text, braces=braces)
        else:
            words = re.sub(_MARKDOWN, _markdown_mark, piece.text)
            if braces:
                words = re.sub(_BRACES, _numbered, words)
            elif index and words.startswith("{"):
                # Behind an element, Python-Markdown would read it as a list of attributes.
                words = f"&#123;{words[1:]}"
            # A `!` would make an image of the link behind it.
            yield (
                f"{words[:-1]}\\!" if then.kind == LINK and words[-1] == "!" else words
            )


def markdown_text(s: str, *, braces: bool = False) -> str:
    """Return a catalog text as Markdown: its paragraphs, bullets, code and links are just that.

    A paragraph is one line, and an empty line parts blocks. *braces* is as for `markdown_line`.
    """
    blocks = _each(s, lambda item: markdown_line(item, braces=braces))
    return "\n\n".join(
        (
            "\n".join(f"- {item}".rstrip() for item in items)
            if kind == BULLETS
            else items[0]
        )
        for kind, items in blocks
    )


def plain(s: str) -> str:
    r"""Return *s* as one line of a document, whatever its markup; what hides is shown: `\u202e`.

    That is what readers see of the encoders above. For a sink it goes through that sink's own.
    """
    return _document_line(s)


_FRAGMENT = "[A-Za-z0-9._:-]+"


def fragment(code: str) -> str:
    """Return an id for an element of HTML, and the fragment of a URL that leads there.

    Two codes never share one. A code of ASCII letters, digits and `._:-` is its own; any other
    is percent-encoded, as `docs_url` does, so that `#{code}` finds each of them.
    """
    if re.fullmatch(_FRAGMENT, code):
        return code
    return re.sub("[^A-Za-z0-9._~-]", _percent, code)


# --- HTML, URLs, XML --------------------------------------------------------------------------

_HTML = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
)
_XML = {**_HTML, **{ord(char): f"&#{ord(char)};" for char in "\t\n\r"}}


def html(s: str) -> str:
    r"""Return *s* for HTML: between tags, and in an attribute with quotes of either kind.

    White space and every letter stay; characters that HTML forbids, and those that would show
    another text than the one there is, are shown as `\x00` and `\u202e`.
    """
    return _shown(s, _IN_DOCUMENTS, "\t\n").translate(_HTML)


_LINKED = r"(?i)https?://[^/?#\\]|mailto:[^/?#@]"
_NOT_IN_URL = r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]"


def url(s: str) -> str:
    """Return a URL that may be followed, or an empty text if *s* is not http, https or mailto.

    What a URL cannot hold (RFC 3986, section 2) is percent-encoded as UTF-8. In a document it is
    text as any other: it goes through `html` or `markdown_link`.
    """
    s = s.strip()
    return re.sub(_NOT_IN_URL, _percent, s) if re.match(_LINKED, s) else ""


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def xml(s: str) -> str:
    r"""Return *s* for XML: between tags, and in an attribute with quotes of either kind.

    A parser gives the text back, tabs and line ends included; only what XML 1.0 does not allow
    (section 2.2) is shown as `\x01` and `\ufffe`.
    """
    return _shown(s, _IN_XML).translate(_XML)


# --- tables, terminals, CI --------------------------------------------------------------------

_FORMULA = "[\t\r\n]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_NUMBER = "-[0-9]+"
_QUOTED_IN_CSV = r"""[",;'\t\r\n]|^\s|\s$"""


def csv_cell(s: str) -> str:
    """Return *s* as a field of a CSV file (RFC 4180) that no spreadsheet takes for a formula.

    What a formula could begin with gets a leading `'`, as OWASP advises; a negative number is
    none, and stays.
    """
    cell = _shown(s, _IN_DOCUMENTS, "\t\n\r")
    if re.match(_FORMULA, cell) and not re.fullmatch(_NUMBER, cell):
        cell = f"'{cell}"
    return (
        '"' + cell.replace('"', '""') + '"' if re.search(_QUOTED_IN_CSV, cell) else cell
    )


def terminal(s: str, *, multiline: bool = False) -> str:
    r"""Return *s* for a person's terminal, which obeys nothing in it.

    ESC and every other control character, bidi controls and what has no width are shown as
    `\x1b`, `\u202e`. Line ends and tabs are too, unless *multiline* lets them through.
    """
    return _shown(s, _IN_TERMINALS, "\n\t" if multiline else "")


_GITHUB_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = {**_GITHUB_DATA, ord(":"): "%3A", ord(","): "%2C"}


def github_data(s: str) -> str:
    """Return *s* as the message of a GitHub workflow command, as actions/toolkit escapes it."""
    return _shown(s, _IN_TERMINALS, "\t\n\r").translate(_GITHUB_DATA)


def github_property(s: str) -> str:
    """Return *s* as a property of a GitHub workflow command, as actions/toolkit escapes it."""
    return _shown(s, _IN_TERMINALS, "\t\n\r").translate(_GITHUB_PROPERTY)
