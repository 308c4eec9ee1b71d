"""A detail that was written stays.

People search for the words of an error, and some code matches on them.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number was switched off.
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a detail that is gone."""
    if pair.facts["detail"].new is None:
        yield pair.tell("detail")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("detail",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template="{code} {name} has no detail any more; it was {old}",
)
