"""A status that was told stays told.

Clients rely on it; now nobody says whether they still can.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  http_status: 400
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import listed, statuses
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield statuses that are gone, none left."""
    old, new = pair.both
    gone, came = statuses(old) - statuses(new), statuses(new) - statuses(old)
    if gone and not statuses(new):
        values = {"old": listed(gone), "new": listed(came)}
        yield Told(values, "http_status", sorted(statuses(old)), sorted(statuses(new)))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("http_status", "cases"),
    section="Changed",
    surfaces={"wire": RISKY, "source": RISKY, "docs": RISKY},
    template="{code} {name}: HTTP status {old} is not told any more",
)
