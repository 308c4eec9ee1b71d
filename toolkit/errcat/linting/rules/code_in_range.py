"""Every code lies in a range of its catalog.

Ranges say who owns a code and where it is documented. A code outside all of them is most often a
slip of the finger. A catalog that declares no ranges has none to keep.

```yaml fail
errcat: 1
id: example
ranges:
  - {name: general, from: "10000", to: "19999"}
errors:
  - code: "30001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml pass
errcat: 1
id: example
ranges:
  - {name: general, from: "10000", to: "19999"}
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an entry outside every range."""
    if not catalog.ranges or not catalog.header_complete:
        return
    for entry in catalog.entries:
        if not entry.range:
            hint = "correct the code, or declare a range for it in the header"
            said = "the code lies in no range of the catalog"
            yield at(entry, "code", said, value=entry.code, hint=hint)


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
