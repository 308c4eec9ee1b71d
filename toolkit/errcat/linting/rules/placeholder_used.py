"""Every declared param is used.

A param is a value that an occurrence carries. If neither a text nor an example of the entry
mentions it, it is a leftover of an earlier wording, or the wording lacks the value.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  params: {number: {description: The number that was given.}}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number {number} is inactive.
  params:
    number: {description: The number that was given.}
    since: {type: date, description: When it was switched off.}
  examples:
    - params: {number: "+15550100", since: "2026-01-31"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield params that their entry does not mention again."""
    for entry in texts.rows(entry for entry in catalog.entries if entry.params):
        wordings = "\n".join(_wordings(entry))
        in_examples = {name for example in entry.examples for name in example.params}
        for param in entry.params:
            if param.name not in in_examples and f"{{{param.name}}}" not in wordings:
                message = f"param '{param.name}' is not used in any text or example"
                hint = f"add {{{param.name}}} to the detail, or remove the param"
                field = f"params/{param.name}"
                yield at(entry, field, message, value=param.name, hint=hint)


def _wordings(entry: Entry) -> Iterator[str]:
    yield entry.title
    yield entry.detail
    for case in entry.cases:
        yield case.title
        yield case.detail
    for example in entry.examples:
        yield example.detail


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
