"""A code is deprecated before it goes.

Everything works as before, and whoever uses the name is told what to use instead and until when.

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
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
  deprecated: {since: "1.1.0", replaced_by: ["10001"], sunset: "2027-12-31"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import instead
from errcat.comparing.verdict import ChangeRule, Pair, Sides, Told
from errcat.model import Entry


def find(pair: Pair[Entry], sides: Sides) -> Iterator[Told]:
    """Yield a notice, with what to use instead and until when."""
    old, new = pair.both
    if old.deprecated is not None or new.deprecated is None or old.retired is not None:
        return
    values = instead(new.deprecated, sides.new)
    said = "{code} {name} is deprecated"
    if values:
        said += "; use {replacement}"
    if new.deprecated.sunset:
        values["sunset"] = new.deprecated.sunset
        said += "; it may be gone from {sunset} on"
    yield pair.tell("deprecated", **values)._replace(template=said)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    fields=("deprecated",),
    section="Deprecated",
    bump="minor",
    surfaces={},
    template="{code} {name} is deprecated",
    many="{count} entries are deprecated",
)
