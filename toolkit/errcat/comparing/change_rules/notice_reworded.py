"""Why a code goes may be said better.

The reason, and since when, are for readers.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0"}
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  deprecated: {since: "1.1.0", reason: Numbers are never inactive any more.}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from errcat.comparing.change_rules._life import filled
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Deprecation, Entry, Retirement


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a notice whose reason, version or order differs; fill-ins of a release aside."""
    if filled(*pair.both):
        return
    for field in ("deprecated", "retired"):
        old, new = (getattr(entry, field) for entry in pair.both)
        if old and new and _aside(old, new) != _aside(new, new):
            fact = pair.facts[field]
            yield Told({}, field, fact.old, fact.new)


def _aside(block: Block, new: Block) -> Block:
    """Return *block* as far as no other rule tells of it."""
    if set(block.replaced_by) != set(new.replaced_by):
        block = block._replace(replaced_by=new.replaced_by)
    if isinstance(block, Deprecation) and isinstance(new, Deprecation):
        return block._replace(sunset=new.sunset)
    return block


Block: TypeAlias = Deprecation | Retirement


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated", "retired"),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: the notice was reworded",
)
