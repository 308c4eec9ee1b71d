"""A code is deprecated before it is retired.

Clients that branch on the code need time to learn of its end. Deprecated first, it warns whoever
uses its name; retired without that, their branches are dead and their alerts silent from one day to
the next. With `removal = "never"` every retirement is an error, with `removal = "free"` a warning.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
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
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
  - code: "10002"
    name: INVALID_PHONE_NUMBER
    title: Invalid phone number
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

from errcat.comparing.change_rules._life import KEEP
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
    """Yield an entry that is retired without notice."""
    yield from retiring(pair, sides, "none")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    surfaces={"wire": BREAKS, "source": RISKY, "closed": RISKY},
    on=(CHANGED, REMOVED),
    fields=("retired", "deprecated", "preview"),
    section="Removed",
    template=SAID["none"],
    hint=KEEP,
)
