"""What to use instead stays.

Who has moved to the old replacement may have to move again.

```yaml old
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", replaced_by: ["10002"]}
```

```yaml new +entry-added
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", replaced_by: ["10003"]}
- code: "10003"
  name: NUMBER_SUSPENDED
  title: Number suspended
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import labels
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield other codes to use instead."""
    for field in ("deprecated", "retired"):
        old, new = (getattr(entry, field) for entry in pair.both)
        if old and new and set(old.replaced_by) != set(new.replaced_by):
            then, now = list(old.replaced_by), list(new.replaced_by)
            values = {
                "old": labels(then, sides.old),
                "new": labels(now, sides.new),
            }
            yield Told(
                values, field, then, now, _TEMPLATES.get((bool(then), bool(now)), "")
            )


_TEMPLATES = {
    (False, True): "{code} {name}: instead of it use {new}",
    (True, False): "{code} {name}: nothing is said to use instead; it was {old}",
}


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated", "retired"),
    section="Deprecated",
    surfaces={"docs": RISKY},
    template="{code} {name}: instead of it use {new}, not {old}",
)
