"""A range may grow.

All codes that were in it still are.

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
ranges: [{name: numbers, title: Numbers, from: "10000", to: "20999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._ranges import holds, span
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Range


def find(pair: Pair[Range], sides: Sides) -> Iterator[Told]:
    """Yield a range that holds what it held."""
    old, new = pair.both
    if holds(new, old):
        values = {"old": span(old), "new": span(new)}
        yield Told(values, "from", span(old), span(new))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="range",
    fields=("from", "to", "prefix", "width"),
    section="Changed",
    surfaces={},
    template="the range {range} grew from {old} to {new}",
)
