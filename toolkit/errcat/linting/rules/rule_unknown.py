"""A rule that is named is there.

A name with a slip in it mutes nothing, and whoever wrote it believes otherwise. In the
configuration an unknown name ends the run.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-presnt], reason: The title says it all.}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  lint: {ignore: [detail-present], reason: The title says it all.}
```
"""

from __future__ import annotations

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="errcat")
