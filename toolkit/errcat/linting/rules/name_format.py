"""Every name is an identifier in capitals.

A name is words of A to Z and 0 to 9 in capitals, joined by single underscores, and begins with a
letter: then it is a legal constant in every language, and the same one. That keeps out keywords
(`class`) and what Python's Enum treats specially (`mro`, `_value_`). Aliases are names too.

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

from errcat.findings import Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry
from errcat.naming import is_name, propose_name, reserved_reason


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a name or alias that is not fit to be a constant."""
    for entry in catalog.entries:
        if entry.name:
            yield from _check(entry, "name", entry.name)
        for index, alias in enumerate(entry.aliases):
            yield from _check(entry, f"aliases/{index}", alias)


def _check(entry: Entry, field: str, name: str) -> Iterator[Problem]:
    if is_name(name):
        return
    reason = (
        reserved_reason(name)
        or "it is not words in capitals joined by single underscores"
    )
    hint = f"write {propose_name(name, entry.code)}, or a better one"
    yield at(
        entry,
        field,
        f"the name '{name}' cannot be used: {reason}",
        value=name,
        hint=hint,
    )


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
