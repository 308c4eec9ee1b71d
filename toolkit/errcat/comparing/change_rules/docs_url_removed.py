"""Errors keep their pages.

Nothing says any more where an error is explained.

```yaml old
errcat: 1
id: example
docs_url: "https://example.com/errors/{code}"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml new
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import BREAKS, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield an address that is gone."""
    if not pair.both[1].docs_url:
        yield pair.tell("docs_url")


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("docs_url",),
    section="Removed",
    surfaces={"docs": BREAKS},
    template="where errors are explained is not told any more; it was {old}",
)
