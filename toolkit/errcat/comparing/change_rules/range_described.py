"""What is said of a range may be said better.

Title, description, owner and address are for people.

```yaml old
errcat: 1
id: example
ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
ranges: [{name: numbers, title: Phone numbers, from: "10000", to: "19999"}]
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
    subject="range",
    fields=("title", "description", "owner", "docs_url"),
    section="",
    surfaces={"docs": RISKY},
    template="the {field} of the range {range} changed from {old} to {new}",
)
