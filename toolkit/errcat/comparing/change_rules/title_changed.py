"""A title keeps its words.

Some tests, alerts and screens match on the wording, though the code is there for that. Who promises
the `text` surface keeps it; for everybody else other words are a patch.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Phone number not active
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._texts import reworded
from errcat.comparing.verdict import BREAKS, RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    reworded("title"),
    fields=("title",),
    section="Changed",
    surfaces={"text": BREAKS, "docs": RISKY},
    template="{code} {name}: the title {old} became {new}",
)
