"""Every error has a name.

A number means nothing in code, and titles are reworded: the name is what stays. It may be omitted
where the code itself is an identifier, such as `card_declined`.
```yaml fail
- code: "10001"
  title: Inactive phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: card_declined
  title: Card declined
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog
from errcat.naming import propose_name


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries without a name."""
    for entry in catalog.entries:
        if not entry.name:
            proposed = propose_name(entry.title, entry.code)
            message = "the entry has no name, and its code is not an identifier"
            yield at(
                entry, "name", message, hint=f"add a name such as `name: {proposed}`"
            )


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
