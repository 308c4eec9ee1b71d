"""No entry uses a reserved code or name.

Teams reserve codes and names ahead of a migration, or because they once meant something else. An
entry may use them only after the reservation is removed from the header.
```yaml fail
errcat: 1
id: example
reserved:
  - {from: "40340", to: "40349", reason: held for a migration}
errors:
  - code: "40341"
    name: CAMPAIGN_EXPIRED
    title: Campaign expired
```

```yaml fail
errcat: 1
id: example
reserved:
  - {name: CAMPAIGN_EXPIRED}
errors:
  - code: "40341"
    name: CAMPAIGN_EXPIRED
    title: Campaign expired
```

```yaml pass
errcat: 1
id: example
reserved:
  - {from: "40340", to: "40349"}
errors:
  - code: "40350"
    name: CAMPAIGN_EXPIRED
    title: Campaign expired
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry, Reserved


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries that use a reserved code or name."""
    names = {held.name: held for held in catalog.reserved if held.name}
    spans = [held for held in catalog.reserved if held.code or held.first]
    for entry in catalog.entries if catalog.reserved else ():
        for held in spans:
            if held.holds(entry.code):
                yield _taken(catalog, entry, "code", entry.code, held)
        if entry.name in names:
            yield _taken(catalog, entry, "name", entry.name, names[entry.name])
        for index, alias in enumerate(entry.aliases):
            if alias in names:
                yield _taken(catalog, entry, f"aliases/{index}", alias, names[alias])


def _taken(
    catalog: Catalog, entry: Entry, field: str, value: str, held: Reserved
) -> Problem:
    what = "code" if field == "code" else f"name '{value}'"
    owner = f" by {held.owner}" if held.owner else ""
    reason = f": {held.reason}" if held.reason else ""
    also = (Also(catalog.place("reserved", held.position), "reserved here"),)
    message = f"the {what} is reserved{owner}{reason}"
    hint = "use another one, or remove the reservation"
    return at(entry, field, message, value=value, hint=hint, also=also)


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
