"""Every deprecated error says since when, and what to use instead.

Readers of a deprecation ask how long it has been announced, and what to do now. `since` answers the
first question. The second is answered by `replaced_by`, the code to use instead, or by `reason` if
no other code replaces it.
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

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Deprecation


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield deprecations that leave one of the questions open."""
    deprecated = (entry for entry in catalog.entries if entry.deprecated is not None)
    for entry in texts.rows(deprecated):
        deprecation = entry.deprecated or Deprecation()
        if not deprecation.since:
            message = "the deprecation has no `since`"
            hint = "set `since` to a catalog version, or to next"
            yield at(entry, "deprecated", message, value="since", hint=hint)
        if not deprecation.replaced_by and not deprecation.reason.strip():
            message = "the deprecation has neither `replaced_by` nor `reason`"
            hint = "set `replaced_by` to the code to use instead, or give a `reason`"
            yield at(entry, "deprecated", message, value="replaced_by", hint=hint)


RULE = Rule(__name__, __doc__, check, group="life", severity="warning")
