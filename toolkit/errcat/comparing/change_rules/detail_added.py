"""A detail may be written where there was none.

Nobody can have matched on what was not there.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number was switched off.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield the first detail."""
    if pair.facts["detail"].old is None:
        yield pair.tell("detail")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("detail",),
    section="Changed",
    surfaces={},
    template="{code} {name} has a detail now: {new}",
)
