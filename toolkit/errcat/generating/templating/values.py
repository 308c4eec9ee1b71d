"""Catalog text as a value that a template cannot print without an encoder."""

from __future__ import annotations

from typing import NoReturn

from errcat.model import NUMBER


class Mistake(Exception):
    """A template does something invalid; the argument says what, and what to do instead."""


class Unfiltered(Mistake):
    """A template prints catalog text without a filter; the argument names the field."""


class CatalogText:
    """Catalog text, which a template can compare and pass on, but print only through a filter.

    It deliberately is not a str: functions that expect one reject it, and every conversion to str
    fails. Jinja's sandbox hides its attributes from templates, because they start with `_`.
    """

    __slots__ = ("_field", "_text")

    def __init__(self, text: str, field: str) -> None:
        self._text = text
        self._field = field

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CatalogText):
            return self._text == other._text
        return self._text == other

    def __lt__(self, other: object) -> bool:
        if isinstance(other, str | CatalogText):
            return self._text < bare(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __len__(self) -> int:
        return len(self._text)

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str | CatalogText) and bare(part) in self._text

    def __int__(self) -> int:
        """Return a number, which is safe in any language."""
        if NUMBER(self._text):
            return int(self._text)
        raise Mistake(f"{self._field} is not an integer here")

    def _refuse(self, *_: object) -> NoReturn:
        raise Unfiltered(self._field)

    __str__ = __repr__ = __format__ = __iter__ = __getitem__ = __float__ = _refuse
    __add__ = __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _refuse


def bare(text: str | CatalogText) -> str:
    """Return *text* as a str; the caller must encode it."""
    if isinstance(text, CatalogText):
        # The only way to get the text.
        return text._text  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return text
