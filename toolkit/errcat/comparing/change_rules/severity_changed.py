"""How grave an error is stays.

Alerts are routed by it.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  severity: error
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  severity: warning
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import OK, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield another severity; the first one told is no harm."""
    told = pair.tell("severity")
    yield told if told.old else told._replace(template=_FIRST, surfaces={"wire": OK})


_FIRST = "{code} {name} says how grave it is: {new}"


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("severity",),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: the severity changed from {old} to {new}",
)
