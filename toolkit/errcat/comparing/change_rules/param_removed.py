"""A value that clients read stays.

Whoever reads it from the answer gets nothing.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "The number {number} is inactive."
  params: {number: {}, since: {type: string}}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: "The number {number} is inactive."
  params: {number: {}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._params import params
from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield each param that is gone."""
    old, new = map(params, pair.both)
    for name in [each for each in old if each not in new]:
        yield Told({"param": name}, "params", name, None)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("params",),
    section="Removed",
    surfaces={"wire": BREAKS, "source": BREAKS, "text": RISKY},
    template="{code} {name} has no param {param} any more",
    hint="keep sending it, and say in its description that it will go",
)
