"""A range may come.

New numbers for new errors. Codes that lie in it are told apart from this.

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
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}, {name: fax, title: Fax, from: "20000", to: "29999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._ranges import span
from errcat.comparing.verdict import ADDED, ChangeRule, Pair, Sides, Told
from errcat.model import Range


def find(pair: Pair[Range], sides: Sides) -> Iterator[Told]:
    """Yield the range."""
    yield Told({"span": span(pair.it)}, new=span(pair.it))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="range",
    on=(ADDED,),
    section="Added",
    bump="minor",
    surfaces={},
    template="the range {range} was added: {span}",
)
