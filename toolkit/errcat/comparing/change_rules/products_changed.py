"""The products of an error are for finding it.

Pages and filters group by product; no client branches on it.

```yaml old
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  products: [email]
```

```yaml new
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  products: [email, fax]
```
"""

from __future__ import annotations

from errcat.comparing.change_rules._lists import relisted
from errcat.comparing.verdict import RISKY, ChangeRule

RULE = ChangeRule(
    __name__,
    __doc__,
    relisted("products"),
    fields=("products",),
    section="",
    surfaces={"docs": RISKY},
    template="{code} {name}: the products changed from {old} to {new}",
)
