"""An error keeps its code.

The code is what clients branch on, and what logs, alerts and dashboards are searched by. Under
another code the error is an unknown one to them. That two codes are one error is known where the
old one says `replaced_by`, where the name is the same, or title and detail are, word for word and
nowhere else. It is never guessed.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10101"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number was switched off.
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number was switched off.
  retired: {in: "2.0.0", replaced_by: ["10101"]}
- code: "10101"
  name: PHONE_NUMBER_INACTIVE
  title: Inactive phone number
  detail: The number was switched off.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import (
    BREAKS,
    RISKY,
    ChangeRule,
    Pair,
    Sides,
    Told,
    same_error,
)
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield the two codes of one error."""
    old, new = pair.both
    told = pair.tell("code", name=old.name)._replace(permitted=sides.removable(old))
    if not same_error(old, new):
        said = "{old} {name} gave way to {new} {new_name}"
        told = told._replace(
            template=said, values={**told.values, "new_name": new.name}
        )
    yield told


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("code",),
    section="Changed",
    surfaces={"wire": BREAKS, "closed": BREAKS, "docs": RISKY},
    template="{old} {name} is now {new}; same error, other code",
    hint='keep {old}, and deprecate it with `replaced_by: ["{new}"]`',
)
