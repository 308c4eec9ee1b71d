"""Every name is an identifier in capitals.

A name is words of A to Z and 0 to 9 in capitals, joined by single underscores, and begins with a
letter: then it is a legal constant in every language, and the same one. A name that turns into a
keyword, or into something that Python's Enum treats specially, is refused. Aliases are names too.

```yaml fail
- code: "10001"
  name: inactive-phone-number
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
from errcat.linting import Context, Rule, at
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
    if not is_name(name):
        proposed = propose_name(name, entry.code)
        said = (
            f"the name '{name}' is not words in capitals, joined by single underscores"
        )
        yield at(
            entry, field, said, value=name, hint=f"write {proposed}, or a better one"
        )
        return
    reason = reserved_reason(name)
    if reason:
        yield at(entry, field, f"the name {name} cannot be used: {reason}", value=name)


RULE = Rule(__name__, __doc__, check, group="names")
