"""A name never stands for another code.

Code that was written with the name still compiles and now tests for another error. A name belongs
to its code for good: live, as an alias, or retired. Only an acceptance silences this.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0"}
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
```

```yaml new +entry-added
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0"}
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
- code: "10003"
  name: INACTIVE_PHONE_NUMBER
  title: Number not active yet
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import (
    ADDED,
    BREAKS,
    CHANGED,
    ChangeRule,
    Pair,
    Sides,
    Told,
)
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a name that was another code's."""
    new = pair.it
    if new.retired is not None or "code" in pair.facts:
        return
    for code in sides.owners.get(new.name, ()):
        if code != new.code:
            yield Told({"old": code}, "", code, new.code)
            return


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    on=(ADDED, CHANGED),
    fields=("name",),
    section="Changed",
    firm=True,
    level="error",
    surfaces={"source": BREAKS, "closed": BREAKS},
    template="the name {name} stood for {old} and now stands for {code}",
    hint="give {code} a name that was never used",
)
