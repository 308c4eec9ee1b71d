"""A status that is known stays while the code is answered.

A branch on it is dead.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: api, http_status: 400}
    - {id: upload, http_status: 413}
```

```yaml new +case-removed
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: api, http_status: 400}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import listed, statuses
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield statuses that are gone, others left."""
    old, new = pair.both
    gone, came = statuses(old) - statuses(new), statuses(new) - statuses(old)
    if gone and not came and statuses(new):
        values = {"old": listed(gone), "new": listed(came)}
        yield Told(values, "http_status", sorted(statuses(old)), sorted(statuses(new)))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("http_status", "cases"),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name} does not come with HTTP status {old} any more",
)
