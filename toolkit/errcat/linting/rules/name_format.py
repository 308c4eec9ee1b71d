"""Every name is an identifier in UPPER_SNAKE case.

A name consists of words of A to Z and 0 to 9, joined by one or two underscores, and starts with a
letter. That makes it a valid constant in every language, and the same one everywhere. It excludes
keywords (`class`) and names that Python's Enum treats specially (`mro`, `_value_`). Aliases follow
the same rule.
```yaml fail
- code: "10001"
  name: inactive-phone-number
  title: Inactive phone number
```

```yaml fail
- code: "10001"
  name: mro
  title: Inactive phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry
from errcat.naming import is_name, propose_name, reserved_reason


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield names and aliases that cannot be constants."""
    for entry in catalog.entries:
        if entry.name:
            yield from _check(entry, "name", entry.name)
        for index, alias in enumerate(entry.aliases):
            yield from _check(entry, f"aliases/{index}", alias)


def _check(entry: Entry, field: str, name: str) -> Iterator[Problem]:
    if is_name(name):
        return
    reason = reserved_reason(name) or "it is not UPPER_SNAKE case"
    hint = f"use a name such as {propose_name(name, entry.code)}"
    yield at(
        entry,
        field,
        f"invalid name '{name}': {reason}",
        value=name,
        hint=hint,
    )


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
