"""Whether to try again may be written down.

Where nothing was told, nobody could rely on it.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retry: never
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._statuses import retryable
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield the first advice."""
    if retryable(pair.both[0]) is None:
        yield pair.tell("retry")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retry",),
    section="Added",
    bump="minor",
    surfaces={},
    template="{code} {name} says whether to try again: {new}",
)
