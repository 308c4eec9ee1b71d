"""Whose fault an error is stays.

Who is paged, and what a client shows, may depend on it.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  fault: caller
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  fault: service
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import OK, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield another fault; the first one told is no harm."""
    told = pair.tell("fault")
    yield told if told.old else told._replace(template=_FIRST, surfaces={"wire": OK})


_FIRST = "{code} {name} says whose fault it is: {new}"


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("fault",),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: the fault changed from {old} to {new}",
)
