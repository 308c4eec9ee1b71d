"""Every suppression has a reason.

A year later it is unclear whether the rule was wrong, the entry is special, or there was no time.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-present]}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-present], reason: The title says it all.}
```
"""

from __future__ import annotations

from errcat.findings import INFO
from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", severity=INFO, preset="strict")
