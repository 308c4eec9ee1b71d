"""Every file contains a single document.

YAML readers differ in what they do with a second document after `---`: most ignore it.
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

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
