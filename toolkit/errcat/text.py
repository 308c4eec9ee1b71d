r"""Encode catalog text for literals, comments, Markdown, HTML and more: one encoder per format.

The authors of a catalog may not know what `*/`, `=cmd` or U+202E do in other formats, and some may
use them on purpose. Every encoder accepts any str, including lone surrogates and NUL, and returns
text without any special meaning in the format it is named after; the result can always be written
as UTF-8. Characters that a format cannot hold, or that are invisible, are shown as Python escapes:
`\u202e`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

# Patterns are strings: re compiles and caches them on first use, and a run needs few of them.

# Source code keeps the characters that str.isprintable accepts: no control, format, private or
# unassigned characters, no surrogates, and no space except U+0020. Documents keep more: the joiners
# of Persian and of emoji, the marks of Arabic and Hebrew, and the no-break space.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last)
    for plane in range(0, 0x110000, 0x10000)
    for last in (0xFFFE, 0xFFFF)
)
_DECEIVING = (
    "\x00-\x1f\x7f-\x9f"  # controls: ESC moves the cursor, NUL ends strings
    "\u202a-\u202e\u2066-\u2069"  # bidi controls: change the visible order
    "\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # zero width, too
    "\U000e0000-\U000e007f"  # tags: invisible sentences
    "\ud800-\udfff" + _NONCHARACTERS  # cannot be written or exchanged
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
    """Return the width of a line; wide East Asian characters take two columns, as in black."""
    if s.isascii():
        return len(s)
    from unicodedata import (
        east_asian_width,
    )  # slow to import, and most catalogs are ASCII

    return len(s) + sum(east_asian_width(char) in "WF" for char in s)


# --- the small language of catalog texts -----------------------------------------------------------------

TEXT = "text"
BULLETS = "bullets"
CODE = "code"
LINK = "link"

# A code span is enclosed in single backticks. Punctuation that ends a sentence is not in a link.
_SPANS = r"""(?x)(?<!`)`(?P<code>[^`]+)`(?!`)
           | (?<![^\W_])(?P<link>https://[^\s<>"'`\\^{|}]*[\w/=&\#%~+*$-])"""


class Block(NamedTuple):
    """A paragraph, which has one item, or a list, which has one item per bullet."""

    kind: str
    """TEXT or BULLETS."""
    items: tuple[str, ...]


class Piece(NamedTuple):
    """A part of a line: plain text, code or a link."""

    kind: str
    """TEXT, CODE (without its backticks) or LINK."""
    text: str


def paragraphs(s: str) -> tuple[Block, ...]:
    """Return the blocks of a catalog text, as the catalog format defines them.

    A blank line separates paragraphs, and lines that start with `- ` are bullets. Any other line
    break is equivalent to a space.
    """
    blocks: list[tuple[str, list[str]]] = []
    for chunk in _chunks(s):
        item = " ".join(chunk)
        kind = BULLETS if item.startswith("- ") else TEXT
        if kind == TEXT or not blocks or blocks[-1][0] == TEXT:
            blocks.append((kind, []))
        blocks[-1][1].append(item[2:].lstrip() if kind == BULLETS else item)
    return tuple(Block(kind, tuple(items)) for kind, items in blocks)


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

    The joined pieces are the line, without the backticks of code.
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


def _encoded(s: str, encode: Callable[[str], str]) -> list[Block]:
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
    """Return a Python literal for *s*, formatted as by black.

    Printable letters of any script stay; everything else is escaped as in `repr`. The quotes are
    double, unless single ones need fewer backslashes; *quote* overrides that.
    """
    return _quoted(s, quote or _quote_for(s), _visible)


def python_wrapped(s: str, indent: int, width: int = 88) -> list[str]:
    """Return literals for consecutive lines, which Python concatenates to *s*.

    Each fits in *width* columns after *indent* spaces, if at least 14 columns remain. They end at
    line breaks and between words; only a word that is longer than a line is split.
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
    r"""Return a docstring with the text *s*, including quotes, with wrapped paragraphs and lists.

    It is laid out for an indentation of *indent* spaces, as described in PEP 257 and accepted by
    black and ruff. Invisible characters are shown as `\u202e`, and `>>>` is split, so that doctest
    runs nothing.
    """
    blocks = _encoded(s, _in_docstring)
    room = width - indent
    lines = _laid_out(blocks, room, used=3)
    if len(lines) == 1 and columns(_closed(lines[0])) + 6 > room:
        lines = _laid_out(blocks, room, used=6)
    if not blocks:
        return '""""""'
    if blocks[0].kind == BULLETS and len(lines) > 1:
        # Otherwise dedenting (PEP 257) would take the hanging indent for the margin.
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
    # black would add a space between a final quote and the closing ones, even if it is escaped.
    bare = line[:-1]
    if not line.endswith('"'):
        return line
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return f"{bare[:-1] if escaped else bare}\\u0022"


# A directive, up to the point where an underscore defuses it. Some tools search the start of a
# comment or after any `#`; others (PEP 263, isort, editors, source maps) search everywhere.
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
    """Return *s* as one line for a comment after `# `, without any directive.

    Line breaks become spaces. An underscore defuses encoding cookies (PEP 263), `type:`, `noqa`,
    `pragma`, `fmt:` and similar directives. An empty text gives an empty line.
    """
    return _comment(s)


# Markup of reStructuredText: anywhere in a line, at its start, and code.
_RST = r"[\\*`|]|_(?![^\W_])|(?<=:):|:$|(?<!\S)([^\w\s])(?=\1+(?!\S))"
_RST_START = r"^(?=[^\w\s\\`]|(?:[0-9]+|[A-Za-z]|[IVXLCDMivxlcdm]+)[.)](?:\s|$))"
_RST_CODE = r"""(?x)(?:^|(?<=[ (]))
                `([A-Za-z0-9](?:[A-Za-z0-9_./:{}<>=\[\]\ -]*[A-Za-z0-9}>\]])?)`
                (?=[ .,;:)]|$)"""


def rst(s: str) -> str:
    """Return a catalog text as reStructuredText, for `python_docstring`.

    Paragraphs, bullets and code spans are kept; all other markup in the docutils specification is
    escaped, so that Sphinx reports no warnings.
    """
    return "\n\n".join(
        "\n".join(f"- {item}" for item in items) if kind == BULLETS else items[0]
        for kind, items in _encoded(s, _rst_line)
    )


def _rst_line(item: str) -> str:
    parts = re.split(_RST_CODE, _line(item))
    parts[::2] = [re.sub(_RST, r"\\\g<0>", part) for part in parts[::2]]
    parts[1::2] = [f"``{part}``" for part in parts[1::2]]
    return re.sub(_RST_START, r"\\", "".join(parts))


# --- TypeScript, JSON, YAML -------------------------------------------------------------------


def ts_literal(s: str) -> str:
    """Return a TypeScript and JavaScript literal for *s*, formatted as by prettier.

    U+2028, control characters, bidi controls and surrogates are escaped. JavaScript strings are
    UTF-16: two surrogates that form a pair become one character.
    """
    return _quoted(s, _quote_for(s), _utf16)


_JS_NAME = r"[A-Za-z_$][A-Za-z0-9_$]*"


def js_key(s: str) -> str:
    """Return *s* as a property name in an object literal or a type.

    Identifiers need no quotes. `__proto__` would set the prototype instead of a property (ECMA-262,
    annex B.3.1), so it becomes a computed name.
    """
    if s == "__proto__":
        return '["__proto__"]'
    return s if re.fullmatch(_JS_NAME, s) else ts_literal(s)


_IN_JSDOC = r"(?<=\*)(?=/)|(?=<[A-Za-z/!?])|(?<![\w\\])(?=@)"
_SOURCE_MAP = "(?<=source)(?=(?:Mapping)?URL)"


def jsdoc(s: str, indent: int, width: int = 80) -> list[str]:
    """Return *s* as lines for a `/** */` comment, each to follow ` * `.

    Paragraphs and lists are wrapped to *width* columns including *indent* and ` * `, and separated
    by an empty line. The end of a comment, tags and HTML are escaped with a backslash, which
    Markdown and TSDoc do not show.
    """
    return _laid_out(_encoded(s, _in_jsdoc), width - indent - 3)


def _in_jsdoc(item: str) -> str:
    return re.sub(_SOURCE_MAP, "_", re.sub(_IN_JSDOC, r"\\", _line(item)))


def ts_comment(s: str) -> str:
    """Return *s* as one line for a comment after `// `, without any directive.

    Line breaks, including U+2028 and U+2029, become spaces. `@ts-ignore` and other tags get a
    backslash; an underscore defuses `eslint-`, `prettier-ignore`, `sourceMappingURL` and similar
    directives.
    """
    return re.sub(_TAG, r"\\@", _comment(s))


def json_literal(s: str) -> str:
    """Return *s* as a JSON string (RFC 8259) with invisible characters escaped."""
    return _quoted(s, '"', _utf16)


_JSON_IN_HTML = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&"})


def json_in_html(s: str) -> str:
    """Return a JSON string for a `<script>` element, which nothing in it can end."""
    return json_literal(s).translate(_JSON_IN_HTML)


def yaml_scalar(s: str) -> str:
    r"""Return *s* as a double-quoted YAML scalar, which YAML 1.1 and 1.2 read alike.

    A lone surrogate is escaped. PyYAML reads it back; libyaml and others reject it, because YAML
    1.2 has no such character (section 5.1).
    """
    return _quoted(s, '"', _utf32)


def yaml_block(s: str, indent: int) -> str:
    """Return *s* as a `|-` block whose lines are indented by *indent* spaces, at least one.

    Only text with several clean lines becomes a block: no padding, no empty first or last line, and
    nothing to escape. Any other text becomes a `yaml_scalar`.
    """
    lines = s.split("\n")
    clean = all(line.isprintable() and line == line.strip() for line in lines)
    if not (indent > 0 and "\n" in s and clean and lines[0] and lines[-1]):
        return yaml_scalar(s)
    margin = " " * indent
    return "\n".join(["|-", *(f"{margin}{line}" if line else "" for line in lines)])


# --- other programming languages --------------------------------------------------------------

# Most languages have the escapes of JSON, and each inserts values in its own way: those marks need
# a backslash, too. Surrogates are shown as text where a language has no characters for them.


def _braced(char: str) -> str:
    return _SHORT.get(char) or (
        f"\\\\u{ord(char):04x}" if _halved(char) else f"\\u{{{ord(char):x}}}"
    )


def _pointed(char: str) -> str:
    return f"\\\\u{ord(char):04x}" if _halved(char) else _utf32(char)


def _halved(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


def go_literal(s: str) -> str:
    """Return an interpreted string literal of Go; surrogates are shown as text."""
    return _quoted(s, '"', _pointed)


def java_literal(s: str) -> str:
    r"""Return a string literal of Java.

    Java replaces `\u0041` before it finds literals, but not after an odd number of backslashes
    (JLS, section 3.3), and a backslash in the text is always doubled.
    """
    return _quoted(s, '"', _utf16)


def csharp_literal(s: str) -> str:
    """Return a regular string literal of C#."""
    return _quoted(s, '"', _utf16)


def kotlin_literal(s: str) -> str:
    """Return a string literal of Kotlin, without any template."""
    return _quoted(s, '"', _utf16).replace("$", "\\$")


def swift_literal(s: str) -> str:
    """Return a string literal of Swift; surrogates are shown as text."""
    return _quoted(s, '"', _braced)


def rust_literal(s: str) -> str:
    """Return a string literal of Rust; surrogates are shown as text."""
    return _quoted(s, '"', _braced)


_RUBY_INSERTS = "#(?=[{$@])"


def ruby_literal(s: str) -> str:
    """Return a double-quoted literal of Ruby, without any interpolation.

    Surrogates are shown as text.
    """
    return re.sub(_RUBY_INSERTS, r"\\#", _quoted(s, '"', _braced))


def php_literal(s: str) -> str:
    """Return a literal of PHP: in single quotes if nothing needs escaping, else in double quotes.

    Surrogates are shown as text.
    """
    if s.isprintable():
        return _quoted(s, "'", _braced)
    return _quoted(s, '"', _braced).replace("$", "\\$")


_NOT_QUOTED = "\n\t"


def shell_literal(s: str) -> str:
    r"""Return *s* in single quotes, for a POSIX shell, bash or zsh.

    Line ends and tabs stay; other control and invisible characters are shown as `\x1b`.
    """
    escaped = _kept_lines(s).replace("'", "'\\''")
    return f"'{escaped}'"


def sql_literal(s: str) -> str:
    r"""Return a literal of standard SQL, in which a backslash has no meaning.

    PostgreSQL and SQLite read it; for MySQL, use `mysql_literal`. Line ends and tabs stay; other
    control and invisible characters are shown as `\x1b`.
    """
    escaped = _kept_lines(s).replace("'", "''")
    return f"'{escaped}'"


def mysql_literal(s: str) -> str:
    r"""Return a literal of MySQL and MariaDB: as `sql_literal`, with backslashes doubled."""
    escaped = _kept_lines(s.replace("\\", "\\\\"), "\\").replace("'", "''")
    return f"'{escaped}'"


def _kept_lines(s: str, before: str = "") -> str:
    return "".join(
        char if char.isprintable() or char in _NOT_QUOTED else before + _visible(char)
        for char in s
    )


def toml_literal(s: str) -> str:
    """Return a basic string of TOML; surrogates are shown as text."""
    return _quoted(s, '"', _pointed)


_IN_PROPERTY = r"^ |[\\:=#!]"


def properties_value(s: str) -> str:
    """Return *s* as a value of a Java properties file, which is one line of ASCII."""
    marked = re.sub(_IN_PROPERTY, r"\\\g<0>", s)
    return "".join(
        char if char.isascii() and char.isprintable() else _utf16(char)
        for char in marked
    )


def properties_key(s: str) -> str:
    """Return *s* as a key of a Java properties file."""
    value = properties_value(s).removeprefix("\\ ")
    lead = "\\ " if s.startswith(" ") else ""
    return lead + value.replace(" ", "\\ ")


# What ends or opens a comment in some language, or means something in one: block comments, nested
# ones, XML comments, PHP and script tags, Java escapes, line continuations, trigraphs, build tags.
_IN_ANY_COMMENT = r"""(?x) (?<=\*)(?=/) | (?<=/)(?=\*) | (?<=[?%])(?=>) | (?<=\\)(?=u) | (?<=\\)$
                   | (?<=\?\?)(?=/$) | ^(?=\+build\b) | (?<=--)(?=!?>) | (?<=<)(?=!--)
                   | (?<=<)(?=/(?i:script|style)\b)"""
_IN_XML_COMMENT = "(?<=-)(?=-)|-$|^-?>"


def comment_line(s: str, *, xml_rules: bool = False) -> str:
    """Return *s* as one line for a line or block comment of any language.

    An underscore or a backslash defuses what would end the comment or be read as a directive. XML
    allows no `--` at all in its comments (section 2.5): *xml_rules* splits them.
    """
    line = re.sub(_IN_ANY_COMMENT, "_", ts_comment(s))
    return re.sub(_IN_XML_COMMENT, _underscored, line) if xml_rules else line


def _underscored(match: re.Match[str]) -> str:
    return f"_{match[0]}_"


_IN_JAVADOC = str.maketrans(
    {char: f"&#{ord(char)};" for char in "@\\{}*"}  # tags, escapes, the end
)


def javadoc(s: str) -> str:
    """Return *s* as one line of HTML for a documentation comment of Java, without any tag."""
    return html(_document_line(s)).translate(_IN_JAVADOC)


# --- Markdown ---------------------------------------------------------------------------------

# GitHub searches the rendered page, which has no backslashes, for mentions and references: a
# zero-width space breaks them, written as an entity so that it is visible in the source.
_MARKDOWN = r"""(?x)(?=[]\\`*[|~$@_/.\#<>&{Gg])(?:  # fails early at most characters
        (?P<broken> (?<![A-Za-z0-9_])@(?=[A-Za-z0-9]) | \#(?=[0-9])
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
    if match.lastgroup == "broken":
        return f"{mark}&#8203;"
    return _ENTITIES[mark] if match.lastgroup == "entity" else f"\\{mark}"


def markdown(s: str) -> str:
    """Return *s* as one line of CommonMark and GitHub Markdown that renders as plain text.

    Nothing becomes markup, wherever the line is: no emphasis, link, image, HTML, heading, list,
    fence, table or autolink; no Liquid or Jinja template; no mention (`@&#8203;user`) and no issue
    reference (`#&#8203;1`).
    """
    return re.sub(_MARKDOWN_START, r"\1\\", markdown_cell(s))


def markdown_cell(s: str) -> str:
    """Return *s* for a table cell, where markup for the start of a line needs no escaping."""
    return re.sub(_MARKDOWN, _markdown_mark, _document_line(s))


def markdown_code(s: str, *, cell: bool = False) -> str:
    r"""Return *s* as a code span; with *cell*, `|` is escaped as GitHub tables require.

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
    """Return a link to *target*, or only the text if `url` rejects the target.

    With *braces*, the text is encoded as by `mdx`, for MDX documents.
    """
    href = markdown_target(target)
    if not href:
        return mdx(text) if braces else markdown(text)
    shown = mdx(text) if braces else markdown_cell(text)
    return f"[{shown}]({href})"


def markdown_target(target: str) -> str:
    """Return *target* for the parentheses of a link; empty if `url` rejects it."""
    return re.sub(_MARKDOWN_URL, _url_mark, url(target))


def markdown_words(s: str) -> str:
    """Return *s* as a part of a line of Markdown or MDX; spaces at its ends stay."""
    line = _shown(re.sub(_BREAKS, " ", s), _IN_DOCUMENTS)
    words = re.sub(_BRACES, _numbered, re.sub(_MARKDOWN, _markdown_mark, line))
    return f"{words[:-1]}\\!" if words.endswith("!") else words


def markdown_start(line: str) -> str:
    """Return a line of encoded Markdown, whose start is no markup for a block or for MDX."""
    line = re.sub(_MARKDOWN_START, r"\1\\", line)
    return re.sub(_MDX_START, _numbered, line)


def markdown_fence(code: str, language: str = "") -> list[str]:
    """Return the lines of a fenced code block; nothing in *code* ends it."""
    lines = [_shown(line, _IN_DOCUMENTS, "\t") for line in code.split("\n")]
    runs = map(len, re.findall("`+", code))
    fence = "`" * max(3, 1 + max(runs, default=0))
    name = re.match(r"[A-Za-z0-9+#_-]*", language)
    return [f"{fence}{name[0] if name else ''}", *lines, fence]


_MARKDOWN_URL = r"[()\[\]*_&'~]"


def _url_mark(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else f"\\{match[0]}"


_PUNCTUATION = "[\t\n!-/:-@\\[-`{-~]"


def markdown_attribute(s: str) -> str:
    """Return *s* for an attribute of an HTML tag in Markdown, in either kind of quotes.

    Every punctuation mark is an entity, so that nothing in it is markup, even in a table.
    """
    return re.sub(_PUNCTUATION, _numbered, _shown(s, _IN_DOCUMENTS, "\t\n"))


_BRACES = "[{}]"
_MDX_START = r"^[ie](?=(?:mport|xport)\b)"


def _numbered(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def mdx(s: str) -> str:
    """Return `markdown` for MDX, where braces and a leading `import` need to be entities."""
    return re.sub(f"{_BRACES}|{_MDX_START}", _numbered, markdown(s))


def markdown_line(s: str, *, cell: bool = False, braces: bool = False) -> str:
    """Return a line of a catalog text as Markdown, with its code and links.

    With *cell* it is for a table cell. With *braces* it is for MDX like `mdx`, and for headings and
    cells, where Python-Markdown would read `{...}` as attributes.
    """
    pieces = spans(_document_line(s))
    line = "".join(_markdown_pieces(pieces, cell=cell, braces=braces)).strip()
    if not cell:
        line = re.sub(_MARKDOWN_START, r"\1\\", line)
    return re.sub(_MDX_START, _numbered, line) if braces else line


def _markdown_pieces(
    pieces: tuple[Piece, ...], *, cell: bool, braces: bool
) -> Iterator[str]:
    for index, (piece, then) in enumerate(pairwise((*pieces, Piece(TEXT, "")))):
        if piece.kind == CODE:
            # Backticks around spaces are not code, but the space must stay.
            yield markdown_code(piece.text, cell=cell) or " "
        elif piece.kind == LINK:
            yield markdown_link(piece.text, piece.text, braces=braces)
        else:
            words = re.sub(_MARKDOWN, _markdown_mark, piece.text)
            if braces:
                words = re.sub(_BRACES, _numbered, words)
            elif index and words.startswith("{"):
                # After an element, Python-Markdown would read this as its attributes.
                words = f"&#123;{words[1:]}"
            # A `!` would turn the following link into an image.
            yield (
                f"{words[:-1]}\\!" if then.kind == LINK and words[-1] == "!" else words
            )


def markdown_text(s: str, *, braces: bool = False) -> str:
    """Return a catalog text as Markdown, with its paragraphs, bullets, code and links.

    A paragraph is one line, and an empty line separates blocks. For *braces*, see `markdown_line`.
    """
    blocks = _encoded(s, lambda item: markdown_line(item, braces=braces))
    return "\n\n".join(
        (
            "\n".join(f"- {item}".rstrip() for item in items)
            if kind == BULLETS
            else items[0]
        )
        for kind, items in blocks
    )


def plain(s: str) -> str:
    r"""Return *s* as one line, with invisible characters shown as `\u202e`.

    This is the text that a rendered document shows. To write it to any format, encode it.
    """
    return _document_line(s)


_FRAGMENT = "[A-Za-z0-9._:-]+"


def fragment(code: str) -> str:
    """Return an id for an HTML element, which is also the URL fragment that links to it.

    Two codes never share one. A code of ASCII letters, digits and `._:-` stays the same; any other
    code is percent-encoded as in `docs_url`, so that `#{code}` links to it.
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
    r"""Return *s* for HTML: between tags, or in an attribute with either kind of quotes.

    White space and letters stay. Characters that HTML forbids, or that change how text is shown,
    become visible escapes such as `\x00` and `\u202e`.
    """
    return _shown(s, _IN_DOCUMENTS, "\t\n").translate(_HTML)


_LINKED = r"(?i)https?://[^/?#\\]|mailto:[^/?#@]"
_NOT_IN_URL = r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]"


def url(s: str) -> str:
    """Return a safe URL; an empty text if *s* is not http, https or mailto.

    Characters that a URL cannot hold (RFC 3986, section 2) are percent-encoded as UTF-8. For use in
    a document, encode the result like any text: with `html` or `markdown_link`.
    """
    s = s.strip()
    return re.sub(_NOT_IN_URL, _percent, s) if re.match(_LINKED, s) else ""


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def xml(s: str) -> str:
    r"""Return *s* for XML: between tags, or in an attribute with either kind of quotes.

    A parser returns the same text, including tabs and line ends; only characters that XML 1.0 does
    not allow (section 2.2) become visible escapes such as `\x01` and `\ufffe`.
    """
    return _shown(s, _IN_XML).translate(_XML)


# --- tables, terminals, CI --------------------------------------------------------------------

_FORMULA = "[\t\r\n]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_NUMBER = "-[0-9]+"
_QUOTED_IN_CSV = r"""[",;'\t\r\n]|^\s|\s$"""


def csv_cell(s: str) -> str:
    """Return *s* as a field of a CSV file (RFC 4180) that no spreadsheet reads as a formula.

    A text that starts like a formula gets a leading `'`, as OWASP recommends; negative numbers stay
    unchanged.
    """
    cell = _shown(s, _IN_DOCUMENTS, "\t\n\r")
    if re.match(_FORMULA, cell) and not re.fullmatch(_NUMBER, cell):
        cell = f"'{cell}"
    return (
        '"' + cell.replace('"', '""') + '"' if re.search(_QUOTED_IN_CSV, cell) else cell
    )


def terminal(s: str, *, multiline: bool = False) -> str:
    r"""Return *s* for a terminal, without any control sequence.

    Control characters such as ESC, bidi controls and zero-width characters are shown as `\x1b` and
    `\u202e`; so are line ends and tabs, unless *multiline* keeps them.
    """
    return _shown(s, _IN_TERMINALS, "\n\t" if multiline else "")


_GITHUB_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = {**_GITHUB_DATA, ord(":"): "%3A", ord(","): "%2C"}


def github_data(s: str) -> str:
    """Return *s* as the message of a GitHub workflow command, escaped as in actions/toolkit."""
    return _shown(s, _IN_TERMINALS, "\t\n\r").translate(_GITHUB_DATA)


def github_property(s: str) -> str:
    """Return *s* as a property of a GitHub workflow command, escaped as in actions/toolkit."""
    return _shown(s, _IN_TERMINALS, "\t\n\r").translate(_GITHUB_PROPERTY)
