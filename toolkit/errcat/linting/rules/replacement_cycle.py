"""What replaces an error does not lead back to it.

Tools follow `replaced_by` to the code that counts. Where two entries name each other, or one names
itself, they go round for ever, and no reader learns which of them is to be used.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0", replaced_by: ["10002"]}
- code: "10002"
  name: NUMBER_SUSPENDED
  title: Number suspended
  detail: The phone number is suspended.
  deprecated: {since: "1.5.0", replaced_by: ["10001"]}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0", replaced_by: ["10002"]}
- code: "10002"
  name: NUMBER_SUSPENDED
  title: Number suspended
  detail: The phone number is suspended.
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from errcat.findings import Also, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a circle, at the entry in it that closes it."""
    after = {
        entry.code: _replacements(entry, catalog.id)
        for entry in catalog.entries
        if entry.deprecated is not None or entry.retired is not None
    }
    for circle in _circles(after):
        *others, last = (catalog.by_code[code] for code in circle)
        way = " -> ".join([last.code, *circle[:8], *(["..."] if circle[8:] else [])])
        said = (
            "it is replaced by itself"
            if not others
            else "its replacements lead back to it"
        )
        key = "retired" if last.retired is not None else "deprecated"
        also = tuple(
            Also(each.place(), f"{each.label} is one of them") for each in others[:20]
        )
        yield at(
            last,
            f"{key}/replaced_by",
            f"{said}: {way}" if others else said,
            value=" ".join(sorted(circle)[:10]),
            hint="name the code that clients are to expect",
            also=also,
        )


def _replacements(entry: Entry, catalog: str) -> tuple[str, ...]:
    named = [
        code
        for life in (entry.deprecated, entry.retired)
        if life is not None
        for code in life.replaced_by
    ]
    return tuple(code.removeprefix(f"{catalog}#") for code in named)


def _circles(after: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the codes of each circle that a walk along *after* closes, from its first one on."""
    done: set[str] = set()
    for start in after:
        if start in done:
            continue
        way = [start]
        places = {start: 0}
        ahead = [iter(after[start])]
        while ahead:
            code = next(ahead[-1], None)
            if code is None:
                ahead.pop()
                last = way.pop()
                del places[last]
                done.add(last)
            elif code in places:
                yield way[places[code] :]
            elif code in after and code not in done:
                places[code] = len(way)
                way.append(code)
                ahead.append(iter(after[code]))


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
