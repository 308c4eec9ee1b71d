"""What readers are told may be told better.

Description, causes and solutions are for people. Nothing else depends on them.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  solutions: [Activate the number in the portal.]
```
"""

from __future__ import annotations

from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    fields=("description", "causes", "solutions"),
    section="Changed",
    surfaces={"docs": RISKY},
    template="{code} {name}: {field} was rewritten",
)
