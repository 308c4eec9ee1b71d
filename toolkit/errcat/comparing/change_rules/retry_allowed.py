"""What could not be tried again still cannot.

Clients that read it begin to send again what they did not, and what is not idempotent is done
twice.

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
  retry: backoff
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import retryable
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a code that may be tried again as it is, and might not before."""
    if retryable(pair.both[0]) is False and retryable(pair.both[1]):
        yield pair.tell("retry")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retry",),
    section="Changed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template="{code} {name}: trying again makes sense now: {old} became {new}",
)
