"""No merge conflict is left in a file.

The markers that git writes into a file stand between two versions; somebody has to choose.

```yaml fail
errcat: 1
<<<<<<< HEAD
id: example
=======
id: other
>>>>>>> branch
```

```yaml pass
errcat: 1
id: example
```
"""

from __future__ import annotations

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
