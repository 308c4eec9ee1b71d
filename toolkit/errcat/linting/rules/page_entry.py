"""Every page belongs to an entry.

The name of a file in the folder `pages` is the code of an entry and `.md`. Characters that a file
name cannot hold are percent-encoded: `%2F` for a slash. No output shows a page without an entry. An
entry has either such a file or the key `page`, not both.
```yaml fail
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: pages/1001.md
Activate the number.
```

```yaml pass
# file: catalog.yaml
errcat: 1
id: example
errors:
  - code: "10001"
    name: INACTIVE_PHONE_NUMBER
    title: Inactive phone number
# file: pages/10001.md
Activate the number.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Problem
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Place


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield pages of codes that are not in the catalog, and second pages of an entry."""
    for code, file in catalog.page_files.items():
        entry = catalog.by_code.get(code)
        if entry is None:
            near = suggestion(code, catalog.by_code)
            hint = near or "rename the file to the code of an entry, or delete it"
            message = f"the page is for code '{code}', which is not in the catalog"
            yield Problem(message, Place(file), value=code, hint=hint)
        elif _has_key(context, entry.place()):
            hint = "keep one of the two"
            message = f"{entry.label} has this page and the key `page`"
            yield Problem(message, Place(file), value=code, hint=hint)


def _has_key(context: Context, place: Place) -> bool:
    """Tell whether the row of an entry has the key `page`."""
    document = context.documents.get(place.file)
    if document is None:
        return False
    return "page" in document.data["errors"][place.path[1]]


RULE = Rule(__name__, __doc__, check, group="texts", severity="warning")
