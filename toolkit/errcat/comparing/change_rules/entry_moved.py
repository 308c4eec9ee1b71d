"""An error stays in its range.

Clients that route by range, and what is generated range by range, look for it elsewhere. The code
is the same: the range around it is another.

```yaml old
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new +range-added
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}, {name: inactive, title: Inactive, from: "10001", to: "10009"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield the other range, or that there is none."""
    fact = pair.facts["range"]
    told = pair.tell("range")
    yield told._replace(template=_TEMPLATES.get((bool(fact.old), bool(fact.new)), ""))


_TEMPLATES = {
    (False, True): "{code} {name} is in the range {new} now, and was in none",
    (True, False): "{code} {name} is in no range any more; it was in {old}",
}


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("range",),
    section="Changed",
    surfaces={"wire": RISKY, "source": RISKY, "docs": RISKY},
    template="{code} {name} is in the range {new}, not in {old}",
    many="{count} entries are in the range {new}, not in {old}",
)
