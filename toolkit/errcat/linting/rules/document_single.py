"""A file holds one document.

Readers of YAML differ in what they make of a second document after `---`: most never see it.

```yaml fail
errcat: 1
id: example
---
errcat: 1
```

```yaml pass
---
errcat: 1
id: example
```
"""

from __future__ import annotations

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
