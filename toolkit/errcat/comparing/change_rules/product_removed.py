"""A product stays while it has errors.

Pages and filters of the product are gone.

```yaml old
errcat: 1
id: example
products: {email: {title: Email API}, fax: {title: Fax API}}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
products: {email: {title: Email API}}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import REMOVED, RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Product


def find(pair: Pair[Product], sides: Sides) -> Iterator[Told]:
    """Yield the product."""
    yield Told(old=pair.key)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="product",
    on=(REMOVED,),
    section="Removed",
    surfaces={"docs": RISKY},
    template="the product {product} was removed",
)
