"""A retired entry stays in the catalog.

It is what keeps the code and the name from being used again: without it the next one who looks for
a free number may take this one. Where the entry is not wanted any more, reserve its code and its
name. Only an acceptance silences this.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  retired: {in: "2.0.0"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import reserved
from errcat.comparing.verdict import REMOVED, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a retired entry that is gone without a trace."""
    entry = pair.it
    if entry.retired is not None and not reserved(sides.new, entry):
        yield Told(old=entry.name)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(REMOVED,),
    section="Removed",
    firm=True,
    level="error",
    surfaces={},
    template="the tombstone of {code} {name} was dropped, and nothing keeps it from being used again",
    hint="put the retired entry back, or reserve its code and its name",
)
