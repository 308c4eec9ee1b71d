r"""Every file is encoded in UTF-8.

JSON and YAML are UTF-8 by definition (RFC 8259, section 8.1; YAML 1.2, section 5.2). The meaning of
other bytes would be a guess, and half a surrogate pair cannot be written again.
```json fail
{"errcat": 1, "id": "example", "title": "\ud83d"}
```

```json pass
{"errcat": 1, "id": "example", "title": "\ud83d\ude00"}
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
