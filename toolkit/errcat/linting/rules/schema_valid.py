"""Every file conforms to the catalog's JSON Schema.

The schema says which keys there are and what may stand under them. A key that is not in it is most
often a slip, and would be ignored; keys of your own begin with `x-`.

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

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="schema", preset="minimal")
