"""Every suppression matches a finding.

A suppression that matches nothing hides the next real problem. Findings about files that cannot
be read or do not match the schema cannot be suppressed.
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
from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", severity=WARNING)
