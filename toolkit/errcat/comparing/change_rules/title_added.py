"""A title may be written where there was none.

Nobody can have matched on what was not there.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
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
    """Yield the first title."""
    if pair.facts["title"].old is None:
        yield pair.tell("title")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("title",),
    section="Changed",
    surfaces={},
    template="{code} {name} has a title now: {new}",
)
