"""A detail may look otherwise.

Only case, spaces, punctuation or the form of characters differ. Whoever compares texts letter by
letter may notice.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number was switched off.
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number was switched off
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._texts import reformatted
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    reformatted("detail"),
    fields=("detail",),
    section="Changed",
    surfaces={"text": RISKY},
    template="{code} {name}: the detail is spelled {new}",
)
