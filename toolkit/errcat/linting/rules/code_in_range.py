"""Every code is in a range of its catalog.

Ranges say who owns a code and where it is documented. A code outside all of them is usually a typo.
The rule does nothing in a catalog without ranges.
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

from errcat.findings import Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries outside every range."""
    if not catalog.ranges or not catalog.header_complete:
        return
    for entry in catalog.entries:
        if not entry.range:
            hint = "correct the code, or declare a range for it in the header"
            message = "the code is in no range of the catalog"
            yield at(entry, "code", message, value=entry.code, hint=hint)


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
