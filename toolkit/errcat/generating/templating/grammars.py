"""Tell code, strings and comments of a language apart, as far as texts in them need it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple


class Quote(NamedTuple):
    """A kind of string."""

    opening: str
    closing: str
    escapes: str = r"\\[\s\S]"
    """A pattern of what a backslash may start; "" if a backslash has no meaning."""
    lines: bool = False
    """Whether the string may contain line ends."""
    inserts: str = ""
    """A pattern of what is code within the string."""
    after: str = ""
    """A pattern of what must stand around the opening, which `\\0` represents; "" for anything."""
    closes: str = ""
    """A pattern that ends it, if *closing* is not enough."""
    nests: str = ""
    """The bracket that opens another level."""
    name: str = ""
    """What it is, for messages; "" for an ordinary string."""


class Grammar(NamedTuple):
    """The strings and comments of a language."""

    name: str
    line: tuple[str, ...] = ()
    """What starts a comment that the end of the line ends."""
    guard: tuple[str, str] = ("", "")
    """Patterns of what must stand before and after such a start."""
    blocks: tuple[tuple[str, str], ...] = ()
    """What starts and ends other comments."""
    quotes: tuple[Quote, ...] = ()
    nested: bool = False
    """Whether block comments nest."""
    ends: str = "[\n\r]"
    """A pattern of what ends a line."""
    chars: str = ""
    """A pattern of literals of one character."""
    here: str = ""
    """A pattern of what opens a here document; its group `end` is the word that ends it."""
    here_ends: str = r"\n[ \t]*{end}\b"
    """A pattern of what ends a here document."""
    outside: str = ""
    """The kind of string in which a file starts, by its opening; "" if it starts with code."""
    docs: Mapping[str, tuple[str, ...]] = {}
    """The filters, one of which texts in a documentation comment need, by its start."""


CODE = "code"
STRING = "string"
LINE = "line comment"
BLOCK = "block comment"
BAD = "bad escape"
OUTSIDE = "outside"
"""What a file of PHP contains besides code."""


class State(NamedTuple):
    """Where in a file a scan stands."""

    kind: str = CODE
    opening: str = ""
    """What started the string or comment."""
    depth: int = 0
    value: bool = False
    """Whether an encoded text stands directly before, so that `/` is an operator."""


class Token(NamedTuple):
    """A part of a file: its kind and its text."""

    kind: str
    text: str


def scan(
    grammar: Grammar, text: str, state: State, *, forgiving: bool = False
) -> tuple[list[Token], State]:
    """Return the tokens of *text*, which starts in *state*, and the state after it.

    If it is *forgiving*, strings in single or double quotes end at the latest with their line.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        step = _STEPS[state.kind]
        read, at, state = step(grammar, text, at, state, forgiving)
        tokens.extend(read)
    return tokens, state


def start(grammar: Grammar) -> State:
    """Return the state in which a file starts."""
    return State(STRING, grammar.outside, 1) if grammar.outside else State()


_Step = tuple[list[Token], int, State]
_KINDS: Final = {"line": LINE, "block": BLOCK, "quote": STRING, "here": STRING}
_NEAR = 80
"""How much code decides whether `/` divides or starts a regular expression."""


def _code(
    grammar: Grammar, text: str, at: int, state: State, _forgiving: bool
) -> _Step:
    match = _opening(grammar, text, at, state)
    if match is None:
        return [Token(CODE, text[at:])], len(text), State()
    before = [Token(CODE, text[at : match.start()])]
    if match.lastgroup == "char":
        return [*before, Token(STRING, match[0])], match.end(), State()
    return before, match.end(), State(_KINDS[match.lastgroup or ""], match[0], 1)


def _opening(
    grammar: Grammar, text: str, at: int, state: State
) -> re.Match[str] | None:
    """Return what opens the next string or comment."""
    for match in re.compile(_openers(grammar)).finditer(text, at):
        if match.lastgroup != "quote":
            return match
        after = quote_of(grammar, match[0]).after
        first = max(match.start() - _NEAR, 0)
        near = text[first : match.start()]
        if state.value and not first:
            near = f'"{near}'
        if re.search(after, f"{near}\0{text[match.end() : match.end() + 1]}"):
            return match
    return None


