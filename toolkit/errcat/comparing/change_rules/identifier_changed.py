"""A name is frozen.

What is generated is called by the name: a constant, a member, a component. Code that uses the old
one does not compile or fails when it runs. A better title needs no other name. Names are compared
as the targets spell them, so the message says where the change is seen.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: PHONE_NUMBER_INACTIVE
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._names import seen_in
from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a name that some target spells otherwise, and that is not kept."""
    old, new = pair.both
    targets = seen_in(old, new)
    if targets and old.name not in new.aliases:
        told = pair.tell("name", targets=", ".join(targets))
        yield told if old.name else told._replace(template=_FIRST)


_FIRST = "{code} is called {new} now (seen in: {targets})"


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("name",),
    section="Changed",
    surfaces={"source": BREAKS},
    template="{code}: the name {old} became {new} (seen in: {targets})",
    hint="keep the old name: `errcat rename {code} {new}` leaves it in `aliases`",
)
