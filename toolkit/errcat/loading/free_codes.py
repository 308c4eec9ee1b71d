"""The next code of a range that nobody uses or has used."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.loading.branches import TakenCodes
from errcat.loading.ranges import around
from errcat.loading.reservations import ReservationIndex
from errcat.model import NUMBER, Catalog, Range

_MOST_TRIES = 100_000
"""How many codes are tried; numbers in use or reserved are skipped without trying them all."""
_NONE = TakenCodes()


def next_free(catalog: Catalog, span: Range, taken: TakenCodes = _NONE) -> str:
    """Return the code after the greatest one in *span*, or the least that is free; "" if none is.

    A code of an entry, even of a retired one, is not free, nor is a reserved code, one in a range
    inside *span*, or one in *taken*.
    """
    bounds = span.bounds()
    if bounds is None and not span.width:
        return ""
    low, high = bounds or (0, 10**span.width - 1)
    greatest = max(_numbers(catalog, span), default=low - 1 if bounds else 0)
    search = _Search(catalog, span, taken)
    return search.first(greatest + 1, high) or search.first(low, greatest)


def _numbers(catalog: Catalog, span: Range) -> Iterator[int]:
    for entry in catalog.entries:
        number = entry.code[len(span.prefix) :]
        inside = entry.range == span.name
        if inside and (number.isdecimal() if span.prefix else NUMBER(number)):
            yield int(number)


class _Search:
    """A search for a free code in one range."""

    def __init__(self, catalog: Catalog, span: Range, taken: TakenCodes) -> None:
        self._used = catalog.by_code
        self._span = span
        self._taken = taken
        self._reserved = ReservationIndex(catalog.reserved)
        self._inside = [
            inner
            for inner in catalog.ranges
            if inner != span and span in around(catalog, inner.name)[1:]
        ]

    def first(self, low: int, high: int) -> str:
        """Return the first free code from *low* through *high*; "" if there is none."""
        number = low
        for _ in range(_MOST_TRIES):
            if number > high:
                break
            code = self._code(number)
            end = self._blocked(number, code)
            if end is None:
                return code
            number = max(end, number) + 1
        return ""

    def _code(self, number: int) -> str:
        span = self._span
        return f"{span.prefix}{number:0{span.width}d}" if span.prefix else str(number)

    def _blocked(self, number: int, code: str) -> int | None:
        """Return the last of the numbers from *number* that are not free; None if it is free."""
        if code in self._used or code in self._taken.codes:
            return number
        if held := self._reserved.of_code(code):
            return self._number(held.last, number)
        for inner in self._inside:
            bounds = inner.bounds()
            if bounds and bounds[0] <= number <= bounds[1]:
                return bounds[1]
            if inner.prefix and code.startswith(inner.prefix):
                return number
        spans = self._taken.spans if not self._span.prefix else ()
        return next((last for first, last in spans if first <= number <= last), None)

    def _number(self, code: str, default: int) -> int:
        """Return the number at the end of a *code* of the range."""
        number = code.removeprefix(self._span.prefix)
        return int(number) if NUMBER(number) or number.isdecimal() else default
