"""What could be tried again still can.

Clients that do not read it anew keep hammering on what cannot succeed.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retry: backoff
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retry: after_fix
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import retryable
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a code that might be tried again as it is, and may not now."""
    if retryable(pair.both[0]) and retryable(pair.both[1]) is False:
        yield pair.tell("retry")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retry",),
    section="Changed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template="{code} {name}: trying again makes no sense any more: {old} became {new}",
)
