"""What is said of a value may be said better.

Its description, and whether it is sensitive, are for readers and for who writes logs.

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
  params: {number: {sensitive: true}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._params import params
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told, nested
from errcat.model import Entry, Param


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield what else differs in params that are on both sides."""
    old, new = map(params, pair.both)
    both = [name for name in old if name in new and old[name][2:] != new[name][2:]]
    if both:
        then, now = ({name: _said(each[name]) for name in both} for each in (old, new))
        what = "; ".join(nested("params", then, now))
        yield Told({"what": what}, "params", then, now)


def _said(param: Param) -> dict[str, object]:
    return {"description": param.description, "sensitive": param.sensitive}


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("params",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: {what}",
)
