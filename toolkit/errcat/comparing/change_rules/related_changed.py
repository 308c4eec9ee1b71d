"""Codes of other systems may be told.

They help to find one's way between systems; no client branches on them.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  related: [{system: sip, code: "480"}]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  related: [{system: sip, code: "404"}]
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._lists import inside
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    inside("related"),
    fields=("related",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: {what}",
)
