"""A title may look otherwise.

Only case, spaces, punctuation or the form of characters differ. Whoever compares texts letter by
letter may notice.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive Phone Number
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._texts import reformatted
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    reformatted("title"),
    fields=("title",),
    section="Changed",
    surfaces={"text": RISKY},
    template="{code} {name}: the title is spelled {new}",
)
