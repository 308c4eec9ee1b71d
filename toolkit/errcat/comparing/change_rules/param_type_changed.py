"""A value keeps its type.

What was read as a text does not parse as a number.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "The number {number} is inactive."
  params: {number: {type: string}}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "The number {number} is inactive."
  params: {number: {type: integer}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._params import params
from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each param of another type."""
    old, new = map(params, pair.both)
    for name in old:
        if name in new and old[name].type != new[name].type:
            then, now = old[name].type, new[name].type
            values = {"param": name, "old": then, "new": now}
            yield Told(values, "params", [name, then], [name, now])


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("params",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": BREAKS},
    template="{code} {name}: params.{param}.type: {old} -> {new}",
    hint="add a param of the new type beside the old one",
)
