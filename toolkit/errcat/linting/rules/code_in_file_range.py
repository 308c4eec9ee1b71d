"""A file that names a range contains only codes of that range.

`range: messaging` at the top of a file is a promise to its readers and to its owners, who review
changes by file. A range inside the named one belongs to it.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
ranges:
  - {name: general, from: "10000", to: "19999"}
  - {name: messaging, from: "40000", to: "49999"}
# file: messaging.yaml
errcat: 1
range: messaging
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
```

```yaml fail
# file: catalog.yaml
errcat: 1
id: example
# file: messaging.yaml
errcat: 1
range: messaging
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
ranges:
  - {name: messaging, from: "40000", to: "49999"}
# file: messaging.yaml
errcat: 1
range: messaging
errors:
  - code: "40001"
    name: NOT_ROUTABLE
    title: Not routable
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Problem, at
from errcat.linting.rule import Context, Rule
from errcat.model import NUMBER, Catalog, Place, Range


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield entries outside the range of their file, and unknown ranges."""
    known = {range_.name: range_ for range_ in catalog.ranges}
    for file, name in catalog.file_ranges.items():
        if name not in known and catalog.header_complete:
            hint = suggestion(name, known) or "declare it under `ranges` in the header"
            message = f"unknown range '{name}'"
            yield Problem(
                message, Place(file, ("range",)), field="range", value=name, hint=hint
            )
    for entry in catalog.entries:
        name = catalog.file_ranges.get(entry.file, "")
        if (
            name
            and name != entry.range
            and name in known
            and not _holds(known[name], entry.code)
        ):
            actual = f"; it is in '{entry.range}'" if entry.range else ""
            hint = "move the entry to another file, or correct its code"
            message = f"the code is not in '{name}', the range of this file{actual}"
            yield at(entry, "code", message, value=entry.code, hint=hint)


def _holds(range_: Range, code: str) -> bool:
    bounds = range_.bounds()
    if bounds and NUMBER(code):
        return bounds[0] <= int(code) <= bounds[1]
    return bool(range_.prefix) and code.startswith(range_.prefix)


RULE = Rule(__name__, __doc__, check, group="ranges", preset="minimal")
