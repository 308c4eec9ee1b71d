"""The code stands where it stood.

Clients read code, title and detail at their places in an answer. Elsewhere they find nothing.

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
envelope: problem
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
    """Yield another envelope."""
    old, new = pair.both
    if old.envelope is not None and new.envelope is not None:
        yield pair.tell("envelope")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("envelope",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": RISKY},
    template="the envelope of answers {old} became {new}",
    hint="answer with the code at both places for a while",
)
