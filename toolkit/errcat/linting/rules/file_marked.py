"""Every file in the folder of a catalog begins with `errcat: 1`.

The mark tells entries from other YAML and JSON that lies about. A file without it is not read, and
codes that were meant to be in the catalog would be missing without a word.

```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
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

from errcat.findings import WARNING
from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", severity=WARNING, preset="minimal")
