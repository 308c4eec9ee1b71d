"""Every error has a detail.

The title says what went wrong, the detail what it means: which field, which limit, what now. A
client that shows only the title leaves its user with a headline. Where each case of an error has a
detail, the error itself needs none; nor does a retired one.

```yaml fail
- code: "85000"
  name: SEARCH_FIRST
  title: Must search first
```

```yaml pass
- code: "85000"
  name: SEARCH_FIRST
  title: Must search first
  detail: A number has to be found by a search before it can be ordered.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an entry that says nothing but its title."""
    bare = (each for each in catalog.entries if not each.detail.strip())
    for entry in _texts.rows(bare):
        if entry.retired is not None:
            continue
        if entry.cases and all(case.detail.strip() for case in entry.cases):
            continue
        said = "the detail is blank" if entry.detail else "the entry has no detail"
        hint = "say in a sentence what it means, or what to do"
        yield at(entry, "detail", said, value=entry.detail, hint=hint)


RULE = Rule(__name__, __doc__, check, group="details", severity="warning")
