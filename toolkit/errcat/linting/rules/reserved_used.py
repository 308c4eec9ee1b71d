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
    if not catalog.reserved:
        return
    from errcat.loading.reservations import (
        ReservationIndex,
    )  # few catalogs reserve anything

    reservations = ReservationIndex(catalog.reserved)
    for entry in catalog.entries:
        held = reservations.of_code(entry.code)
        if held is not None:
            yield _taken(catalog, entry, "code", entry.code, held)
        names = [("name", entry.name)]
        names += (
            (f"aliases/{index}", alias) for index, alias in enumerate(entry.aliases)
        )
        for field, name in names:
            held = reservations.of_name(name)
            if held is not None:
                yield _taken(catalog, entry, field, name, held)


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
