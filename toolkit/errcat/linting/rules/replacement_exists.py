"""What replaces an error is there.

A client that is told to expect another code looks it up. `replaced_by` of a deprecated or retired
entry names codes of the catalog that are not retired themselves. `other#code` means a code of
another catalog, which is looked at if that catalog is part of the run. Nothing is said while a
part of the catalog cannot be read.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0", replaced_by: ["10002"]}
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0", replaced_by: ["10002"]}
- code: "10002"
  name: NUMBER_SUSPENDED
  title: Number suspended
  retired: {in: "1.5.0"}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
  deprecated: {since: "1.4.0", replaced_by: ["10002", "billing#42"]}
- code: "10002"
  name: NUMBER_SUSPENDED
  title: Number suspended
  detail: The phone number is suspended.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.errors import suggestion
from errcat.findings import Also, Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a reference to an entry that is not there, or is retired."""
    if not catalog.complete:
        return
    old = (
        each
        for each in catalog.entries
        if each.deprecated is not None or each.retired is not None
    )
    for entry in _texts.rows(old):
        for field, reference in _references(entry):
            other, code = _sought(catalog, context, reference)
            if other is not None:
                yield from _fault(entry, field, reference, other, code)


def _references(entry: Entry) -> Iterator[tuple[str, str]]:
    for key, life in (("deprecated", entry.deprecated), ("retired", entry.retired)):
        for index, reference in enumerate(life.replaced_by if life else ()):
            yield f"{key}/replaced_by/{index}", reference


def _sought(
    catalog: Catalog, context: Context, reference: str
) -> tuple[Catalog | None, str]:
    """Return the catalog to look in, None if it is not part of the run, and the code."""
    name, parted, code = reference.partition("#")
    if not parted or reference in catalog.by_code:
        return catalog, reference
    other = catalog if name == catalog.id else context.catalogs.get(name)
    return (other if other is not None and other.complete else None), code


def _fault(
    entry: Entry, field: str, reference: str, other: Catalog, code: str
) -> Iterator[Problem]:
    there = other.by_code.get(code)
    if there is None:
        said = f"it is replaced by {reference}, which does not exist"
        hint = suggestion(code, other.by_code) or "name a code of the catalog"
        yield at(entry, field, said, value=reference, hint=hint)
    elif there.retired is not None and there is not entry:
        said = f"it is replaced by {reference}, which is retired"
        also = (Also(there.place("retired"), f"{there.label} was retired here"),)
        hint = "name what replaces that one"
        yield at(entry, field, said, value=reference, hint=hint, also=also)


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
