"""An error that people know is not hidden from them.

Outputs for the wider audience lose it, as if it were removed: names are gone, and its page is.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  audience: internal
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry

_ORDER = ("internal", "partner", "public")


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield an entry that fewer people see."""
    old, new = (each.audience for each in pair.both)
    if _ORDER.index(old) > _ORDER.index(new):
        yield pair.tell("audience", old=old, new=new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("audience",),
    section="Removed",
    surfaces={"wire": RISKY, "source": BREAKS, "closed": BREAKS, "docs": BREAKS},
    template="{code} {name} is {new} now (it was {old})",
    hint="deprecate and retire it, if the API does not answer it any more",
)
