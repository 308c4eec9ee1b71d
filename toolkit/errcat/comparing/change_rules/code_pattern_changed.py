"""What a code looks like stays.

Clients and databases check codes against it: another prefix, width or character is refused there.

```yaml old
errcat: 1
id: example
code: {pattern: "[1-9][0-9]{4}"}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
code: {pattern: "[1-9][0-9]{4,5}"}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import OK, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield another pattern; the first one told is no harm."""
    old, new = (each.code.pattern for each in pair.both)
    if old != new:
        told = Told({"old": old, "new": new}, "code", old, new)
        yield told if old else told._replace(template=_FIRST, surfaces={"wire": OK})


_FIRST = "codes have a pattern now: {new}"


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("code",),
    section="Changed",
    surfaces={"wire": RISKY},
    template="the pattern of codes {old} became {new}",
)
