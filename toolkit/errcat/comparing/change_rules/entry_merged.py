"""Errors that clients tell apart stay apart.

One code in place of several takes from clients what they branched on. The old entries name the new
one in `replaced_by`.

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
  retired: {in: "2.0.0", replaced_by: ["10101"]}
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  retired: {in: "2.0.0", replaced_by: ["10101"]}
- code: "10101"
  name: UNUSABLE_PHONE_NUMBER
  title: Unusable phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import labels
from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield what became one error."""
    codes = pair.facts["merged"].old
    told = pair.tell("merged", old=labels(codes, sides.old))
    known = sides.old.by_code
    permitted = all(sides.removable(known[code]) for code in codes)
    yield told._replace(permitted=permitted)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("merged",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": RISKY, "closed": BREAKS, "docs": RISKY},
    template="{old} were merged into {code} {name}",
    hint="keep the old codes, deprecated, beside {code}",
)
