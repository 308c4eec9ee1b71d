"""Put encoded texts where a template prints them, if their encoder fits the place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from errcat.generating.templating.filters import LITERALS
from errcat.generating.templating.grammars import (
    BLOCK,
    CODE,
    GRAMMARS,
    LINE,
    STRING,
    Grammar,
    State,
    extension_of,
    quote_of,
    scan,
    start,
)
from errcat.generating.templating.jsx import JSX, Jsx
from errcat.generating.templating.markup import Context, misplaced_in_markup
from errcat.generating.templating.values import (
    BROKEN,
    MARK,
    Ledger,
    Made,
    Mistake,
    Place,
)

_SCRIPT = ("JavaScript", ("ts_str", "json_str"))
_SHELL = ("a shell", ("sh_str",))
_HTML = ("HTML", ("html", "xml", "script_str"))
_XML = ("XML", ("xml", "html"))
_YAML = ("YAML", ("yaml_str",))
_MARKDOWN = ("Markdown", ("markdown", "md_code", "md_link", "md_attr"))
ALLOWED: Final = {
    ".bash": _SHELL,
    ".cjs": _SCRIPT,
    ".cs": ("C#", ("cs_str",)),
    ".csv": ("CSV", ("csv",)),
    ".cts": _SCRIPT,
    ".go": ("Go", ("go_str",)),
    ".htm": _HTML,
    ".html": _HTML,
    ".java": ("Java", ("java_str",)),
    ".js": _SCRIPT,
    ".json": ("JSON", ("json_str",)),
    ".jsx": _SCRIPT,
    ".kt": ("Kotlin", ("kt_str",)),
    ".kts": ("Kotlin", ("kt_str",)),
    ".md": _MARKDOWN,
    ".mdx": ("MDX", ("mdx", "md_code", "md_link", "md_attr")),
    ".mjs": _SCRIPT,
    ".mts": _SCRIPT,
    ".php": ("PHP", ("php_str",)),
    ".properties": ("a properties file", ("properties", "properties_key")),
    ".py": ("Python", ("py_str",)),
    ".pyi": ("Python", ("py_str",)),
    ".rake": ("Ruby", ("rb_str",)),
    ".rb": ("Ruby", ("rb_str",)),
    ".rs": ("Rust", ("rs_str",)),
    ".sh": _SHELL,
    ".sql": ("SQL", ("sql_str", "mysql_str")),
    ".svg": _XML,
    ".swift": ("Swift", ("swift_str",)),
    ".toml": ("TOML", ("toml_str",)),
    ".ts": _SCRIPT,
    ".tsx": _SCRIPT,
    ".xml": _XML,
    ".yaml": _YAML,
    ".yml": _YAML,
    ".zsh": _SHELL,
}
"""The language of a file and the filters that write it, the usual one first, by extension."""
_NO_COMMENTS = (".csv", ".json")
_FENCED = {*LITERALS} - {"mysql_str", "sh_str", "sql_str"}
"""Literals of one line, which cannot end a fenced code block."""
_QUOTES = ("'", '"', "`")


class Misplaced(Mistake):
    """An encoded text stands where it could become code; the arguments say why, and where."""

    def __init__(self, reason: str, place: Place) -> None:
        super().__init__(reason)
        self.place = place


def proposal(path: str) -> str:
    """Return the filter to propose for text in the file *path*; "" if its language is not known."""
    allowed = ALLOWED.get(extension_of(path))
    return allowed[1][0] if allowed else ""


class _Spot(NamedTuple):
    """An encoded text with the template's own text around it."""

    value: Made
    before: str
    after: str


def placed(printed: str, ledger: Ledger, path: str) -> str:
    """Return what a template printed for the file *path*, with encoded texts in their places.

    Raises:
        Misplaced, Mistake: a text stands where it could become code, or is not whole any more.

    """
    parts = MARK.split(printed)
    texts, values = parts[::2], [ledger.values[int(key)] for key in parts[1::2]]
    if any(map(BROKEN.search, texts)):
        raise Mistake(
            "an operation such as `upper` or `truncate` changed text that was encoded before;"
            " print encoded text as it is"
        )
    spots = [
        _Spot(value, texts[index], texts[index + 1])
        for index, value in enumerate(values)
    ]
    for spot, reason in _reasons(spots, path):
        raise Misplaced(reason, spot.value.place)
    parts[1::2] = [value.text for value in values]
    return "".join(parts)


