"""Ranges and spans of codes: which range a code lies in, and which codes a row stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from errcat.model import NUMBER, Catalog, Range

SPAN_LIMIT = 10_000
"""How many codes one row with `through` may stand for."""
SPANS_LIMIT = 100_000
"""How many codes all rows of a catalog with `through` may stand for together."""

_ENDING = re.compile(r"(.*?)([0-9]+)", re.DOTALL).fullmatch


def span_codes(code: str, through: str) -> list[str] | None:
    """Return the codes from *code* through *through*, or None if they do not form a span.

    Both end in a number after the same prefix; a span has at most `SPAN_LIMIT` codes.
    """
    first, last = _ENDING(code), _ENDING(through)
    if first is None or last is None or first[1] != last[1]:
        return None
    low, high, width = int(first[2]), int(last[2]), len(first[2])
    padded = first[2].startswith("0") or len(first[2]) == len(last[2])
    if high < low or high - low >= SPAN_LIMIT or (padded and len(last[2]) != width):
        return None
    return [
        f"{first[1]}{number:0{width if padded else 0}d}"
        for number in range(low, high + 1)
    ]


def _defaults(span: Range) -> Mapping[str, Any]:
    """Return what the entries of a range have unless they state otherwise."""
    return {**span.defaults, "everywhere": True} if span.everywhere else span.defaults


class Spans:
    """The spans of one catalog, which together have at most `SPANS_LIMIT` codes."""

    def __init__(self) -> None:
        self._left = SPANS_LIMIT

    def codes(self, code: str, through: str) -> list[str] | None:
        """Return `span_codes`, or None if the spans have too many codes with this one."""
        codes = span_codes(code, through)
        if codes is None or len(codes) > self._left:
            return None
        self._left -= len(codes)
        return codes


class RangeIndex:
    """Finds the innermost range of a code, and the defaults that apply there."""

    def __init__(self, ranges: Sequence[Range], defaults: Mapping[str, Any]) -> None:
        self._outside = ("", defaults)
        self._starts: list[int] = []
        self._inside: list[tuple[str, Mapping[str, Any]]] = []
        self._prefixes: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for range_ in ranges:
            if range_.prefix:
                inside = (range_.name, {**defaults, **_defaults(range_)})
                self._prefixes.setdefault(range_.prefix, inside)
        self._lengths = sorted(set(map(len, self._prefixes)), reverse=True)
        self._lay(ranges)

    def of(self, code: str) -> tuple[str, Mapping[str, Any]]:
        """Return the name of the innermost range that holds *code*, and its defaults."""
        for length in self._lengths:
            if code[:length] in self._prefixes:
                return self._prefixes[code[:length]]
        if self._starts and NUMBER(code):
            at = bisect_right(self._starts, int(code))
            return self._inside[at - 1] if at else self._outside
        return self._outside

    def _lay(self, ranges: Sequence[Range]) -> None:
        """Split the numbers at every bound; each piece belongs to the innermost range around it."""
        bounded = [(bounds, range_) for range_ in ranges if (bounds := range_.bounds())]
        bounded.sort(key=lambda item: (item[0][0], -item[0][1]))
        open_: list[tuple[int, tuple[str, Mapping[str, Any]]]] = []
        for (low, high), range_ in bounded:
            self._close(open_, before=low)
            outer = open_[-1][1] if open_ else self._outside
            inside = (range_.name, {**outer[1], **_defaults(range_)})
            open_.append((high, inside))
            self._cut(low, inside)
        self._close(open_, before=None)

    def _close(
        self, open_: list[tuple[int, tuple[str, Mapping[str, Any]]]], before: int | None
    ) -> None:
        while open_ and (before is None or open_[-1][0] < before):
            high, _ = open_.pop()
            self._cut(high + 1, open_[-1][1] if open_ else self._outside)

    def _cut(self, start: int, inside: tuple[str, Mapping[str, Any]]) -> None:
        while self._starts and self._starts[-1] >= start:
            self._starts.pop()
            self._inside.pop()
        self._starts.append(start)
        self._inside.append(inside)


def contains(outer: Range, inner: Range) -> bool:
    """Tell whether every code of *inner* lies in *outer*."""
    if outer.prefix:
        return inner.prefix.startswith(outer.prefix)
    bounds, inside = outer.bounds(), inner.bounds()
    if bounds is None or inside is None:
        return False
    return bounds[0] <= inside[0] and inside[1] <= bounds[1]


def around(catalog: Catalog, name: str) -> list[Range]:
    """Return the range *name* and those that contain it, the innermost first."""
    inner = catalog.range_named(name)
    if inner is None:
        return []
    outer = [span for span in catalog.ranges if span != inner and contains(span, inner)]
    depth = {span.name: sum(contains(other, span) for other in outer) for span in outer}
    return [inner, *sorted(outer, key=lambda span: -depth[span.name])]
