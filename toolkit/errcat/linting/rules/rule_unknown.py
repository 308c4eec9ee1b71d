"""Every suppressed rule exists.

A misspelled rule name suppresses nothing. In the configuration, an unknown name ends the run.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-presnt], reason: The title says it all.}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-present], reason: The title says it all.}
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat")
