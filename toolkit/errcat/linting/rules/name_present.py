"""Every error has a name that programs can use.

A number says nothing in code, and a title changes with every rewording: the name is what stays. It
may be left out where the code itself is an identifier, such as `card_declined`.

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

from errcat.findings import Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog
from errcat.naming import propose_name


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an entry without a name."""
    for entry in catalog.entries:
        if not entry.name:
            proposed = propose_name(entry.title, entry.code)
            said = "the entry has no name, and its code cannot serve as one"
            yield at(
                entry, "name", said, hint=f"write `name: {proposed}`, or a better one"
            )


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
