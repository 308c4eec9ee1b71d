"""What is said of the catalog may be said better.

Its title and description are for readers.

```yaml old
errcat: 1
id: example
title: Errors
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
title: Errors of the API
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    subject="catalog",
    fields=("title", "description"),
    section="",
    surfaces={"docs": RISKY},
    template="the catalog's {field} {old} became {new}",
)
