"""Every file uses a format version that this errcat knows.

A file of a later minor version can be read, but errcat does not know what is new in it. A file of
another major version is not read at all.
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
from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", severity=WARNING, preset="minimal")
