"""Every range says where it begins and ends.

A range is a run of numbers, `from` and `to` inclusive with the lower bound first, or a `prefix` for
codes that are not numbers. A range that holds nothing, or whose name another range has, cannot
group anything. The same goes for reserved spans.

```yaml fail
errcat: 1
id: example
ranges:
  - {name: general, from: "19999", to: "10000"}
```

```yaml fail
errcat: 1
id: example
ranges:
  - {name: general, from: "10000"}
```

```yaml fail
errcat: 1
id: example
ranges:
  - {name: general, from: "10000", to: "19999"}
  - {name: general, from: "20000", to: "29999"}
```

```yaml pass
errcat: 1
id: example
ranges:
  - {name: general, from: "10000", to: "19999"}
  - {name: cli, prefix: SNYK-CLI-, width: 4}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem
from errcat.linting.running import Context, Rule
from errcat.model import NUMBER, Catalog, Range, Reserved


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a range, or a reserved span, that cannot hold a code."""
    first: dict[str, Range] = {}
    for each in catalog.ranges:
        for field, message in _faults(each):
            yield _at(catalog, "ranges", each, f"range {each.name}: {message}", field)
        other = first.setdefault(each.name, each)
        if other is not each:
            place = catalog.place("ranges", other.position, "name")
            message = f"range {each.name}: an earlier range has this name"
            also = (Also(place, "it is here"),)
            yield _at(catalog, "ranges", each, message, "name")._replace(also=also)
    for held in catalog.reserved:
        for field, message in _span_faults(held):
            yield _at(catalog, "reserved", held, f"reserved: {message}", field)


def _at(
    catalog: Catalog, key: str, each: Range | Reserved, message: str, field: str
) -> Problem:
    place = catalog.place(key, each.position, field)
    subject = f"{key}/{each.name or each.position}"
    return Problem(
        message, place, subject, field=field, value=f"{each.first}-{each.last}"
    )


def _faults(each: Range) -> Iterator[tuple[str, str]]:
    if each.prefix:
        if each.first or each.last:
            yield "prefix", "it has bounds and a prefix; a range has one or the other"
        return
    yield from _span_faults(each)
    if not each.first and not each.last:
        yield "name", "it has neither bounds (`from` and `to`) nor a `prefix`"


def _span_faults(each: Range | Reserved) -> Iterator[tuple[str, str]]:
    bounds = {"from": each.first, "to": each.last}
    missing = [key for key, value in bounds.items() if not value]
    if len(missing) == 1:
        yield ("to" if missing[0] == "from" else "from"), f"`{missing[0]}` is missing"
    elif not missing:
        for key, value in bounds.items():
            if not NUMBER(value) and isinstance(each, Range):
                yield key, f"`{key}` is not a number; for other codes name a `prefix`"
        if all(map(NUMBER, bounds.values())) and int(each.first) > int(each.last):
            yield "to", f"it ends ({each.last}) before it begins ({each.first})"


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
