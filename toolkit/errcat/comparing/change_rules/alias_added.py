"""An old name that is kept costs nobody anything.

A further name for the code: what is generated has both.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  aliases: [NUMBER_INACTIVE]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each alias that is new, but for the name the entry had."""
    old, new = pair.both
    for alias in new.aliases:
        if alias not in (*old.aliases, old.name):
            yield Told({"alias": alias}, "aliases", None, alias)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("aliases",),
    section="Added",
    bump="minor",
    surfaces={},
    template="{code} {name} is known as {alias} too",
)
