"""A catalog is written for a format that this errcat knows.

A file of a later minor format can be read, but what is new in it is not understood, and a newer
errcat may find more. A file of another major format is not read at all.

```yaml fail
errcat: "1.7"
id: example
```

```yaml pass
errcat: 1
id: example
```
"""

from __future__ import annotations

from errcat.findings import WARNING
from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", severity=WARNING, preset="minimal")
