"""A release puts its version where `next` stood.

That is what a release does, and nothing else has changed.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  since: next
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  since: "1.1.0"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import filled
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield an entry in which `next` became a version."""
    if filled(*pair.both):
        field = next(each for each in RULE.fields if each in pair.facts)
        yield pair.tell(field)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("since", "deprecated", "retired"),
    section="",
    bump="none",
    surfaces={},
    template="{code} {name}: the release has filled in its version",
)