def quote_of(grammar: Grammar, opening: str) -> Quote:
    """Return the kind of string that *opening* starts."""
    for quote in grammar.quotes:
        if quote.opening == opening:
            return quote
    match = re.match(grammar.here, opening)
    end = re.escape(match["end"]) if match else ""
    closes = grammar.here_ends.format(end=end)
    return Quote(opening, "", "", lines=True, closes=closes, name="a here document")


def _openers(grammar: Grammar) -> str:
    def either(parts: list[str]) -> str:
        longest = sorted(parts, key=len, reverse=True)
        # The comment `/**/` is empty, and no documentation.
        shown = (
            re.escape(part) + ("(?!/)" if part == "/**" else "") for part in longest
        )
        return "|".join(shown) or "(?!)"

    behind, ahead = grammar.guard
    quotes = either([quote.opening for quote in grammar.quotes])
    blocks = either([opening for opening, _ in grammar.blocks])
    return (
        f"(?P<char>{grammar.chars or '(?!)'})|(?P<here>{grammar.here or '(?!)'})"
        f"|(?P<block>{blocks})|{behind}(?P<line>{either(list(grammar.line))}){ahead}"
        f"|(?P<quote>{quotes})"
    )


def _line(grammar: Grammar, text: str, at: int, state: State, _: bool) -> _Step:
    match = re.compile(grammar.ends).search(text, at)
    if match is None:
        return [Token(LINE, text[at:])], len(text), state
    return [Token(LINE, text[at : match.start()])], match.start(), State()


def _block(grammar: Grammar, text: str, at: int, state: State, _: bool) -> _Step:
    closing = dict(grammar.blocks)[state.opening]
    wanted = re.escape(closing)
    if grammar.nested:
        wanted += f"|{re.escape(state.opening[:2])}"
    match = re.compile(wanted).search(text, at)
    if match is None:
        return [Token(BLOCK, text[at:])], len(text), state
    depth = state.depth + (-1 if match[0] == closing else 1)
    after = state._replace(depth=depth) if depth else State()
    return [Token(BLOCK, text[at : match.start()])], match.end(), after


def _string(
    grammar: Grammar, text: str, at: int, state: State, forgiving: bool
) -> _Step:
    quote = quote_of(grammar, state.opening)
    ends = not quote.lines or (forgiving and quote.opening in ("'", '"'))
    kind = OUTSIDE if state.opening == grammar.outside else STRING
    parts = (
        ("insert", quote.inserts),
        ("escape", r"\\" if quote.escapes else ""),
        ("close", quote.closes or re.escape(quote.closing)),
        ("nest", re.escape(quote.nests)),
        ("end", grammar.ends if ends else ""),
    )
    pattern = "|".join(f"(?P<{name}>{part})" for name, part in parts if part)
    match = re.compile(pattern).search(text, at)
    if match is None:
        return [Token(kind, text[at:])], len(text), state
    before = [Token(kind, text[at : match.start()])]
    if match.lastgroup == "insert":
        return [*before, Token(CODE, match[0])], match.end(), state
    if match.lastgroup in ("close", "nest"):
        depth = state.depth + (-1 if match.lastgroup == "close" else 1)
        after = state._replace(depth=depth) if depth else State()
        return before, match.end(), after
    if match.lastgroup == "end":
        return [*before, Token(BAD, match[0])], match.start(), State()
    escape = re.compile(quote.escapes).match(text, match.start())
    if escape is None:
        return (
            [*before, Token(BAD, text[match.start() : match.end() + 1])],
            match.end(),
            state,
        )
    return [*before, Token(STRING, escape[0])], escape.end(), state


_STEPS: Final = {CODE: _code, LINE: _line, BLOCK: _block, STRING: _string}


