"""A range keeps its name.

What is generated names it: a literal of a type, a value of an entry. Its title may change.

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
ranges: [{name: phone-numbers, title: Numbers, from: "10000", to: "19999"}]
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    subject="range",
    fields=("name",),
    section="Changed",
    surfaces={"source": BREAKS, "docs": RISKY},
    template="the range {old} is called {new}",
    hint="keep the name, and change the title",
)
