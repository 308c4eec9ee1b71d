"""What is said of a product may be said better.

Title, description, owner and address are for people.

```yaml old
errcat: 1
id: example
products: {email: {title: Email API}}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
products: {email: {title: E-mail API}}
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
    subject="product",
    fields=("title", "description", "owner", "url"),
    section="",
    surfaces={"docs": RISKY},
    template="the {field} of the product {product} changed from {old} to {new}",
)
