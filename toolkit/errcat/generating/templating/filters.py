"""The filters of templates: encoders from catalog text to text of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from jinja2 import Undefined
from jinja2.environment import Environment
from jinja2.filters import make_attrgetter
from jinja2.utils import pass_environment

from errcat.errors import suggestion
from errcat.generating.templating.comments import comment_lines
from errcat.generating.templating.grammars import extension_of
from errcat.generating.templating.values import (
    MARK,
    CatalogText,
    Encoded,
    Ledger,
    Made,
    Mistake,
    bare,
    field_of,
    made,
)
from errcat.naming import camel, file_slug, kebab, pascal, screaming_snake, snake
from errcat.text import (
    comment_line,
    csharp_literal,
    csv_cell,
    go_literal,
    html,
    java_literal,
    javadoc,
    json_in_html,
    json_literal,
    kotlin_literal,
    markdown,
    markdown_attribute,
    markdown_code,
    markdown_link,
    mdx,
    mysql_literal,
    php_literal,
    properties_key,
    properties_value,
    python_literal,
    ruby_literal,
    rust_literal,
    shell_literal,
    sql_literal,
    swift_literal,
    toml_literal,
    ts_literal,
    url,
    xml,
    yaml_scalar,
)

LITERALS: Final[Mapping[str, Callable[[str], str]]] = {
    "cs_str": csharp_literal,
    "go_str": go_literal,
    "java_str": java_literal,
    "json_str": json_literal,
    "kt_str": kotlin_literal,
    "mysql_str": mysql_literal,
    "php_str": php_literal,
    "py_str": python_literal,
    "rb_str": ruby_literal,
    "rs_str": rust_literal,
    "script_str": json_in_html,
    "sh_str": shell_literal,
    "sql_str": sql_literal,
    "swift_str": swift_literal,
    "toml_str": toml_literal,
    "ts_str": ts_literal,
    "yaml_str": yaml_scalar,
}
"""Encoders that write a literal, including its quotes."""
ENCODERS: Final[Mapping[str, Callable[[str], str]]] = {
    **LITERALS,
    "csv": csv_cell,
    "html": html,
    "javadoc": javadoc,
    "markdown": markdown,
    "md_attr": markdown_attribute,
    "md_code": markdown_code,
    "mdx": mdx,
    "properties": properties_value,
    "properties_key": properties_key,
    "url": url,
    "xml": xml,
}
"""Encoders of one text without arguments."""
_CASES: Final[Mapping[str, Callable[[str], str]]] = {
    "camel": camel,
    "kebab": kebab,
    "pascal": pascal,
    "screaming_snake": screaming_snake,
    "snake": snake,
}
_OWN = "the text"
"""Takes the place of a field in messages about text of the template."""
_ONE = str | CatalogText | Encoded | Undefined
"""What is no list, though it can be iterated."""
_MARKDOWN = ("markdown", "mdx")
_XML = (".htm", ".html", ".md", ".mdx", ".svg", ".xml")
"""Files whose comments follow the rules of XML."""
NAMES: Final = (*ENCODERS, "case", "comment", "md_link", "slug")
"""The filters that errcat adds to those of Jinja."""


def filters_of(ledger: Ledger) -> Mapping[str, Callable[..., Any]]:
    """Return the filters for an environment, which puts encoded texts into *ledger*."""

    def encoder(name: str, encode: Callable[[str], str]) -> Callable[[Any], Encoded]:
        def encoded(value: Any) -> Encoded:
            text, field, filters = _opened(ledger, value, name)
            return Encoded(Made(encode(text), field, (*filters, name)))

        return encoded

    def comment(value: Any, prefix: Any = "# ", width: int = 80) -> Encoded:
        """Return one or more texts as comment lines, each starting with *prefix* and a space."""
        if not isinstance(prefix, str):
            raise Mistake("the prefix of a comment must be text of the template")
        lead = prefix.rstrip()
        texts: tuple[Any, ...] = (value,)
        if isinstance(value, Iterable) and not isinstance(value, _ONE):
            texts = tuple(cast("Iterable[object]", value))
        opened = [_Opened(ledger, text) for text in texts]
        foreign = [item for item in opened if not item.own]
        about = min(foreign or opened, key=lambda item: len(item.filters), default=None)
        text = "\n".join(line for item in opened for line in item.lines(lead, width))
        filters = (*(about.filters if about else ()), "comment")
        field = about.field if about else _OWN
        own = not foreign
        return Encoded(Made(text, field, filters, lead.strip(), own=own))

    def link(value: Any, target: Any) -> Encoded:
        text, field, filters = _opened(ledger, value, "md_link")
        address, _, _ = _opened(ledger, target, "md_link")
        braces = ledger.path.endswith(".mdx")
        shown = markdown_link(text, address, braces=braces)
        return Encoded(Made(shown, field, (*filters, "md_link")))

    def case(value: Any, style: str) -> str:
        return _cased(_opened(ledger, value, "case")[0], style)

    def slug(value: Any) -> str:
        return file_slug(_opened(ledger, value, "slug")[0])

    @pass_environment
    def join(
        environment: Environment,
        value: Iterable[Any],
        separator: Any = "",
        attribute: str | int | None = None,
    ) -> str | Encoded:
        """Return the items joined, as Jinja does; encoded ones keep their type."""
        if attribute is not None:
            value = map(make_attrgetter(environment, attribute), value)
        items = list(value)
        marks = [
            ledger.mark(item) if isinstance(item, Encoded) else str(item)
            for item in items
        ]
        between = (
            ledger.mark(separator) if isinstance(separator, Encoded) else str(separator)
        )
        printed = between.join(marks)
        if not MARK.search(printed):
            return printed
        text, field, filters = _opened(ledger, printed, "join")
        return Encoded(Made(text, field, filters, printed=printed))

    return {
        **{name: encoder(name, encode) for name, encode in ENCODERS.items()},
        "case": case,
        "comment": comment,
        "join": join,
        "md_link": link,
        "slug": slug,
    }


class _Opened:
    """A value that `comment` was given, as text."""

    def __init__(self, ledger: Ledger, value: Any) -> None:
        self.text, self.field, self.filters = _opened(ledger, value, "comment")
        # A template's own text keeps its lines, unless an encoded text stands in it.
        joined = isinstance(value, Encoded) and made(value).printed != ""
        self.mixed = joined or (
            isinstance(value, str) and MARK.search(value) is not None
        )
        self.own = isinstance(value, str) and not self.mixed
        self.xml = extension_of(ledger.path) in _XML

    def lines(self, prefix: str, width: int) -> Iterator[str]:
        if self.own:
            for line in self.text.split("\n"):
                body = comment_line(line, xml_rules=True) if self.xml else line
                yield f"{prefix} {body}".rstrip()
        elif self.mixed:
            for line in self.text.splitlines():
                body = comment_line(line, xml_rules=self.xml)
                yield f"{prefix} {body}".rstrip()
        else:
            last = self.filters[-1] if self.filters else ""
            # In a comment, paragraphs are laid out again, so that their ends need no escape.
            text = self.text.replace("&#10;", "\n") if last == "xml" else self.text
            yield from comment_lines(
                text, prefix, width, markdown=last in _MARKDOWN, xml=self.xml
            )


def _opened(ledger: Ledger, value: Any, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of what a filter was given, its field, and the filters that made it."""
    if isinstance(value, Encoded):
        return made(value)[:3]
    if isinstance(value, CatalogText):
        return bare(value), field_of(value), ()
    if isinstance(value, str):
        marks = [ledger.values[int(key)] for key in MARK.findall(value)]
        filters = marks[-1].filters if marks else ()
        return ledger.expanded(value), _OWN, filters
    if isinstance(value, Undefined):
        str(value)
    kind = "empty" if value is None else f"of type {type(value).__name__}"
    raise Mistake(f"filter '{name}' expects text; the value is {kind}")


def _cased(text: str, style: str) -> str:
    """Return the words of a name, code or text in a case of `_CASES`, in ASCII."""
    if style not in _CASES:
        hint = suggestion(style, _CASES) or f"known: {', '.join(_CASES)}"
        raise Mistake(f"unknown case '{style}'; {hint}")
    cased = _CASES[style](text)
    if not cased:
        raise Mistake("the text has no letter or digit to make a name from")
    return cased
