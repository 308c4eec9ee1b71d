"""Every file conforms to the JSON Schema of catalogs.

The schema says which keys there are and what values they take. An unknown key is usually a typo and
would be ignored; custom keys start with `x-`.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  titel: Inactive phone number
```

```yaml fail
- code: null
  title: Inactive phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  x-team: numbers
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="schema", preset="minimal")
