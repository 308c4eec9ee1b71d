"""A code that was to go may stay.

Nothing breaks; whoever moved away need not have.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a notice that was taken back."""
    old, new = pair.both
    if old.deprecated and new.deprecated is None and not (old.retired or new.retired):
        yield pair.tell("deprecated")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated",),
    section="Changed",
    bump="minor",
    surfaces={},
    template="{code} {name} is not deprecated any more",
)
