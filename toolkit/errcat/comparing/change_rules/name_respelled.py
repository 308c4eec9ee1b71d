"""A name may be spelled otherwise where no target shows it.

Every target cases names its own way. Where all of them make the same of the old and the new
spelling, no code can tell them apart.

```yaml old
- code: "10001"
  name: inactivePhoneNumber
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._names import seen_in
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield another spelling that comes to the same everywhere."""
    old, new = pair.both
    if not seen_in(old, new) and old.name not in new.aliases:
        yield pair.tell("name")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("name",),
    section="",
    surfaces={},
    template="{code}: the name {old} is spelled {new}",
)
