"""Every error has a detail.

The title says what went wrong; the detail says what it means: which field, which limit, what to do
now. An error whose cases all have a detail needs none of its own, and neither does a retired one.
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

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries without a detail."""
    bare = (entry for entry in catalog.entries if not entry.detail.strip())
    for entry in texts.rows(bare):
        if entry.retired is not None:
            continue
        if entry.cases and all(case.detail.strip() for case in entry.cases):
            continue
        message = "the detail is blank" if entry.detail else "the entry has no detail"
        hint = "explain in a sentence what the error means, or what to do"
        yield at(entry, "detail", message, value=entry.detail, hint=hint)


RULE = Rule(__name__, __doc__, check, group="details", severity="warning")
