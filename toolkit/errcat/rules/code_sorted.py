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

from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Any

from errcat.findings import WARNING, Problem
from errcat.linting import Context, Rule, at
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an entry that stands behind one with a higher code."""
    numeric = catalog.numeric
    keys: list[Any] = [
        (int(code) if numeric and code.lstrip("-").isdecimal() else code)
        for code in map(attrgetter("code"), catalog.entries)
    ]
    try:
        unsorted = any(a > b for a, b in pairwise(keys))
    except TypeError:
        unsorted = True
    if not unsorted:
        return
    highest: dict[str, Entry] = {}
    for entry in catalog.entries:
        before = highest.setdefault(entry.file, entry)
        if catalog.sort_key(entry.code) < catalog.sort_key(before.code):
            said = f"the entry stands behind {before.label}, whose code is higher"
            yield at(
                entry,
                "code",
                said,
                value=entry.code,
                hint="sort the entries by their codes",
            )
        else:
            highest[entry.file] = entry


RULE = Rule(__name__, __doc__, check, group="codes", severity=WARNING)
