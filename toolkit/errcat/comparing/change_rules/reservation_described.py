"""Why something is reserved may be said better.

Owner and reason are for people.

```yaml old
errcat: 1
id: example
reserved: [{code: "10009", reason: Kept for tests}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
reserved: [{code: "10009", reason: Kept for the tests}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from errcat.comparing.verdict import ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    subject="reserved",
    fields=("owner", "reason"),
    section="",
    surfaces={},
    template="{reserved}: the {field} changed from {old} to {new}",
)
