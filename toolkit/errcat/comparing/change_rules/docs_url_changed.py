"""Pages stay where they are.

Links in logs, tickets and generated code lead to the old place.

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
docs_url: "https://docs.example.com/{code}"
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.verdict import RISKY, ChangeRule, Pair, Sides, Told
from errcat.model import Catalog


def find(pair: Pair[Catalog], sides: Sides) -> Iterator[Told]:
    """Yield another address, or the first."""
    old, new = pair.both
    if new.docs_url:
        yield pair.tell("docs_url")._replace(template="" if old.docs_url else _FIRST)


_FIRST = "errors have pages now: {new}"


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject="catalog",
    fields=("docs_url",),
    section="Changed",
    surfaces={"docs": RISKY},
    template="pages moved from {old} to {new}",
    hint="redirect the old addresses",
)
