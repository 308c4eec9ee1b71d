"""A name that was an alias can be the name again.

Both names were known before; code that uses either compiles if the other stays an alias.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  aliases: [PHONE_NUMBER_INACTIVE]
```

```yaml new +identifier-aliased
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
    """Yield a name that was an alias."""
    old, new = pair.both
    if new.name in old.aliases:
        values = {"new": new.name}
        yield Told(values, "aliases", old.name, new.name)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("aliases",),
    section="",
    surfaces={},
    template="{code}: {new}, an alias before, is the name",
)
