"""Two ranges are apart, or one lies in the other.

Where ranges cross, the codes in both belong to two owners, and nobody knows which page, which team
and which defaults they have. One range may lie wholly within another: then its codes are its own.

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
from errcat.linting.running import Context, Rule
from errcat.model import Catalog, Range


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a range that crosses an earlier one, or equals it."""
    placed = [(bounds, each) for each in catalog.ranges if (bounds := each.bounds())]
    placed.sort(key=lambda item: (item[0][0], -item[0][1]))
    open_: list[tuple[tuple[int, int], Range]] = []
    for (low, high), each in placed:
        while open_ and open_[-1][0][1] < low:
            open_.pop()
        if open_:
            (outer_low, outer_high), outer = open_[-1]
            if high > outer_high or (low, high) == (outer_low, outer_high):
                yield _crossing(catalog, each, outer)
        open_.append(((low, high), each))
    yield from _prefixes(catalog)


def _prefixes(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, Range] = {}
    for each in catalog.ranges:
        if each.prefix:
            other = first.setdefault(each.prefix, each)
            if other is not each:
                yield _crossing(catalog, each, other)


def _crossing(catalog: Catalog, each: Range, other: Range) -> Problem:
    message = (
        f"range {each.name} ({_extent(each)}) overlaps {other.name} ({_extent(other)})"
    )
    also = (Also(catalog.place("ranges", other.position), f"{other.name} is here"),)
    place = catalog.place("ranges", each.position)
    hint = "move a bound, or put one range wholly within the other"
    value = f"{each.name}/{other.name}"
    return Problem(
        message, place, each.name, field="from", value=value, hint=hint, also=also
    )


def _extent(each: Range) -> str:
    return f"prefix {each.prefix}" if each.prefix else f"{each.first} to {each.last}"


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
