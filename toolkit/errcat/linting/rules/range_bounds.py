"""Every range has valid bounds and a unique name.

A range is a run of numbers, `from` and `to` inclusive with the lower bound first, or a `prefix` for
codes that are not numbers. A range that is empty, or whose name another range has, cannot group
anything. Reserved spans follow the same rules.
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
from errcat.linting.rule import Context, Rule
from errcat.model import NUMBER, Catalog, Range, Reserved


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield ranges and reserved spans that cannot contain a code."""
    first: dict[str, Range] = {}
    for range_ in catalog.ranges:
        for field, message in _faults(range_):
            labelled = f"range {range_.name}: {message}"
            yield _at(catalog, "ranges", range_, labelled, field)
        other = first.setdefault(range_.name, range_)
        if other is not range_:
            place = catalog.place("ranges", other.position, "name")
            message = (
                f"range {range_.name}: the name is already used by an earlier range"
            )
            also = (Also(place, "the earlier range"),)
            yield _at(catalog, "ranges", range_, message, "name")._replace(also=also)
    for reserved in catalog.reserved:
        for field, message in _span_faults(reserved):
            yield _at(catalog, "reserved", reserved, f"reserved: {message}", field)


def _at(
    catalog: Catalog, key: str, part: Range | Reserved, message: str, field: str
) -> Problem:
    place = catalog.place(key, part.position, field)
    subject = f"{key}/{part.name or part.position}"
    return Problem(
        message, place, subject, field=field, value=f"{part.first}-{part.last}"
    )


def _faults(part: Range) -> Iterator[tuple[str, str]]:
    if part.prefix:
        if part.first or part.last:
            yield "prefix", "has both bounds and a `prefix`; keep one of them"
        return
    yield from _span_faults(part)
    if not part.first and not part.last:
        yield "name", "has neither bounds (`from` and `to`) nor a `prefix`"


def _span_faults(part: Range | Reserved) -> Iterator[tuple[str, str]]:
    bounds = {"from": part.first, "to": part.last}
    missing = [key for key, value in bounds.items() if not value]
    if len(missing) == 1:
        yield ("to" if missing[0] == "from" else "from"), f"`{missing[0]}` is missing"
    elif not missing:
        for key, value in bounds.items():
            if not NUMBER(value) and isinstance(part, Range):
                yield key, f"`{key}` is not a number; use `prefix` for other codes"
        if all(map(NUMBER, bounds.values())) and int(part.first) > int(part.last):
            yield "to", f"`to` ({part.last}) is lower than `from` ({part.first})"


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
