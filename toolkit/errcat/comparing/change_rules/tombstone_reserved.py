"""A reservation can stand for a retired entry.

Code and name cannot be used again; what the error was is no longer told.

```yaml old
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
  - code: "10002"
    name: INVALID_PHONE_NUMBER
    title: Invalid phone number
    retired: {in: "2.0.0"}
```

```yaml new +reservation-added
errcat: 1
id: example
reserved:
  - {code: "10002", name: INVALID_PHONE_NUMBER, reason: Retired in 2.0.0}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import reserved
from errcat.comparing.verdict import (
    BREAKS,
    REMOVED,
    RISKY,
    ChangeRule,
    Pair,
    Sides,
    Told,
)
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a retired entry that a reservation stands for."""
    entry = pair.it
    if entry.retired is not None and reserved(sides.new, entry):
        yield Told(old=entry.name, permitted=True)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(REMOVED,),
    section="Removed",
    surfaces={"source": BREAKS, "docs": RISKY},
    template="{code} {name}, which was retired, is only reserved now",
)
