"""A title is short enough for one line.

Titles stand in tables, log lines and menus, which cut off what is too long. What a title cannot say
in a few words is said by the detail. The option `most` is the number of characters a title may
have: 60 if it is not set.

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
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a title of more characters than there may be."""
    most: int = context.options["most"]
    if all(len(each.title) <= most and not each.cases for each in catalog.entries):
        return
    for each in _texts.every(catalog, lambda title: len(title) > most, _texts.TITLE):
        said = f"the title has {len(each.text)} characters, more than {most}"
        hint = "say the rest in the detail"
        yield each.problem(said, value=each.text, hint=hint)


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
            "description": "How many characters a title may have.",
            "default": 60,
        }
    },
)
