"""Where the code stands may be written down.

Where it was not told, nobody could rely on it.

```yaml old
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
envelope: jsonapi
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield the first envelope."""
    if pair.both[0].envelope is None:
        yield pair.tell("envelope")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("envelope",),
    section="Added",
    bump="minor",
    surfaces={},
    template="answers carry the code as {new} says",
)
