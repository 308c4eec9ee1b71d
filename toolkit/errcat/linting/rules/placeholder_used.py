"""Every declared param is used.

A param says which values an occurrence carries. One that neither a text nor an example of the entry
mentions is left over from an earlier wording, or the wording lacks the value it was made for.

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

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a param that its entry does not mention again."""
    for entry in _texts.rows(each for each in catalog.entries if each.params):
        said = "\n".join(_said(entry))
        given = {name for example in entry.examples for name in example.params}
        for param in entry.params:
            if param.name not in given and f"{{{param.name}}}" not in said:
                message = f"the param {param.name} is used in no text and no example"
                hint = f"write {{{param.name}}} into the detail, or take the param out"
                field = f"params/{param.name}"
                yield at(entry, field, message, value=param.name, hint=hint)


def _said(entry: Entry) -> Iterator[str]:
    yield entry.title
    yield entry.detail
    for case in entry.cases:
        yield case.title
        yield case.detail
    for example in entry.examples:
        yield example.detail


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
