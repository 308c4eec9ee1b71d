"""Which reservation a code or a name has, however many reservations there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import Any

from errcat.model import NUMBER, Reserved


class ReservationIndex:
    """Finds the reservation of a code or a name: of several, the first in the file."""

    def __init__(self, reserved: Iterable[Reserved]) -> None:
        self._codes: dict[str, Reserved] = {}
        self._names: dict[str, Reserved] = {}
        numbers: list[tuple[int, int, Reserved]] = []
        texts: list[tuple[str, str, Reserved]] = []
        for held in reserved:
            if held.code:
                self._codes.setdefault(held.code, held)
            if held.name:
                self._names.setdefault(held.name, held)
            if NUMBER(held.first) and NUMBER(held.last):
                numbers.append((int(held.first), int(held.last), held))
            elif held.first and held.last and not NUMBER(held.first):
                texts.append((held.first, held.last, held))
        self._numbers = _SpanIndex(numbers)
        self._texts = _SpanIndex(texts)

    def of_code(self, code: str) -> Reserved | None:
        """Return the first reservation of *code*, alone or in a span."""
        held = [self._codes.get(code), self._texts.first_holding(code)]
        if NUMBER(code):
            held.append(self._numbers.first_holding(int(code)))
        holding = [item for item in held if item is not None]
        return min(holding, key=lambda item: item.position, default=None)

    def of_name(self, name: str) -> Reserved | None:
        """Return the first reservation of *name*."""
        return self._names.get(name)


class _SpanIndex:
    """Finds the first of many spans, inclusive at both ends, that holds a point."""

    def __init__(self, spans: Sequence[tuple[Any, Any, Reserved]]) -> None:
        self._spans = sorted(spans, key=lambda span: span[0])
        bounds = {bound for low, high, _ in spans for bound in (low, high)}
        self._bounds = sorted(bounds)
        self._at: list[Reserved | None] = []
        """The first span that holds each bound."""
        self._behind: list[Reserved | None] = []
        """The first span that holds what lies between a bound and the next."""
        self._lay()

    def _lay(self) -> None:
        open_: list[tuple[int, Any, Reserved]] = []
        begun = 0
        for bound in self._bounds:
            while begun < len(self._spans) and self._spans[begun][0] == bound:
                _, high, held = self._spans[begun]
                heappush(open_, (held.position, high, held))
                begun += 1
            while open_ and open_[0][1] < bound:
                heappop(open_)
            self._at.append(open_[0][2] if open_ else None)
            while open_ and open_[0][1] <= bound:
                heappop(open_)
            self._behind.append(open_[0][2] if open_ else None)

    def first_holding(self, point: Any) -> Reserved | None:
        """Return the first span that holds *point*."""
        index = bisect_right(self._bounds, point) - 1
        if index < 0:
            return None
        exact = self._bounds[index] == point
        return (self._at if exact else self._behind)[index]
