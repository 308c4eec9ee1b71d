"""A detail says more than the title.

Whoever opens the detail has read the title. The same words again, with a full stop, cost a look and
tell nothing: neither what is wrong nor what to do. Case and punctuation make no difference.

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

from errcat.findings import Also, Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog

_NEAR = 8
"""By how many characters punctuation may make one of the two longer."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a detail that is the title once more."""
    near = (
        each
        for each in catalog.entries
        if -_NEAR < len(each.detail) - len(each.title) < _NEAR
    )
    for entry in _texts.rows(near):
        title, detail = entry.title, entry.detail
        if title and _bare(title) == _bare(detail):
            also = (Also(entry.place("title"), "the title is here"),)
            said = "the detail repeats the title"
            hint = "say what it means, or what to do"
            yield at(entry, "detail", said, value=detail, hint=hint, also=also)


def _bare(text: str) -> str:
    """Return the letters and digits of *text*; all of it if it has none."""
    return "".join(filter(str.isalnum, text.casefold())) or text


RULE = Rule(__name__, __doc__, check, group="details", severity="info")
