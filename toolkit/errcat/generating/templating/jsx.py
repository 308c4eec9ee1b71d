"""Tell whether an encoded text stands in the markup of JSX, where a literal is no literal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from errcat.generating.templating.grammars import CODE, Token
from errcat.generating.templating.values import Made

JSX: Final = (".jsx", ".tsx")
_CODE, _TAG, _TEXT = "code", "tag", "text"
_PARTS = re.compile(
    r"(?P<close></[^<>]*>)|(?P<open>(?<![\w$)\]])<(?!\w+(?:,|\s+extends\b))(?=[A-Za-z>]))"
    r"|(?P<empty>/>)|(?P<end>(?<!=)>)|(?P<enter>\{)|(?P<leave>\})"
)
"""Parts of tags and braces. `<T,>` and `<T extends U>` open the parameters of a type."""


class Jsx(NamedTuple):
    """What is open: code, tags and the texts of elements, the innermost last."""

    stack: tuple[str, ...] = (_CODE,)

    def then(self, tokens: Iterable[Token]) -> Jsx:
        """Return what is open after *tokens*."""
        code = "".join(token.text if token.kind == CODE else "_" for token in tokens)
        stack = list(self.stack)
        for match in _PARTS.finditer(code):
            _STEPS[match.lastgroup or ""](stack)
        return Jsx(tuple(stack))

    def misplaced(self, value: Made) -> str:
        """Return why *value* must not stand here."""
        if self.stack[-1] == _CODE:
            return ""
        last = value.filters[-1]
        shown = f"{{{{ {value.field} | {last} }}}}"
        return f"'{last}' writes JavaScript, which JSX expects in braces: {{ {shown} }}"


def _open(stack: list[str]) -> None:
    if stack[-1] != _TAG:
        stack.append(_TAG)


def _end(stack: list[str]) -> None:
    if stack[-1] == _TAG:
        stack[-1] = _TEXT


def _empty(stack: list[str]) -> None:
    if stack[-1] == _TAG:
        stack.pop()


def _close(stack: list[str]) -> None:
    if stack[-1] == _TEXT:
        stack.pop()


def _enter(stack: list[str]) -> None:
    stack.append(_CODE)


def _leave(stack: list[str]) -> None:
    if stack[-1] == _CODE and len(stack) > 1:
        stack.pop()


_STEPS: Final = {
    "close": _close,
    "empty": _empty,
    "end": _end,
    "enter": _enter,
    "leave": _leave,
    "open": _open,
}
