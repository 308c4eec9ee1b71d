"""What is muted is there to be found.

A rule that an entry mutes and that has nothing to find there hides the next real fault. Faults of
reading and of the schema cannot be muted.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  lint: {ignore: [detail-present], reason: The title says it all.}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-present], reason: The title says it all.}
```
"""

from __future__ import annotations

from errcat.findings import WARNING
from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="errcat", severity=WARNING)
