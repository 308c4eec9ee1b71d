"""The names of retired codes leave with a later major version.

A retired code keeps its name in what is generated until the major version after the one that
retired it. Then code that still uses the name does not compile. That is announced and permitted.

```yaml old
errcat: 1
id: example
version: "2.1.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
    retired: {in: "2.0.0"}
```

```yaml new +version-changed
errcat: 1
id: example
version: "3.0.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
    retired: {in: "2.0.0"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.generating.selection import without_retired
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield the names that were generated and are not any more, of entries on both sides."""
    old, new = (without_retired(each).by_code for each in pair.both)
    left = [
        entry
        for code, entry in sides.new.by_code.items()
        if code in old and code not in new
    ]
    if left:
        names = ", ".join(entry.label for entry in left)
        codes = [entry.code for entry in left]
        yield Told({"names": names}, "version", codes, None, permitted=True)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("version",),
    section="Removed",
    surfaces={"source": BREAKS, "closed": BREAKS},
    template="names of codes that were retired before leave what is generated: {names}",
)
