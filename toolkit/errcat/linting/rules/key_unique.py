"""No key appears twice in one mapping.

Most readers use the last of two equal keys and silently drop the first. errcat uses the first one
and reports the second.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  title: Invalid phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
