"""A code keeps its HTTP status.

Clients that branch on the status, and those generated from an OpenAPI document, which has a
response a status, look for the error elsewhere.

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
  http_status: 422
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import classes, listed, statuses
from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield statuses of the same class."""
    old, new = pair.both
    gone, came = statuses(old) - statuses(new), statuses(new) - statuses(old)
    if gone and came and classes(gone) == classes(came):
        values = {"old": listed(gone), "new": listed(came)}
        yield Told(values, "http_status", sorted(statuses(old)), sorted(statuses(new)))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("http_status", "cases"),
    section="Changed",
    surfaces={"wire": BREAKS, "docs": RISKY},
    template="{code} {name}: HTTP status {old} became {new}",
    hint="if the API always answered {new}, accept it as a correction",
)
