"""A catalog in YAML has no anchors, aliases, merge keys or tags.

What is written is what is there: an alias makes a change in one entry change another, and a few
nested ones unfold to gigabytes.

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

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
