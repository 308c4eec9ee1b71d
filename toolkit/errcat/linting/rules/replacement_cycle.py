"""Following `replaced_by` never leads back to the same error.

Tools follow `replaced_by` to the code that is in use. If two entries name each other, or one names
itself, they never arrive, and readers do not learn which code to use.
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

from errcat.findings import Also, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield cycles, each at the entry that closes it."""
    after = {
        entry.code: _replacements(entry, catalog.id)
        for entry in catalog.entries
        if entry.deprecated is not None or entry.retired is not None
    }
    for cycle in _cycles(after):
        *others, last = (catalog.by_code[code] for code in cycle)
        route = " → ".join([last.code, *cycle[:8], *(["..."] if cycle[8:] else [])])
        message = (
            "the error is replaced by itself"
            if not others
            else "the replacements lead back to this error"
        )
        key = "retired" if last.retired is not None else "deprecated"
        also = tuple(
            Also(other.place(), f"{other.label} is part of the cycle")
            for other in others[:20]
        )
        yield at(
            last,
            f"{key}/replaced_by",
            f"{message}: {route}" if others else message,
            value=" ".join(sorted(cycle)[:10]),
            hint="name the code that clients should use",
            also=also,
        )


def _replacements(entry: Entry, catalog: str) -> tuple[str, ...]:
    codes = [
        code
        for life in (entry.deprecated, entry.retired)
        if life is not None
        for code in life.replaced_by
    ]
    return tuple(code.removeprefix(f"{catalog}#") for code in codes)


def _cycles(after: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the codes of each cycle that a walk along *after* closes, from the first one on."""
    done: set[str] = set()
    for start in after:
        if start in done:
            continue
        walk = [start]
        places = {start: 0}
        ahead = [iter(after[start])]
        while ahead:
            code = next(ahead[-1], None)
            if code is None:
                ahead.pop()
                last = walk.pop()
                del places[last]
                done.add(last)
            elif code in places:
                yield walk[places[code] :]
            elif code in after and code not in done:
                places[code] = len(walk)
                walk.append(code)
                ahead.append(iter(after[code]))


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
