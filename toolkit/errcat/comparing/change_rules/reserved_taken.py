"""What is reserved is given only to whom it is kept for.

A reservation keeps a code or a name away from others: for a team to come, or because something once
published by mistake bears it. Whoever takes it should know why it was kept.

```yaml old
errcat: 1
id: example
reserved: [{from: "10002", to: "10009", owner: numbers-team}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new +entry-added +reservation-added +reservation-dropped
errcat: 1
id: example
reserved: [{from: "10003", to: "10009", owner: numbers-team}]
errors:
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

from errcat.comparing.verdict import (
    ADDED,
    CHANGED,
    RISKY,
    ChangeRule,
    Pair,
    Sides,
    Told,
)
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield an entry whose code or name was reserved, and no entry had it."""
    new = pair.it
    for each in sides.old.reserved:
        taken = pair.on == ADDED and each.holds(new.code)
        if taken or (each.name and each.name == new.name):
            reason = each.reason or each.owner or "no reason is given"
            yield Told({"reason": reason}, "", None, new.name)
            return


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(ADDED, CHANGED),
    fields=("name",),
    section="",
    surfaces={"wire": RISKY, "source": RISKY},
    template="{code} {name} takes what was reserved: {reason}",
    hint="ask whom it was reserved for",
)
