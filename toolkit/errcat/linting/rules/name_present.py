"""Every error has a name.

A number means nothing in code, and titles are reworded: the name is what stays. It may be omitted
where the code itself is an identifier, such as `card_declined`. A file in which most of the other
entries lack a name is reported once.

The fix builds a name from the words of the code (`card.declined`), or from the title if the code is a
number, without articles, placeholders and addresses. Where several entries would get one name, the
range, the prefix of the code or the file goes before it, and where that is not enough, the code goes
after it. From then on the name is data: it stays when the title is reworded.
```yaml fail
- code: "10001"
  title: Inactive phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: card_declined
  title: Card declined
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from errcat.findings import Change, Problem, at
from errcat.linting import texts
from errcat.linting.grouping import proposed_names
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry
from errcat.naming import is_identifier


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries without a name; of a file in which most lack one, only the file."""
    if all(entry.name for entry in catalog.entries):
        return
    names = proposed_names(catalog)
    files: dict[str, list[Entry]] = {}
    for entry in texts.rows(catalog.entries):
        if not (entry.name and is_identifier(entry.code)):
            files.setdefault(entry.file, []).append(entry)
    for needing in files.values():
        nameless = [entry for entry in needing if not entry.name]
        fixable = [entry for entry in nameless if entry.code in names]
        if fixable[1:] and 2 * len(nameless) > len(needing):
            yield _of_file(fixable, len(needing), names)
            nameless = [entry for entry in nameless if entry.code not in names]
        yield from (_of_entry(entry, names) for entry in nameless)


def _of_entry(entry: Entry, names: Mapping[str, str]) -> Problem:
    proposed = names.get(entry.code, "")
    message = "the entry has no name, and its code is not an identifier"
    hint = (
        f"add a name such as `name: {proposed}`"
        if proposed
        else "make the code unique first, then add a name"
    )
    changes = _changes([entry], names)
    return at(entry, "name", message, hint=hint, changes=changes)


def _of_file(
    entries: Sequence[Entry], needing: int, names: Mapping[str, str]
) -> Problem:
    first = entries[0]
    return Problem(
        f"{len(entries)} of the {needing} entries whose codes are not identifiers have no name",
        first.place("name"),
        field="name",
        hint="run `errcat validate --fix` to write names, once",
        changes=_changes(entries, names),
    )


def _changes(entries: Sequence[Entry], names: Mapping[str, str]) -> tuple[Change, ...]:
    return tuple(
        Change(entry.place("name"), names[entry.code])
        for entry in entries
        if entry.code in names
    )


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
