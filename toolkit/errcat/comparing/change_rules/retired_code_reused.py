"""A retired code never gets another meaning.

Whoever upgraded late still knows it with its old meaning. The tombstone is there so that nobody
takes the code again. Only an acceptance silences this.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0"}
```

```yaml new
- code: "10001"
  name: TOO_MANY_REQUESTS
  title: Too many requests
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told, same_error
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a retired code that is live again as another error."""
    old, new = pair.both
    if old.retired is None or new.retired is not None or same_error(old, new):
        return
    values = {"old": old.title or old.name, "new": new.title or new.name}
    yield Told(values, "", old.name, new.name)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("retired",),
    section="Changed",
    firm=True,
    alone=True,
    level="error",
    surfaces={
        "wire": BREAKS,
        "source": BREAKS,
        "closed": BREAKS,
        "text": BREAKS,
        "docs": BREAKS,
    },
    template="{code} was retired and now means another error: {old} became {new}",
    hint="give the new error a code of its own, and leave {code} retired",
)
