"""A product may come.

Nobody depends on what was not there.

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
products: {email: {title: Email API}, fax: {title: Fax API}}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import ADDED, ChangeRule, Pair, Sides, Told
from errcat.model import Product


def find(pair: Pair[Product], sides: Sides) -> Iterator[Told]:
    """Yield the product."""
    yield Told(new=pair.key)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="product",
    on=(ADDED,),
    section="Added",
    bump="minor",
    surfaces={},
    template="the product {product} was added",
)
