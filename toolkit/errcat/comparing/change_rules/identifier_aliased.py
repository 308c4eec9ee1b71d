"""A name changes without harm where the old one is kept.

The old name stays as an alias: code that uses it still compiles and is told which one to use now.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: PHONE_NUMBER_INACTIVE
  title: Inactive phone number
  aliases: [INACTIVE_PHONE_NUMBER]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield another name, where the old one is an alias."""
    old, new = pair.both
    if "name" in pair.facts and old.name and old.name in new.aliases:
        yield pair.tell("name")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("name", "aliases"),
    section="Deprecated",
    bump="minor",
    surfaces={},
    template="{code}: the name {old} became {new}; the old one is kept as an alias",
)
