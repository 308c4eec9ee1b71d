"""Every code names one error.

A client branches on the code. With two errors behind one code it can only guess which of them it
met. A code is unique within its catalog, whatever files the entries are in.

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

from errcat.findings import Also, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a code that is taken more than once."""
    if len(catalog.by_code) == len(catalog.entries):
        return
    taken: dict[str, list[int]] = {}
    for index, entry in enumerate(catalog.entries):
        taken.setdefault(entry.code, []).append(index)
    for code, (first, *others) in taken.items():
        if not others:
            continue
        holder = catalog.entries[first]
        second, *rest = (catalog.entries[index] for index in others)
        also = [Also(holder.place("code"), f"{holder.label} has it here")]
        also += [Also(each.place("code"), f"{each.label} has it too") for each in rest]
        yield at(
            second,
            "code",
            f"the code is taken by {holder.name or holder.title or 'another entry'}",
            value=code,
            hint="give one of them a new code",
            also=tuple(also),
        )


RULE = Rule(__name__, __doc__, check, group="codes", preset="minimal")
