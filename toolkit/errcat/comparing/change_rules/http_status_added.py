"""A status may be written down.

Where none was told, nobody could rely on one.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  http_status: 400
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import listed, statuses
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield the first statuses."""
    old, new = pair.both
    gone, came = statuses(old) - statuses(new), statuses(new) - statuses(old)
    if came and not statuses(old):
        values = {"old": listed(gone), "new": listed(came)}
        yield Told(values, "http_status", sorted(statuses(old)), sorted(statuses(new)))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("http_status", "cases"),
    section="Changed",
    bump="minor",
    surfaces={},
    template="{code} {name} comes with HTTP status {new}",
)
