"""The filters of templates: encoders from catalog text to text of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any, Final, cast

from jinja2 import Undefined

from errcat.errors import suggestion
from errcat.generating.templating.values import CatalogText, Mistake, bare
from errcat.naming import camel, file_slug, kebab, pascal, screaming_snake, snake
from errcat.text import (
    BULLETS,
    csv_cell,
    html,
    json_literal,
    markdown,
    paragraphs,
    python_literal,
    ts_comment,
    ts_literal,
    xml,
    yaml_scalar,
)


def _go_literal(s: str) -> str:
    """Return *s* as an interpreted string literal of Go.

    Go uses the same escapes as YAML, but has none for a surrogate, which is shown as text.
    """
    return yaml_scalar(re.sub("[\ud800-\udfff]", _shown_surrogate, s))


def _shown_surrogate(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


# What is special in comments of languages other than Python and JavaScript: nested comments, PHP
# tags, Java escapes, the line continuation of C, and build constraints of Go.
_IN_COMMENT = r"""(?x) (?<=\*)(?=/) | (?<=/)(?=\*) | (?<=\?)(?=>) | (?<=\\)(?=u)
                 | (?<=\\)$ | (?<=\?\?)(?=/$) | ^(?=\+build\b)"""


def _comment(value: Any, prefix: str = "# ", width: int = 80) -> str:
    """Return one or more texts as comment lines, each starting with *prefix* and a space."""
    several = isinstance(value, list | tuple)
    texts = cast("Iterable[Any]", value) if several else (value,)
    lines = [
        line
        for text in texts
        for line in _comment_lines(text, width - len(prefix.rstrip()) - 1)
    ]
    return "\n".join(f"{prefix.rstrip()} {line}".rstrip() for line in lines)


def _comment_lines(value: Any, room: int) -> Iterator[str]:
    """Yield the lines of a text; catalog text is wrapped."""
    text = _bare(value, "comment")
    if not isinstance(value, CatalogText):
        yield from text.split("\n")
        return
    for index, block in enumerate(paragraphs(text)):
        if index:
            yield ""
        lead = "- " if block.kind == BULLETS else ""
        for item in block.items:
            yield from _comment_wrapped(item, lead, room)


def _comment_wrapped(item: str, lead: str, room: int) -> Iterator[str]:
    # Encode after wrapping: what counts is where a line starts.
    lines = wrap(
        item,
        max(room - len(lead), 1),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        yield lead + re.sub(_IN_COMMENT, "_", ts_comment(line))
        lead = " " * len(lead)


_CASES: Final[Mapping[str, Callable[[str], str]]] = {
    "camel": camel,
    "kebab": kebab,
    "pascal": pascal,
    "screaming_snake": screaming_snake,
    "snake": snake,
}


def _case(value: Any, style: str) -> str:
    """Return the words of a name, code or text in a case of `_CASES`, in ASCII."""
    if style not in _CASES:
        hint = suggestion(style, _CASES) or f"known: {', '.join(_CASES)}"
        raise Mistake(f"unknown case '{style}'; {hint}")
    cased = _CASES[style](_bare(value, "case"))
    if not cased:
        raise Mistake("the text has no letter or digit to make a name from")
    return cased


def _bare(value: Any, name: str) -> str:
    if isinstance(value, str | CatalogText):
        return bare(value)
    if isinstance(value, Undefined):
        str(value)
    kind = "empty" if value is None else f"of type {type(value).__name__}"
    raise Mistake(f"filter '{name}' expects text; the value is {kind}")


def _encoding(name: str, encode: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda value: encode(_bare(value, name))


_ENCODERS: Final[Mapping[str, Callable[[str], str]]] = {
    "csv": csv_cell,
    "go_str": _go_literal,
    "html": html,
    "json_str": json_literal,
    "markdown": markdown,
    "py_str": python_literal,
    "slug": file_slug,
    "ts_str": ts_literal,
    "xml": xml,
    "yaml_str": yaml_scalar,
}
FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    **{name: _encoding(name, encode) for name, encode in _ENCODERS.items()},
    "case": _case,
    "comment": _comment,
}
"""The filters that errcat adds to those of Jinja."""
