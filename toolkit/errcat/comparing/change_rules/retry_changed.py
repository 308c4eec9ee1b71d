"""How to try again stays.

Other pauses, or another thing to mend first: clients that follow the old advice do the wrong thing,
if not a harmful one.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retry: {when: after_delay, after: PT1H}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retry: {when: after_delay, after: PT24H}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import retryable
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield other advice of the same kind."""
    then, now = map(retryable, pair.both)
    if then is not None and then == now:
        yield pair.tell("retry")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retry",),
    section="Changed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template="{code} {name}: how to try again changed: {old} became {new}",
)
