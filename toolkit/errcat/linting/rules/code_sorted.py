"""Entries are in the order of their codes.

In a sorted file, a code and the next free one are easy to find, and two people who add entries at
different places do not cause a merge conflict. Codes that are numbers are compared as numbers, so
-32700 comes before -32600; other codes are compared character by character.
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

from errcat.findings import WARNING, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield the fewest entries that have to move so that all are in order."""
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
            where = f"after {entries[kept[before - 1]].label}" if before else "first"
            entry = entries[index]
            yield at(
                entry,
                "code",
                f"out of order; the entry belongs {where}",
                value=entry.code,
            )


def _longest_run(keys: Sequence[Any]) -> list[int]:
    """Return the indexes of a longest run of keys in order (patience sorting)."""
    tops: list[Any] = []
    last: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        pile = bisect_right(tops, key)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [key]
        last[pile : pile + 1] = [index]
    run: list[int] = []
    current = last[-1] if last else -1
    while current >= 0:
        run.append(current)
        current = before[current]
    return run[::-1]


RULE = Rule(__name__, __doc__, check, group="codes", severity=WARNING)
