"""Every name belongs to one error.

The name becomes a constant in every generated client. Two errors with one name cannot both be
there, and to number them would rename one whenever the other moves. An old name that is kept alive
as an alias is taken too.

```yaml fail
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
- code: "40011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
```

```yaml fail
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
- code: "40011"
  name: RATE_LIMITED
  aliases: [TOO_MANY_REQUESTS]
  title: Too many requests
```

```yaml pass
- code: "10011"
  name: TOO_MANY_REQUESTS
  title: Too many requests
- code: "40011"
  name: UPSTREAM_RATE_LIMIT_EXCEEDED
  title: Too many requests
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Also, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a name that an entry with a lower code has, as its name or as an alias."""
    names = [
        name
        for entry in catalog.entries
        for name in (entry.name, *entry.aliases)
        if name
    ]
    if len(set(names)) == len(names):
        return
    # In the order of the codes: which of two has to change does not depend on the files.
    entries = catalog.sorted_entries
    holders: dict[str, Entry] = {}
    for entry in entries:
        if entry.name:
            holder = holders.setdefault(entry.name, entry)
            # Two entries with one code are told by code-unique; a name made from it repeats it.
            if holder is not entry and holder.code != entry.code:
                yield _taken(entry, "name", entry.name, holder)
    for entry in entries:
        for index, alias in enumerate(entry.aliases):
            holder = holders.setdefault(alias, entry)
            if holder is not entry or alias == entry.name:
                yield _taken(entry, f"aliases/{index}", alias, holder)


def _taken(entry: Entry, field: str, name: str, holder: Entry) -> Problem:
    said = f"the name {name} is taken by {holder.code}"
    also = (Also(holder.place("name"), f"{holder.label} has it here"),)
    hint = "give this entry a name that says the difference"
    return at(entry, field, said, value=name, hint=hint, also=also)


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
