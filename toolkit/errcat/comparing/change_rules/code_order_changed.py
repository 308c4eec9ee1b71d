"""The order of codes stays.

Pages and generated lists follow it. No client depends on it.

```yaml old
errcat: 1
id: example
code: {order: number}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
code: {order: text}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield another order; where none is told the codes decide."""
    old, new = (each.code.order or "the codes say" for each in pair.both)
    if old != new:
        yield Told({"old": old, "new": new}, "code", old, new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("code",),
    section="",
    surfaces={"docs": RISKY},
    template="codes are ordered as {new}, not as {old}",
)