def tokens_of(grammar: Grammar, text: str) -> Iterator[Token]:
    """Yield the tokens of a whole file."""
    if grammar.name == "Java":
        # Java translates these before anything else (JLS, section 3.3).
        text = re.sub(r"(?<!\\)((?:\\\\)*)\\u+([0-9A-Fa-f]{4})", _translated, text)
    first = start(grammar)
    tokens, state = scan(grammar, text, first)
    yield from tokens
    if state.kind in (STRING, BLOCK) and state != first:
        yield Token(BAD, f"unfinished {state.kind}")


def _translated(match: re.Match[str]) -> str:
    char = chr(int(match[2], 16))
    return match[1] + (char if char in "\n\r\"'\\*/" else "_")


_C_BLOCKS = (("/*", "*/"),)
_DOC_BLOCKS = (("/**", "*/"), *_C_BLOCKS)
_CHAR = r"'(?:\\[^\n]+?|[^\\'\n])'"
_HEX = "[0-9A-Fa-f]"
_MARKDOWN = ("markdown",)
_OPERATOR = r"(?:\A|[=(,:\[!&|?{};*%~^>]|(?<!\+)\+|(?<!-)-"
_VALUE_NEXT = (
    _OPERATOR + r"|\b(?:await|case|delete|do|else|in|new|of|return|throw|typeof|void"
    r"|yield))\s*\0(?!>)"
)
"""Where JavaScript expects a value, so that `/` starts a regular expression."""
_RUBY_VALUE = (
    _OPERATOR + r"|[<\n]|\b(?:and|case|else|elsif|if|in|not|or|return|then|unless|until"
    r"|when|while))\s*\0|\w[ \t]+\0(?![\s=])"
)
"""The same in Ruby, where `f /x/` calls a function."""
_REGEX = "a regular expression"
_HERE = r"<<[-~]?(?P<quote_>[\"'`]?)(?P<end>[A-Za-z_]\w*)(?P=quote_)"


def _pattern(after: str, inserts: str = "") -> Quote:
    """Return the kind of string that a regular expression between slashes is."""
    classes = r"\[(?:\\.|[^\]\\\n])*(?:\]|\Z)"
    return Quote(
        "/",
        "/",
        inserts=f"{inserts}|{classes}" if inserts else classes,
        after=after,
        name=_REGEX,
    )


_C_SHARP = Grammar(
    "C#",
    ("///", "//"),
    blocks=_DOC_BLOCKS,
    quotes=(
        Quote(
            '"',
            '"',
            rf"\\(?:['\"\\0abefnrtv]|u{_HEX}{{4}}|U{_HEX}{{8}}|x{_HEX}{{1,4}})",
        ),
        Quote('@"', '"', "", lines=True),
        Quote('$"', '"', inserts=r"(?<!\{)\{(?!\{)[^}\n]*\}"),
        Quote('"""', '"""', "", lines=True),
    ),
    ends="[\n\r\x85\u2028\u2029]",
    chars=_CHAR,
    docs={"///": ("xml", "html"), "/**": ("xml", "html")},
)
_GO = Grammar(
    "Go",
    ("//",),
    blocks=_C_BLOCKS,
    quotes=(
        Quote(
            '"',
            '"',
            rf"\\(?:[abfnrtv\\\"']|x{_HEX}{{2}}|u{_HEX}{{4}}|U{_HEX}{{8}}|[0-7]{{3}})",
        ),
        Quote("`", "`", "", lines=True),
    ),
    chars=_CHAR,
)
_JAVA = Grammar(
    "Java",
    ("//",),
    blocks=_DOC_BLOCKS,
    quotes=(
        Quote('"', '"', r"\\(?:[btnfrs\"'\\0-7])"),
        Quote('"""', '"""', lines=True),
    ),
    chars=_CHAR,
    docs={"/**": ("javadoc", "html")},
)
_SCRIPT = Grammar(
    "JavaScript",
    ("//",),
    blocks=_DOC_BLOCKS,
    quotes=(
        Quote('"', '"'),
        Quote("'", "'"),
        Quote("`", "`", lines=True, inserts=r"\$\{[^}]*\}"),
        _pattern(_VALUE_NEXT),
    ),
    ends="[\n\r\u2028\u2029]",
    docs={"/**": _MARKDOWN},
)
_KOTLIN = Grammar(
    "Kotlin",
    ("//",),
    blocks=_DOC_BLOCKS,
    quotes=(
        Quote(
            '"',
            '"',
            rf"\\(?:[tbnr'\"\\$]|u{_HEX}{{4}})",
            inserts=r"\$(?:\{[^}\n]*\}|\w+)",
        ),
        Quote('"""', '"""', "", lines=True, inserts=r"\$(?:\{[^}\n]*\}|\w+)"),
    ),
    nested=True,
    chars=_CHAR,
    docs={"/**": _MARKDOWN},
)
_NO_PHP = "a part of a PHP file that does not stand between <?php and ?>"
_PHP = Grammar(
    "PHP",
    ("//", "#"),
    guard=("", r"(?!\[)"),
    blocks=_C_BLOCKS,
    quotes=(
        Quote('"', '"', lines=True, inserts=r"\{\$[^}]*\}|\$\{[^}]*\}|\$\w+"),
        Quote("'", "'", lines=True),
        Quote("`", "`", lines=True, name="a command in backticks"),
        Quote("?>", "", "", lines=True, closes=r"<\?(?:php\b|=)", name=_NO_PHP),
    ),
    ends=r"[\n\r]|\?>",
    here=r"<<<[ \t]*(?P<quote_>[\"']?)(?P<end>\w+)(?P=quote_)",
    outside="?>",
)
_PYTHON = Grammar(
    "Python",
    ("#",),
    quotes=(
        Quote('"""', '"""', lines=True),
        Quote("'''", "'''", lines=True),
        Quote('"', '"'),
        Quote("'", "'"),
    ),
)
_RUBY_INSERTS = r"#(?:\{[^}]*\}|[@$]\w+)"


