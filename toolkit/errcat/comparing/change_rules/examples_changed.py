"""Examples may be others.

They are for people.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  examples: [{detail: Number 1 was switched off.}]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  examples: [{detail: Number 2 was switched off.}]
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._lists import inside
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    inside("examples"),
    fields=("examples",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: {what}",
)
