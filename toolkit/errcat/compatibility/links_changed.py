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

from errcat.comparing import RISKY, ChangeRule
from errcat.compatibility._lists import inside

RULE = ChangeRule(
    __name__,
    __doc__,
    inside("links"),
    fields=("links",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: {what}",
)
