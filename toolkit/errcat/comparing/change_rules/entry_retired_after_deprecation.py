"""A code that was deprecated long enough may be retired.

It was announced, its day has come, and its tombstone stays: nobody can give the code another
meaning. It is a break all the same, and so a major version, but one the policy permits.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  deprecated: {since: "1.1.0", sunset: "2026-12-31"}
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

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  deprecated: {since: "1.1.0"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  retired: {in: "2.0.0", replaced_by: ["10001"]}
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
    """Yield an entry that is retired once its day has come."""
    yield from retiring(pair, sides, "past")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    surfaces={"wire": BREAKS, "source": RISKY, "closed": RISKY},
    on=(CHANGED, REMOVED),
    fields=("retired", "deprecated", "preview"),
    section="Removed",
    template=SAID["past"],
)
