"""Every file in a catalog's folder starts with `errcat: 1`.

The mark separates catalog files from other YAML and JSON in the folder. A file without it is
skipped; one that looks like a part of the catalog is reported by [file-read](#file-read) instead.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
services: []
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
from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", severity=WARNING, preset="minimal")
