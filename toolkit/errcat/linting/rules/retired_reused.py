"""Retired codes and names are never used again.

Old clients still know the code and the name with their old meaning, and would do the wrong thing. A
retired entry stays in the catalog, marked as retired.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0"}
- code: "10001"
  name: NUMBER_SUSPENDED
  title: Number suspended
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0"}
- code: "10002"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  retired: {in: "2.0.0", replaced_by: ["10002"]}
- code: "10002"
  name: NUMBER_SUSPENDED
  title: Number suspended
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries that use the code or a name of a retired one."""
    retired = [entry for entry in catalog.entries if entry.retired is not None]
    if not retired:
        return
    codes = {entry.code: entry for entry in retired}
    names = {
        name: entry
        for entry in retired
        for name in (entry.name, *entry.aliases)
        if name
    }
    for entry in catalog.entries:
        if entry.retired is not None:
            continue
        if entry.code in codes:
            yield _reused(entry, "code", entry.code, codes[entry.code])
        for field, name in _names(entry):
            if name in names and names[name].code != entry.code:
                yield _reused(entry, field, name, names[name])


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "name", entry.name
    for index, alias in enumerate(entry.aliases):
        yield f"aliases/{index}", alias


def _reused(entry: Entry, field: str, value: str, tombstone: Entry) -> Problem:
    what = "code" if field == "code" else f"name '{value}'"
    message = f"the {what} belongs to the retired error {tombstone.label}"
    also = (Also(tombstone.place("retired"), f"{tombstone.label} is retired here"),)
    return at(
        entry,
        field,
        message,
        value=value,
        hint=f"choose a new {'code' if field == 'code' else 'name'}",
        also=also,
    )


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
