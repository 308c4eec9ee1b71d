"""A deprecated error says since when, and what now.

Whoever reads that a code will go asks two things: how long has this been said, and what is to be
done instead. The first is `since`. The second is `replaced_by`, the code that comes instead, or the
`reason`, where no other code does.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0"}
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {reason: Numbers are never inactive any more.}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0", replaced_by: ["10002"]}
- code: "10002"
  name: NUMBER_SUSPENDED
  title: Number suspended
  detail: The phone number is suspended.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Deprecation


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a deprecation that leaves one of the two questions open."""
    deprecated = (each for each in catalog.entries if each.deprecated is not None)
    for entry in _texts.rows(deprecated):
        old = entry.deprecated or Deprecation()
        if not old.since:
            said = "it is deprecated, but not said since when"
            hint = "write the catalog version under `since`, or `next`"
            yield at(entry, "deprecated", said, value="since", hint=hint)
        if not old.replaced_by and not old.reason.strip():
            said = "it is deprecated, but not said what comes instead, or why"
            hint = "name the code under `replaced_by`, or give a `reason`"
            yield at(entry, "deprecated", said, value="replaced_by", hint=hint)


RULE = Rule(__name__, __doc__, check, group="life", severity="warning")
