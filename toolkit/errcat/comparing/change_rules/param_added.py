"""A detail may hold a further value.

Clients that read the ones they know go on.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "The number {number} is inactive."
  params: {number: {}}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "The number {number} is inactive."
  params: {number: {}, since: {type: string}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._params import params
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each param that is new."""
    old, new = map(params, pair.both)
    for name in [each for each in new if each not in old]:
        yield Told({"param": name}, "params", None, name)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("params",),
    section="Added",
    bump="minor",
    surfaces={"text": RISKY},
    template="{code} {name} has a param {param}",
)
