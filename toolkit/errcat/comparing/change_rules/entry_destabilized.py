"""What was promised is not taken back as a preview.

A preview may change or go at any time. Clients that rely on the code did so on a promise.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  preview: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield an entry that became a preview."""
    old, new = pair.both
    if new.preview and not (old.retired or new.retired):
        yield pair.tell("preview")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("preview",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": BREAKS},
    template="{code} {name} is a preview now, and was none",
    hint="deprecate the code if it is to go",
)
