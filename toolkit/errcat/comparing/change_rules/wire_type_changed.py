"""A code keeps its type in answers.

A client that compares with a text never meets the number, and one that parses a number fails on the
text.

```yaml old
errcat: 1
id: example
code: {wire_type: string}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
code: {wire_type: integer}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield another type."""
    old, new = (each.code.wire_type for each in pair.both)
    if old != new:
        yield Told({"old": old, "new": new}, "code", old, new)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("code",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": BREAKS},
    template="codes are sent as {new}, not as {old}",
    hint="keep the type until the API itself has a new version",
)
