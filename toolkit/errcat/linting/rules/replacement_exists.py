"""Every `replaced_by` names an error that exists and is not retired.

Clients look up the code that replaces a deprecated one. `replaced_by` of a deprecated or
retired entry names codes of the same catalog; `other#code` names a code of another catalog, which
is checked if that catalog is part of the run. The rule does nothing while a part of the catalog
cannot be read.
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
from errcat.findings import Also, Problem, at
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield references to entries that do not exist or are retired."""
    if not catalog.complete:
        return
    outdated = (
        entry
        for entry in catalog.entries
        if entry.deprecated is not None or entry.retired is not None
    )
    for entry in texts.rows(outdated):
        for field, reference in _references(entry):
            other, code = _find(catalog, context, reference)
            if other is not None:
                yield from _fault(entry, field, reference, other, code)


def _references(entry: Entry) -> Iterator[tuple[str, str]]:
    for key, life in (("deprecated", entry.deprecated), ("retired", entry.retired)):
        for index, reference in enumerate(life.replaced_by if life else ()):
            yield f"{key}/replaced_by/{index}", reference


def _find(
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
    target = other.by_code.get(code)
    if target is None:
        message = f"replacement '{reference}' does not exist"
        hint = suggestion(code, other.by_code) or "name a code of the catalog"
        yield at(entry, field, message, value=reference, hint=hint)
    elif target.retired is not None and target is not entry:
        message = f"replacement '{reference}' is retired"
        also = (Also(target.place("retired"), f"{target.label} is retired here"),)
        hint = "name the code that replaces that one"
        yield at(entry, field, message, value=reference, hint=hint, also=also)


RULE = Rule(__name__, __doc__, check, group="life", preset="minimal")
