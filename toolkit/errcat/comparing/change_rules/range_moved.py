"""A range stays where it is.

Clients that route by bounds take other errors for these.

```yaml old
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10001", to: "20999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._ranges import holds, span
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Range


def find(pair: Pair[Range], sides: Sides) -> Iterator[Told]:
    """Yield a range that lost numbers and gained others."""
    old, new = pair.both
    if not holds(old, new) and not holds(new, old):
        values = {"old": span(old), "new": span(new)}
        yield Told(values, "from", span(old), span(new))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="range",
    fields=("from", "to", "prefix", "width"),
    section="Changed",
    surfaces={"wire": RISKY},
    template="the range {range} moved from {old} to {new}",
)
