"""Entries stand in the order of their codes.

In a sorted file a code is found at a glance, the next free one is seen, and two people who add
entries at different places do not meet in a merge. Codes that are numbers are compared as numbers,
so -32700 comes before -32600; others by their characters.

```yaml fail
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
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

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from errcat.findings import WARNING, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an entry out of order, as few as put the others right."""
    codes = list(map(attrgetter("code"), catalog.entries))
    keys: list[Any] = list(map(int, codes)) if catalog.numeric_codes else codes
    if all(a <= b for a, b in pairwise(keys)):
        return
    files: dict[str, list[Entry]] = {}
    for entry in catalog.entries:
        files.setdefault(entry.file, []).append(entry)
    for entries in files.values():
        order = [catalog.sort_key(entry.code) for entry in entries]
        kept = _longest_run(order)
        places = [order[index] for index in kept]
        for index in sorted(set(range(len(entries))) - set(kept)):
            before = bisect_right(places, order[index])
            where = f"behind {entries[kept[before - 1]].label}" if before else "first"
            entry = entries[index]
            yield at(
                entry,
                "code",
                f"the entry is out of order: it belongs {where}",
                value=entry.code,
            )


def _longest_run(keys: Sequence[Any]) -> list[int]:
    """Return the indexes of as many keys as stand in order (patience sorting)."""
    tops: list[Any] = []
    last: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        pile = bisect_right(tops, key)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [key]
        last[pile : pile + 1] = [index]
    run: list[int] = []
    at_ = last[-1] if last else -1
    while at_ >= 0:
        run.append(at_)
        at_ = before[at_]
    return run[::-1]


RULE = Rule(__name__, __doc__, check, group="codes", severity=WARNING)
