"""A way in which a code travels stays.

Whoever listens there waits in vain.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: api, http_status: 400}
    - {id: hook, channel: webhook}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: api, http_status: 400}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import cases
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each case that is gone."""
    old, new = map(cases, pair.both)
    for case in old.keys() - new.keys() - {""}:
        yield Told({"case": case}, "cases", case, None)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("cases", "http_status"),
    section="Removed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template="{code} {name} has no case {case} any more",
)
