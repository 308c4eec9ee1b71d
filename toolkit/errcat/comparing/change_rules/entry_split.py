"""An error stays one error.

Two codes in place of one let clients tell apart what they could not before, but whoever branched on
the one meets neither. The old entry names the new ones in `replaced_by`.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0", replaced_by: ["10101", "10102"]}
- code: "10101"
  name: PHONE_NUMBER_SUSPENDED
  title: Phone number suspended
- code: "10102"
  name: PHONE_NUMBER_EXPIRED
  title: Phone number expired
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import KEEP, labels
from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield what an error was split into."""
    codes = pair.facts["split"].new
    told = pair.tell("split", new=labels(codes, sides.new))
    yield told._replace(permitted=sides.removable(pair.both[0]))


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("split",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": RISKY, "closed": BREAKS, "docs": RISKY},
    template="{code} {name} was split into {new}",
    hint=KEEP,
)
