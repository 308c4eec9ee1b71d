"""Every name is unique within its catalog.

The name becomes a constant in every generated client, so two errors cannot share it; numbering them
would rename one whenever the other moves. Aliases count as names, too. An entry without a `name` has
the name that its code spells, so two codes that differ only by case or separators, such as
`card_declined` and `cardDeclined`, need a `name` in at least one of the entries.
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

```yaml fail
- code: card_declined
  title: Card declined
- code: CARD_DECLINED
  title: Card declined by the issuer
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

from errcat.findings import Also, Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry
from errcat.naming import name_from_code


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield names and aliases that an entry with a lower code has."""
    names = [
        name
        for entry in catalog.entries
        for name in (entry.name, *entry.aliases)
        if name
    ]
    if len(set(names)) == len(names):
        return
    # In the order of the codes, so that the order of the files does not matter.
    entries = catalog.sorted_entries
    holders: dict[str, Entry] = {}
    for entry in entries:
        if entry.name:
            holder = holders.setdefault(entry.name, entry)
            # code-unique reports two entries with one code; a name made from the code repeats it.
            if holder is not entry and holder.code != entry.code:
                yield _taken(entry, "name", entry.name, holder)
    for entry in entries:
        for index, alias in enumerate(entry.aliases):
            holder = holders.setdefault(alias, entry)
            if holder is not entry or alias == entry.name:
                yield _taken(entry, f"aliases/{index}", alias, holder)


def _taken(entry: Entry, field: str, name: str, holder: Entry) -> Problem:
    also = (Also(holder.place("name"), f"the name of {holder.label}"),)
    spelled = [name_from_code(both.code) == name for both in (holder, entry)]
    if field == "name" and all(spelled):
        message = (
            f"codes '{holder.code}' and '{entry.code}' differ only by"
            f" {_difference(holder.code, entry.code)}: both become {name}"
        )
        hint = "change one of the codes, or add a `name` to one of the entries"
    else:
        message = f"name '{name}' is already used by {holder.code}"
        hint = "rename one of them"
    if any(spelled) and not all(spelled):
        hint += "; an entry without a `name` has the one that its code spells"
    return at(entry, field, message, value=name, hint=hint, also=also)


def _difference(code: str, other: str) -> str:
    if code.lower() == other.lower():
        return "case"
    bare, other_bare = code.replace("_", ""), other.replace("_", "")
    return "separators" if bare == other_bare else "case and separators"


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
