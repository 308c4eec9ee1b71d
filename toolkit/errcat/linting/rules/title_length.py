"""Every title fits on one line.

Titles appear in tables, log lines and menus, which cut off long ones. The detail has room for the
rest. The option `most` is the number of characters a title may have; the default is 60.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: The phone number that was given is not active and so cannot be used
  detail: The phone number is inactive.
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number that was given is not active and so cannot be used.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield titles that are too long."""
    most: int = context.options["most"]
    if all(len(entry.title) <= most and not entry.cases for entry in catalog.entries):
        return
    for title in context.texts.every(lambda text: len(text) > most, texts.TITLE):
        message = f"the title has {len(title.text)} characters, more than {most}"
        hint = "move the rest to the detail"
        yield title.problem(message, value=title.text, hint=hint)


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="titles",
    severity="info",
    preset="strict",
    options={
        "most": {
            "type": "integer",
            "minimum": 1,
            "description": "The most characters a title may have.",
            "default": 60,
        }
    },
)
