"""Tags are for finding errors.

No client branches on them.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  tags: [number]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  tags: [number, routing]
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._lists import relisted
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    relisted("tags"),
    fields=("tags",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: the tags changed from {old} to {new}",
)
