"""Whether to try again stays told.

Clients that read it fall back on a guess.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retry: never
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import retryable
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield advice that is gone."""
    if retryable(pair.both[1]) is None:
        yield pair.tell("retry")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retry",),
    section="Removed",
    surfaces={"wire": RISKY, "source": RISKY, "docs": RISKY},
    template="{code} {name} does not say whether to try again any more; it was {old}",
)
