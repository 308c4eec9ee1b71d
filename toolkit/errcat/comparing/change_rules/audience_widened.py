"""An error that more people may see is a new one to them.

Outputs for the wider audience gain it, as if it were added.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  audience: internal
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

_ORDER = ("internal", "partner", "public")


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield an entry that more people see."""
    old, new = (each.audience for each in pair.both)
    if _ORDER.index(old) < _ORDER.index(new):
        yield pair.tell("audience", old=old, new=new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("audience",),
    section="Added",
    bump="minor",
    surfaces={"closed": BREAKS},
    template="{code} {name} is {new} now (it was {old})",
)
