"""Every file that looks like part of the catalog can be read.

A file that holds `errors`, `ranges` or a list of mappings with `code`, but does not start with
`errcat: 1`, is not read: its codes would be missing from everything that is generated. The mark
is alone on its line, in lower case, without a tag before it and outside of `{ }` in YAML.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
errors:
  - code: "40001"
    name: NOT_ROUTABLE
    title: Not routable
```

```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
Errcat: 1
errors: []
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
errcat: 1
errors:
  - code: "40001"
    name: NOT_ROUTABLE
    title: Not routable
```
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="reading", preset="minimal")
