"""Pages worth reading may be others.

They are for people.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  links: [{url: "https://example.com/numbers"}]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  links: [{url: "https://example.com/phone-numbers"}]
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._lists import inside
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    inside("links"),
    fields=("links",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: {what}",
)
