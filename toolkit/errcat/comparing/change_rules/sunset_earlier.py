"""A code is there until the day that was announced.

Clients plan by the sunset. A day is kept, or moved back.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", sunset: "2028-06-30"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", sunset: "2028-01-31"}
```

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", sunset: "2028-01-31"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a sunset that is earlier, or the first."""
    notices = pair.both[0].deprecated, pair.both[1].deprecated
    if notices[0] is None or notices[1] is None:
        return
    old, new = notices[0].sunset, notices[1].sunset
    if new and (not old or new < old):
        first = "" if old else "{code} {name} may be gone from {new} on"
        yield Told({"old": old, "new": new}, "deprecated", old, new, first)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated",),
    section="Deprecated",
    surfaces={"wire": RISKY},
    template="{code} {name} may be gone from {new} on, not from {old}",
    hint="leave the sunset where it was",
)
