"""A code that comes as retired was there before the catalog was.

Writing down what once was answered keeps it from being given to another error. Nobody meets it.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  retired: {in: "0.9.0"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ADDED, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a code that is retired from the start."""
    if pair.it.retired is not None:
        yield Told(new=pair.it.name)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(ADDED,),
    section="",
    surfaces={},
    template="{code} {name} was added as retired",
)