def _percents() -> Iterator[Quote]:
    """Yield the literals of Ruby that start with a percent sign."""
    for letter in ("", *"IQWiqrswx"):
        name = _REGEX if letter == "r" else f"%{letter}(...)"
        for opening, closing in ("()", "[]", "{}", "<>", "||", "!!", "//"):
            yield Quote(
                f"%{letter}{opening}",
                closing,
                lines=True,
                inserts="" if letter in ("i", "q", "s", "w") else _RUBY_INSERTS,
                after=_RUBY_VALUE,
                nests=opening if opening != closing else "",
                name=name,
            )


_RUBY = Grammar(
    "Ruby",
    ("#",),
    blocks=(("\n=begin", "\n=end"),),
    quotes=(
        Quote('"', '"', lines=True, inserts=_RUBY_INSERTS),
        Quote("'", "'", lines=True),
        Quote("`", "`", lines=True, name="a command in backticks"),
        _pattern(_RUBY_VALUE, _RUBY_INSERTS),
        *_percents(),
    ),
    here=rf"(?<![\w)\]]){_HERE}",
)
_RUST = Grammar(
    "Rust",
    ("///", "//!", "//"),
    blocks=(("/*!", "*/"), *_DOC_BLOCKS),
    quotes=(
        Quote(
            '"',
            '"',
            rf"\\(?:[nrt\\0'\"\n]|x[0-7]{_HEX}|u\{{[0-9A-Fa-f_]{{1,8}}\}})",
            lines=True,
        ),
        Quote('r"', '"', "", lines=True),
        Quote('r#"', '"#', "", lines=True),
        Quote('r##"', '"##', "", lines=True),
    ),
    nested=True,
    chars=_CHAR,
    docs={"///": _MARKDOWN, "//!": _MARKDOWN, "/**": _MARKDOWN, "/*!": _MARKDOWN},
)
_SHELL = Grammar(
    "shell",
    ("#",),
    guard=(r"(?<![^\s;&|()])", ""),
    quotes=(
        Quote("'", "'", "", lines=True),
        Quote("$'", "'", lines=True),
        Quote('"', '"', lines=True, inserts=r"\$\([^)]*\)|\$\{[^}]*\}|\$\w+|`[^`]*`"),
        Quote("`", "`", lines=True, name="a command in backticks"),
    ),
    here=rf"(?<!<){_HERE.replace('[-~]?', r'-?[ ]*')}",
)
_SQL = Grammar(
    "SQL",
    ("--",),
    blocks=_C_BLOCKS,
    quotes=(
        Quote("'", "'", "", lines=True),
        Quote("E'", "'", lines=True),
        Quote('"', '"', "", lines=True),
        Quote("`", "`", "", lines=True),
    ),
    here=r"\$(?P<end>(?:[A-Za-z_]\w*)?)\$",
    here_ends=r"\${end}\$",
)
_SWIFT = Grammar(
    "Swift",
    ("///", "//"),
    blocks=_DOC_BLOCKS,
    quotes=(
        Quote(
            '"',
            '"',
            rf"\\(?:[0\\tnr\"']|u\{{{_HEX}{{1,8}}\}})",
            inserts=r"\\\([^)\n]*\)",
        ),
        Quote('"""', '"""', lines=True, inserts=r"\\\([^)]*\)"),
        Quote('#"', '"#', ""),
        Quote('#"""', '"""#', "", lines=True),
        Quote("#/", "/#", lines=True, name=_REGEX),
        _pattern(_VALUE_NEXT),
    ),
    nested=True,
    docs={"///": _MARKDOWN, "/**": _MARKDOWN},
)
_TOML = Grammar(
    "TOML",
    ("#",),
    quotes=(
        Quote('"', '"', rf"\\(?:[btnfr\"\\]|u{_HEX}{{4}}|U{_HEX}{{8}})"),
        Quote('"""', '"""', lines=True),
        Quote("'", "'", ""),
        Quote("'''", "'''", "", lines=True),
    ),
)
_YAML = Grammar(
    "YAML",
    ("#",),
    guard=(r"(?<!\S)", ""),
    quotes=(
        Quote('"', '"', lines=True),
        Quote(
            "'",
            "'",
            "",
            lines=True,
            inserts="''",
            after=r"(?:\A|\n|[:?-]\s|[\[{,])\s*\0",
        ),
    ),
)
_PROPERTIES = Grammar("properties", ("#", "!"), guard=(r"(?<![^\n\r])", ""))
_JSON = Grammar("JSON", quotes=(Quote('"', '"', rf"\\(?:[\"\\/bfnrt]|u{_HEX}{{4}})"),))

