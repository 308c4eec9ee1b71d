"""The order of a list says nothing.

Names, channels, products, tags and pages are told apart by what they are, not by where they stand.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  tags: [number, routing]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  tags: [routing, number]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._lists import reordered
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each list that holds what it held."""
    for field in RULE.fields:
        fact = pair.facts.get(field)
        if fact is not None and reordered(fact):
            yield pair.tell(field)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("aliases", "channels", "products", "tags", "links", "related", "cases"),
    section="",
    bump="none",
    surfaces={},
    template="{code} {name}: the {field} stand in another order",
)
