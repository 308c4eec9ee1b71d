"""A code that clients know is not dropped.

Code that names it does not compile any more, branches on it are dead, alerts never fire. And
nothing keeps the code or the name from being given to another error later, which old clients would
take for this one. `errcat retire` leaves the entry where it is as a tombstone, so that texts and
history stay. Only `removal = "free"` lets a code be dropped, as a warning.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  deprecated: {since: "1.1.0"}
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
from errcat.comparing.change_rules._likeness import braced, look_alike
from errcat.comparing.verdict import (
    BREAKS,
    REMOVED,
    RISKY,
    ChangeRule,
    Pair,
    Sides,
    Told,
)
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a live entry that is gone without a trace."""
    entry = pair.it
    if entry.retired is not None or reserved(sides.new, entry):
        return
    free = sides.policy.removal == "free"
    yield Told(old=entry.name, hint=_hint(entry, sides), permitted=free)


def _hint(entry: Entry, sides: Sides) -> str:
    """Return what to do where a new entry looks like this one; a guess, never a verdict."""
    found = look_alike(entry, sides)
    if found is None:
        return ""
    return (
        f"{braced(found.label)} looks like it: if it is the same error, retire {{code}}"
        f' with `replaced_by: ["{braced(found.code)}"]`'
    )


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(REMOVED,),
    section="Removed",
    surfaces={"wire": BREAKS, "source": BREAKS, "closed": BREAKS, "docs": RISKY},
    template="{code} {name} was removed, and nothing keeps its code from being used again",
    hint="keep the entry and retire it: `errcat retire {code}`",
)
