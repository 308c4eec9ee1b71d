"""Where the code stands stays told.

What is generated to find the codes in an answer goes with it.

```yaml old
errcat: 1
id: example
envelope: jsonapi
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield an envelope that is gone."""
    if pair.both[1].envelope is None:
        yield pair.tell("envelope")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("envelope",),
    section="Removed",
    surfaces={"wire": RISKY, "source": BREAKS},
    template="where answers carry the code is not told any more; it was {old}",
    hint="put `envelope` back",
)
