"""Every error has a title.

The title is what people read first: in a log, in a support ticket, in the list of all codes.
Without one, an entry is only a number, which readers cannot interpret. If an error has a single text,
it is the title. A catalog in which no entry has a title is reported once.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  detail: The phone number is inactive.
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: "  "
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
from errcat.model import Catalog


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries without a title, or the catalog if none has one."""
    if catalog.entries[1:] and not context.texts.titles.strip():
        yield _of_catalog(catalog)
        return
    for entry in catalog.entries:
        if not entry.title or entry.title.isspace():
            message = "the title is blank" if entry.title else "the entry has no title"
            hint = "describe in a few words what went wrong"
            yield at(entry, "title", message, value=entry.title, hint=hint)


def _of_catalog(catalog: Catalog) -> Problem:
    entries = catalog.entries
    message = f"none of the {len(entries)} entries has a title"
    hint = "describe in a few words what went wrong"
    if any(entry.detail for entry in entries):
        hint = "an error with a single text has it as its `title`, not as its `detail`"
    return Problem(message, entries[0].place("title"), field="title", hint=hint)


RULE = Rule(__name__, __doc__, check, group="titles", preset="minimal")