def _reasons(spots: list[_Spot], path: str) -> Iterator[tuple[_Spot, str]]:
    """Yield what is wrong with each of *spots* that is not right."""
    extension = extension_of(path)
    grammar = GRAMMARS.get(extension)
    state = start(grammar) if grammar else State()
    context = Context()
    jsx = Jsx()
    for index, spot in enumerate(spots):
        context = context.then(spot.before)
        if reason := _foreign(spot.value, extension, context):
            yield spot, reason
        if reason := _quoted(spot, after_value=index > 0 and not spot.before):
            yield spot, reason
        if grammar:
            tokens, state = scan(grammar, spot.before, state, forgiving=True)
            jsx = jsx.then(tokens) if extension in JSX else jsx
            if (reason := _misplaced(grammar, spot.value, state)) or (
                reason := jsx.misplaced(spot.value)
            ):
                yield spot, reason
            state = _after(spot.value, state)
        elif (reason := _unprefixed(spot.value, extension)) or (
            reason := misplaced_in_markup(spot.value, context, extension)
        ):
            yield spot, reason
        context = context.past()


def _after(value: Made, state: State) -> State:
    """Return the state after *value*, which stands in *state*."""
    if state.kind != CODE:
        return state
    if value.filters[-1] == "comment":
        return State(LINE, value.prefix, 1)
    return state._replace(value=True)


def _foreign(value: Made, extension: str, context: Context) -> str:
    """Return why the last filter of *value* does not write the language of the file."""
    if extension not in ALLOWED:
        return ""
    language, filters = ALLOWED[extension]
    last = value.filters[-1]
    if last == "comment":
        return f"{language} has no comments" if extension in _NO_COMMENTS else ""
    if last in filters or (last in _FENCED and context.fenced):
        return ""
    return (
        f"'{last}' does not write {language};"
        f" use {{{{ {value.field} | {filters[0]} }}}}"
    )


def _quoted(spot: _Spot, *, after_value: bool) -> str:
    """Return why a literal must not stand between its neighbours."""
    last = spot.value.filters[-1]
    if last not in LITERALS and last != "md_code":
        return ""
    if (
        not after_value
        and spot.before[-1:] not in _QUOTES
        and spot.after[:1] not in _QUOTES
    ):
        return ""
    if after_value and spot.after[:1] not in _QUOTES:
        return f"put something between two texts that are encoded by '{last}'"
    return f"'{last}' writes the quotes, too; remove those around {{{{ {spot.value.field} | {last} }}}}"


def _misplaced(grammar: Grammar, value: Made, state: State) -> str:
    """Return why *value* must not stand in source code that is in *state*."""
    last = value.filters[-1]
    if last == "comment":
        return _not_commented(grammar, value, state)
    if state.kind == STRING and last in LITERALS:
        kind = quote_of(grammar, state.opening).name or "another"
        return f"'{last}' writes a whole literal, which is not allowed in {kind}; end that one first"
    if state.kind in (LINE, BLOCK):
        return f"in a comment, use {{{{ {value.field} | comment(...) }}}}"
    return ""


def _unprefixed(value: Made, extension: str) -> str:
    """Return why a comment without a prefix must not stand in a file of an unknown language."""
    if extension in ALLOWED or value.filters[-1] != "comment":
        return ""
    if value.prefix or value.own:
        return ""
    return (
        f"a comment needs a prefix, because errcat does not know how comments of"
        f" '{extension}' files end; use for example {{{{ {value.field} | comment('#') }}}}"
    )


def _not_commented(grammar: Grammar, value: Made, state: State) -> str:
    own = value.prefix in grammar.line
    if state.kind == STRING:
        kind = quote_of(grammar, state.opening).name or "a string"
        return f"a comment is not allowed in {kind}"
    if state.kind != BLOCK and not own:
        known = " or ".join(grammar.line)
        return (
            f"comments of {grammar.name} start with {known}, not with '{value.prefix}'"
        )
    opening = value.prefix if state.kind == CODE else state.opening
    wanted = grammar.docs.get(opening, ())
    if value.own or not wanted or set(wanted) & set(value.filters):
        return ""
    return (
        f"in documentation comments of {grammar.name}, encode the text first:"
        f" {{{{ {value.field} | {wanted[0]} | comment(...) }}}}"
    )
