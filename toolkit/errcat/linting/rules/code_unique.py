"""Every code is unique within its catalog.

A client branches on the code. If two errors share one, it can only guess which of them occurred. A
code is unique across all files of a catalog.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10001"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield codes that several entries have."""
    if len(catalog.by_code) == len(catalog.entries):
        return
    by_code: dict[str, list[int]] = {}
    for index, entry in enumerate(catalog.entries):
        by_code.setdefault(entry.code, []).append(index)
    for code, (first, *others) in by_code.items():
        if not others:
            continue
        holder = catalog.entries[first]
        second, *rest = (catalog.entries[index] for index in others)
        also = [Also(holder.place("code"), f"first used by {holder.label}")]
        also += [
            Also(entry.place("code"), f"also used by {entry.label}") for entry in rest
        ]
        yield at(
            second,
            "code",
            f"the code is already used by {holder.name or holder.title or 'another entry'}",
            value=code,
            hint="change the code of one of them",
            also=tuple(also),
        )


RULE = Rule(__name__, __doc__, check, group="codes", preset="minimal")
