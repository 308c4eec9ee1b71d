"""Every operation is listed once.

Method and path identify an operation, and so does its `id`. A second one with the same means that two
files were merged, or that two documents describe one operation.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: operations.yaml
errcat: 1
operations:
  - method: POST
    path: /v2/messages
    codes: {}
  - method: POST
    path: /v2/messages
    codes: {}
```

```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: operations.yaml
errcat: 1
operations:
  - method: GET
    path: /v2/messages
    id: messages
    codes: {}
  - method: POST
    path: /v2/messages
    id: messages
    codes: {}
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
# file: operations.yaml
errcat: 1
operations:
  - method: GET
    path: /v2/messages
    id: listMessages
    codes: {}
  - method: POST
    path: /v2/messages
    id: createMessage
    codes: {}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Operation


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield operations whose method and path, or whose id, another one has."""
    by_key: dict[str, Operation] = {}
    by_id: dict[str, Operation] = {}
    for operation in catalog.operations:
        first = by_key.setdefault(operation.key, operation)
        if first is not operation:
            yield _problem(operation, first, f"{operation.key} is listed twice", "path")
        elif operation.id:
            first = by_id.setdefault(operation.id, operation)
            if first is not operation:
                message = f"{operation.key} has the id '{operation.id}' of {first.key}"
                yield _problem(operation, first, message, "id")


def _problem(operation: Operation, first: Operation, text: str, field: str) -> Problem:
    also = (Also(first.place(field), "first here"),)
    hint = "correct the OpenAPI document, and run `errcat import`"
    return Problem(
        text,
        operation.place(field),
        subject=f"{operation.key} {field}",
        field=field,
        value=getattr(operation, field),
        hint=hint,
        also=also,
    )


RULE = Rule(__name__, __doc__, check, group="operations", severity="warning")
