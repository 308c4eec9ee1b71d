"""A day that was announced stays announced.

Without it nobody knows how long the code will be there.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", sunset: "2028-01-31"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a sunset that is gone."""
    notices = pair.both[0].deprecated, pair.both[1].deprecated
    if notices[0] is None or notices[1] is None:
        return
    old, new = notices[0].sunset, notices[1].sunset
    if old and not new:
        yield Told({"old": old, "new": new}, "deprecated", old, new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated",),
    section="Deprecated",
    surfaces={"wire": RISKY, "docs": RISKY},
    template="{code} {name} may be gone any time; the day was {old}",
    hint="name a day that is not earlier",
)
