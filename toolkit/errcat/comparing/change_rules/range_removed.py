"""A range stays.

Clients and dashboards route by it, and what is generated names it.

```yaml old
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}, {name: fax, title: Fax, from: "20000", to: "29999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._ranges import span
from errcat.comparing.verdict import (
    BREAKS,
    REMOVED,
    RISKY,
    ChangeRule,
    Pair,
    Sides,
    Told,
)
from errcat.model import Range


def find(pair: Pair[Range], sides: Sides) -> Iterator[Told]:
    """Yield the range."""
    yield Told({"span": span(pair.it)}, old=span(pair.it))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="range",
    on=(REMOVED,),
    section="Removed",
    surfaces={"wire": RISKY, "source": BREAKS, "docs": RISKY},
    template="the range {range} was removed: {span}",
    hint="keep the range; an empty one does no harm",
)
