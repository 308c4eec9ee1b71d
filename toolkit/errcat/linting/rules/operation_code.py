"""Every code of an operation is in the catalog and has not been retired.

The file `operations.yaml` is generated from an OpenAPI document. If the catalog lacks a code in it,
the document shows an error that has no entry, or misspells its code. If a code in it has been retired,
the document shows an error that the API no longer returns.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: operations.yaml
errcat: 1
operations:
  - method: POST
    path: /v2/messages
    codes:
      "10010": [400]
```

```yaml fail
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
    retired: {in: "2.0.0", reason: Numbers are activated at once.}
# file: operations.yaml
errcat: 1
operations:
  - method: POST
    path: /v2/messages
    codes:
      "10001": [400]
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: operations.yaml
errcat: 1
operations:
  - method: POST
    path: /v2/messages
    codes:
      "10001": [400]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Problem
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Operation


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield codes of operations that the catalog lacks, and retired ones."""
    for operation in catalog.operations:
        for code in operation.codes:
            entry = catalog.by_code.get(code)
            if entry is None:
                message = (
                    f"{operation.key} returns '{code}', which is not in the catalog"
                )
                near = suggestion(code, catalog.by_code)
                hint = (
                    near or "add an entry, or correct the code in the OpenAPI document"
                )
                yield _problem(operation, code, message, hint)
            elif entry.retired is not None:
                message = (
                    f"{operation.key} returns {entry.label}, which has been retired"
                )
                hint = "remove it from the OpenAPI document, and run `errcat import`"
                yield _problem(operation, code, message, hint)


def _problem(operation: Operation, code: str, message: str, hint: str) -> Problem:
    place = operation.place("codes", code, key=True)
    subject = f"{operation.key} {code}"
    return Problem(message, place, subject, code, "codes", code, hint)


RULE = Rule(__name__, __doc__, check, group="operations", severity="warning")
