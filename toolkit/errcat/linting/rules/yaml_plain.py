"""YAML files contain no anchors, aliases, merge keys or tags.

With an alias, a change of one entry changes another, and a few nested aliases expand to gigabytes.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: &title Inactive phone number
```

```yaml fail
- code: !!str 10001
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
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
