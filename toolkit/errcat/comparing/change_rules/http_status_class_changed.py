"""A fault of the caller does not become one of the service.

Layers that know no codes at all branch on the class of the status: they retry what begins with 5,
page somebody, or open a circuit. Between 4xx and 5xx all of that changes.

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
  http_status: 500
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import classes, listed, statuses
from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield statuses of another class."""
    old, new = pair.both
    gone, came = statuses(old) - statuses(new), statuses(new) - statuses(old)
    if gone and came and classes(gone) != classes(came):
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
    hint="give what is another error a code of its own",
)
