"""A code is there until the day that was announced.

Clients plan by the sunset. An end before it takes them by surprise, however long the code was
deprecated. Without a sunset, `min-deprecation-days` asks for one.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  deprecated: {since: "1.1.0", sunset: "2027-06-30"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  retired: {in: "2.0.0"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._retiring import SAID, retiring
from errcat.comparing.verdict import (
    BREAKS,
    CHANGED,
    REMOVED,
    RISKY,
    ChangeRule,
    Pair,
    Sides,
    Told,
)
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield an entry that is retired too early."""
    yield from retiring(pair, sides, "early")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    surfaces={"wire": BREAKS, "source": RISKY, "closed": RISKY},
    on=(CHANGED, REMOVED),
    fields=("retired", "deprecated", "preview"),
    section="Removed",
    template=SAID["early"],
    hint="wait until the sunset has come",
)
