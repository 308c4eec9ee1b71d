"""A retired code that comes back means what it meant.

Clients that still know the code are right about it. It is an addition, no more.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told, same_error
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a code that was retired and is live, as the same error."""
    old, new = pair.both
    if old.retired is not None and new.retired is None and same_error(old, new):
        yield Told(old="retired", new=new.name)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retired", "deprecated", "preview"),
    section="Added",
    bump="minor",
    surfaces={"closed": BREAKS},
    template="{code} {name} is answered again",
)
