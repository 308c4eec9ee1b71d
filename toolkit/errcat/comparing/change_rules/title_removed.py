"""A title that was written stays.

People search for the words of an error, and some code matches on them.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a title that is gone."""
    if pair.facts["title"].new is None:
        yield pair.tell("title")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("title",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template="{code} {name} has no title any more; it was {old}",
)
