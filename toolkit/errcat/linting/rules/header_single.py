"""A catalog has exactly one header, in catalog.yaml or catalog.json.

The header has the catalog's id, the format of its codes and its ranges. Without a header nothing
can be checked; with two it is not clear which one counts.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
errcat: 1
id: messaging
```

```yaml fail
# file: messaging.yaml
errcat: 1
errors: []
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
errcat: 1
errors: []
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
