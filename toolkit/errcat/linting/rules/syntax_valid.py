"""Every file can be read.

A file that is not YAML or JSON holds nothing, however much is in it. The finding stands where the
reader gave up; the slip is there or a little before.

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

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
