"""A version tells of a release.

It follows from the other changes, and is none itself.

```yaml old
errcat: 1
id: example
version: "1.0.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
version: "1.0.1"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._versions import lower
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield another version, unless it is known to be lower."""
    old, new = (each.version for each in pair.both)
    if not lower(old, new):
        yield pair.tell("version")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("version",),
    section="",
    bump="none",
    surfaces={},
    template="version {old} became {new}",
)
