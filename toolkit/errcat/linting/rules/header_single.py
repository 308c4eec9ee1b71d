"""A catalog has one header, in catalog.yaml or catalog.json.

The header says what the catalog is called, what its codes look like and which ranges it has. With
none nothing can be checked, and with two nobody knows which one counts.

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

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
