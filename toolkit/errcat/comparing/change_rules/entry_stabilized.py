"""A preview may become a promise.

From now on the code is kept as any other.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  preview: true
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
    """Yield a preview that became an active entry."""
    old, new = pair.both
    if old.preview and not (old.retired or new.retired):
        yield pair.tell("preview")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("preview",),
    section="Changed",
    bump="minor",
    surfaces={},
    template="{code} {name} is no preview any more",
)
