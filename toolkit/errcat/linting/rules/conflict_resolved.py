"""Files contain no merge conflict markers.

Git leaves the markers between two versions of a text; choose one version and delete them.
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

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
