"""Catalog text, and what encoders make of it, as values that a template can only print whole."""

from __future__ import annotations

import re
from inspect import currentframe
from typing import Any, NamedTuple, NoReturn

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


class Place(NamedTuple):
    """A template and a line in it; an empty path where they are not known."""

    path: str = ""
    line: int = 0


class Made(NamedTuple):
    """What an encoder has made of a text."""

    text: str
    field: str
    """The field of the catalog, for messages."""
    filters: tuple[str, ...]
    """The filters that made it, the first one first."""
    prefix: str = ""
    """The prefix of each line of a comment, without white space."""
    printed: str = ""
    """The marks to print instead, if it consists of several texts."""
    own: bool = False
    """Whether the template itself holds the whole text."""
    place: Place = Place()
    """Where the last filter stands."""


class Encoded:
    """Text that an encoder has made. A template can print it, or pass it to another encoder.

    It is not a str either: an operation such as `upper` could turn it into something else.
    """

    __slots__ = ("_made",)

    def __init__(self, made: Made) -> None:
        self._made = made._replace(place=_place())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Encoded):
            return self._made.text == other._made.text
        return self._made.text == other

    def __hash__(self) -> int:
        return hash(self._made.text)

    def __bool__(self) -> bool:
        return bool(self._made.text)

    def __len__(self) -> int:
        return len(self._made.text)

    def _refuse(self, *_: object) -> NoReturn:
        raise Mistake(
            f"{self._made.field} has been encoded by '{self._made.filters[-1]}', so nothing but another"
            " encoder can change it; print it as it is, or combine it with `join`"
        )

    __str__ = __repr__ = __format__ = __iter__ = __getitem__ = __int__ = __float__ = (
        _refuse
    )
    __add__ = __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _refuse


def _place() -> Place:
    """Return the line of the template that is being rendered."""
    frame = currentframe()
    while frame is not None:
        template: Any = frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(frame.f_lineno)
            return Place(template.filename or "", line)
        frame = frame.f_back
    return Place()


_CORE = "eErrcaTvaluE"
"""Stands in a mark. Filters that change case change it, so that it is not found any more."""
MARK = re.compile(f"\x00([0-9]+){_CORE}\x00")
"""Where an encoded text stands in what a template prints, until it is put in place."""
BROKEN = re.compile(f"\x00|{_CORE}", re.IGNORECASE)
"""What is left of a mark that another operation has changed."""


class Ledger:
    """The encoded texts of one run of a target, by the number in their marks."""

    def __init__(self) -> None:
        self.values: list[Made] = []
        self.path = ""
        """The file that is being rendered."""

    def mark(self, value: Encoded) -> str:
        """Return what stands for *value* in printed text until it is put in place."""
        if made(value).printed:
            return made(value).printed
        self.values.append(made(value))
        return f"\0{len(self.values) - 1}{_CORE}\0"

    def expanded(self, text: str) -> str:
        """Return *text* with encoded texts in place of their marks."""
        return MARK.sub(lambda match: self.values[int(match[1])].text, text)


def made(value: Encoded) -> Made:
    """Return the text of *value* and what is known about it."""
    # The only way to get what was made.
    return value._made  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def field_of(text: CatalogText) -> str:
    """Return the name of the field that *text* comes from."""
    return text._field  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def bare(text: str | CatalogText) -> str:
    """Return *text* as a str; the caller must encode it."""
    if isinstance(text, CatalogText):
        # The only way to get the text.
        return text._text  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return text
