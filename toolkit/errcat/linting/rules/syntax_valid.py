"""Every file is valid YAML or JSON.

Nothing in a file with a syntax error can be used. The finding is where the reader stopped; the
mistake is there or a little earlier.
```yaml fail
errcat: 1
id: example
ranges: [
```

```json fail
{"errcat": 1, "id": "example", "version": NaN}
```

```json pass
{"errcat": 1, "id": "example", "version": "1.0.0"}
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
