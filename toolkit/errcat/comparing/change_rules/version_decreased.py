"""A version never goes down.

Whoever asks which of two is newer gets the wrong answer.

```yaml old
errcat: 1
id: example
version: "1.1.0"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
version: "1.0.0"
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
    """Yield a version that is lower."""
    old, new = (each.version for each in pair.both)
    if lower(old, new):
        yield pair.tell("version")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("version",),
    section="",
    bump="none",
    level="error",
    surfaces={},
    template="version {old} became {new}, which is lower",
    hint="the catalog that is compared may be the older one",
)
