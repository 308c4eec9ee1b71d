"""A catalog keeps its id.

References from other catalogs (`telnyx#10001`) and acceptances are made of it.

```yaml old
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: other
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
    subject="catalog",
    fields=("id",),
    section="Changed",
    surfaces={"source": BREAKS, "docs": RISKY},
    template="the catalog's id {old} became {new}",
    hint="keep the id; the title may change",
)