_ALIASES: Final = {
    **dict.fromkeys(
        (".atom", ".plist", ".resx", ".rss", ".wsdl", ".xsd", ".xsl"), ".xml"
    ),
    **dict.fromkeys((".dash", ".ksh"), ".sh"),
    **dict.fromkeys((".gemspec", ".ru"), ".rb"),
    ".markdown": ".md",
    ".phtml": ".php",
    ".pyw": ".py",
    ".xhtml": ".html",
}
"""Less common extensions of a language, and the usual one."""


def extension_of(path: str) -> str:
    """Return the extension that stands for the language of the file at *path*."""
    extension = os.path.splitext(path.rstrip(" "))[1].lower()
    return _ALIASES.get(extension, extension)


GRAMMARS: Final[Mapping[str, Grammar]] = {
    **dict.fromkeys((".cs",), _C_SHARP),
    **dict.fromkeys((".go",), _GO),
    **dict.fromkeys((".java",), _JAVA),
    **dict.fromkeys(
        (".cjs", ".cts", ".js", ".jsx", ".mjs", ".mts", ".ts", ".tsx"), _SCRIPT
    ),
    **dict.fromkeys((".kt", ".kts"), _KOTLIN),
    **dict.fromkeys((".php",), _PHP),
    **dict.fromkeys((".py", ".pyi"), _PYTHON),
    **dict.fromkeys((".rake", ".rb"), _RUBY),
    **dict.fromkeys((".rs",), _RUST),
    **dict.fromkeys((".bash", ".sh", ".zsh"), _SHELL),
    **dict.fromkeys((".sql",), _SQL),
    **dict.fromkeys((".swift",), _SWIFT),
    **dict.fromkeys((".toml",), _TOML),
    **dict.fromkeys((".yaml", ".yml"), _YAML),
    **dict.fromkeys((".properties",), _PROPERTIES),
    **dict.fromkeys((".json",), _JSON),
}
"""The grammars of source files, by extension."""
