"""Since when a code is there may be corrected.

It is for readers.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  since: "1.0.0"
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  since: "0.9.0"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import filled
from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield another version, fill-ins of a release aside."""
    if not filled(*pair.both):
        told = pair.tell("since")
        yield told._replace(
            template=_TEMPLATES.get((bool(told.old), bool(told.new)), "")
        )


_TEMPLATES = {
    (False, True): "{code} {name} is there since {new}",
    (
        True,
        False,
    ): "{code} {name}: since when it is there is not told any more; it was {old}",
}


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("since",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name} is there since {new}, not {old}",
)
