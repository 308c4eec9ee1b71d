"""An old name that was kept stays.

An alias is there for code that was not changed yet. Without it that code does not compile.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  aliases: [NUMBER_INACTIVE]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each alias that is gone, unless it is the name again."""
    old, new = pair.both
    for alias in old.aliases:
        if alias not in (*new.aliases, new.name):
            told = Told({"alias": alias}, "aliases", alias, None)
            yield told._replace(permitted=sides.policy.removal == "free")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("aliases",),
    section="Removed",
    surfaces={"source": BREAKS},
    template="{code} {name} is not known as {alias} any more",
    hint="put {alias} back into `aliases`",
)
