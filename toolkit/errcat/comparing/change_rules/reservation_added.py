"""What nobody has may be reserved.

Nobody depends on what was not there.

```yaml old
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
reserved: [{code: "10009", reason: Kept for tests}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ADDED, ChangeRule, Pair, Sides, Told
from errcat.model import Reserved


def find(pair: Pair[Reserved], sides: Sides) -> Iterator[Told]:
    """Yield the reservation."""
    yield Told(new=pair.key)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="reserved",
    on=(ADDED,),
    section="",
    surfaces={},
    template="reserved: {reserved}",
)
