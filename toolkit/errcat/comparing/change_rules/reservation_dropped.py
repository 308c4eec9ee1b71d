"""What is reserved stays reserved.

A reservation may be all that keeps a code or a name that was once in use from being given to
another error. Once it is gone, anybody takes it.

```yaml old
errcat: 1
id: example
reserved: [{code: "10009", reason: Kept for tests}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import REMOVED, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Reserved


def find(pair: Pair[Reserved], sides: Sides) -> Iterator[Told]:
    """Yield the reservation."""
    yield Told(old=pair.key)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="reserved",
    on=(REMOVED,),
    section="",
    surfaces={"wire": RISKY, "source": RISKY},
    template="no longer reserved: {reserved}",
    hint="leave the reservation, unless it was kept for an error that is coming",
)
