"""What is reserved stays free.

A team reserves codes and names ahead of a migration, or because they once meant something. An entry
may not take them until the reservation is lifted in the header.

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

from errcat.findings import Also, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry, Reserved


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem an entry that takes a reserved code or name."""
    names = {each.name: each for each in catalog.reserved if each.name}
    spans = [each for each in catalog.reserved if each.code or each.first]
    for entry in catalog.entries if catalog.reserved else ():
        for each in spans:
            if each.holds(entry.code):
                yield _taken(catalog, entry, "code", entry.code, each)
        if entry.name in names:
            yield _taken(catalog, entry, "name", entry.name, names[entry.name])
        for index, alias in enumerate(entry.aliases):
            if alias in names:
                yield _taken(catalog, entry, f"aliases/{index}", alias, names[alias])


def _taken(
    catalog: Catalog, entry: Entry, field: str, value: str, each: Reserved
) -> Problem:
    what = "code" if field == "code" else f"name {value}"
    whom = f" by {each.owner}" if each.owner else ""
    why = f": {each.reason}" if each.reason else ""
    also = (Also(catalog.place("reserved", each.position), "it is reserved here"),)
    said = f"the {what} is reserved{whom}{why}"
    hint = "take another one, or lift the reservation"
    return at(entry, field, said, value=value, hint=hint, also=also)


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
