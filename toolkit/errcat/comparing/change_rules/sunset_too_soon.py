"""A code that will go is announced early enough.

`min-deprecation-days` says how many days clients have from the day a code is deprecated. The sunset
has to be there, and that far away.

```toml policy
[tool.errcat.compatibility]
min-deprecation-days = 90
```

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new +entry-deprecated
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", sunset: "2027-02-01"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a sunset that is new and too near, or is not there."""
    old, new = pair.both
    earliest = sides.earliest_sunset()
    if not earliest or new.deprecated is None or new.retired is not None:
        return
    sunset = new.deprecated.sunset
    if sunset >= earliest or (old.deprecated and old.deprecated.sunset == sunset):
        return
    said = "" if sunset else "{code} {name} is deprecated without a sunset"
    values = {"new": sunset, "earliest": earliest}
    yield Told(values, "deprecated", None, sunset, said)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated",),
    section="",
    surfaces={"wire": RISKY},
    template="{code} {name} may be gone from {new} on; {earliest} is the first day that gives enough notice",
    hint="set `sunset` to {earliest} or later",
)
