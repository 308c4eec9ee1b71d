"""A detail says more than the title.

Readers of a detail have already read the title. The same words with a full stop tell them neither
what is wrong nor what to do. Case and punctuation are ignored in the comparison.
```yaml fail
- code: "10037"
  name: SERVICE_UNAVAILABLE
  title: Service unavailable
  detail: Service unavailable.
```

```yaml pass
- code: "10037"
  name: SERVICE_UNAVAILABLE
  title: Service unavailable
  detail: The service is down for maintenance. Try again in a few minutes.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_NEAR = 8
"""By how many characters punctuation may make one of the two longer."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield details that only repeat the title."""
    similar = (
        entry
        for entry in catalog.entries
        if -_NEAR < len(entry.detail) - len(entry.title) < _NEAR
    )
    for entry in texts.rows(similar):
        title, detail = entry.title, entry.detail
        if title and _bare(title) == _bare(detail):
            also = (Also(entry.place("title"), "the title is here"),)
            message = "the detail repeats the title"
            hint = "explain what the error means, or what to do"
            yield at(entry, "detail", message, value=detail, hint=hint, also=also)


def _bare(text: str) -> str:
    """Return the letters and digits of *text*; all of it if it has none."""
    return "".join(filter(str.isalnum, text.casefold())) or text


RULE = Rule(__name__, __doc__, check, group="details", severity="info")
