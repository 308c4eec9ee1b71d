"""Where an error is met stays.

A code on a further channel is new to who listens there; one that left a channel is not waited for.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  channels: [http]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  channels: [http, webhook]
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._lists import relisted
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    relisted("channels"),
    fields=("channels",),
    section="Changed",
    bump="minor",
    surfaces={"docs": RISKY},
    template="{code} {name}: the channels changed from {old} to {new}",
)
