"""Ranges do not overlap, except where one is inside another.

Codes in two overlapping ranges would have two owners, two pages and two sets of defaults. A range
may be completely inside another; its codes then belong to the inner one.
```yaml fail
errcat: 1
id: example
ranges:
  - {name: porting, from: "80000", to: "85999"}
  - {name: numbers, from: "85000", to: "89999"}
```

```yaml pass
errcat: 1
id: example
ranges:
  - {name: porting, from: "80000", to: "89999"}
  - {name: numbers, from: "85000", to: "89999"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Range


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield ranges that overlap an earlier one, or equal it."""
    placed = [
        (bounds, range_) for range_ in catalog.ranges if (bounds := range_.bounds())
    ]
    placed.sort(key=lambda item: (item[0][0], -item[0][1]))
    open_: list[tuple[tuple[int, int], Range]] = []
    for (low, high), range_ in placed:
        while open_ and open_[-1][0][1] < low:
            open_.pop()
        if open_:
            (outer_low, outer_high), outer = open_[-1]
            if high > outer_high or (low, high) == (outer_low, outer_high):
                yield _crossing(catalog, range_, outer)
        open_.append(((low, high), range_))
    yield from _prefixes(catalog)


def _prefixes(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, Range] = {}
    for range_ in catalog.ranges:
        if range_.prefix:
            other = first.setdefault(range_.prefix, range_)
            if other is not range_:
                yield _crossing(catalog, range_, other)


def _crossing(catalog: Catalog, range_: Range, other: Range) -> Problem:
    message = f"range {range_.name} ({_extent(range_)}) overlaps {other.name} ({_extent(other)})"
    also = (Also(catalog.place("ranges", other.position), f"range {other.name}"),)
    place = catalog.place("ranges", range_.position)
    hint = "move a bound, or put one range completely inside the other"
    value = f"{range_.name}/{other.name}"
    return Problem(
        message, place, range_.name, field="from", value=value, hint=hint, also=also
    )


def _extent(range_: Range) -> str:
    return (
        f"prefix {range_.prefix}"
        if range_.prefix
        else f"{range_.first} to {range_.last}"
    )


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
