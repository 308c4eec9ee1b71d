"""A code may travel in a further way.

A webhook beside the API, say. Who listens there meets the code for the first time.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: api, http_status: 400}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  cases:
    - {id: api, http_status: 400}
    - {id: hook, channel: webhook}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import cases
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each case that is new."""
    old, new = map(cases, pair.both)
    for case in new.keys() - old.keys() - {""}:
        yield Told({"case": case}, "cases", None, case)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("cases", "http_status"),
    section="Added",
    bump="minor",
    surfaces={},
    template="{code} {name} has a case {case}",
)
