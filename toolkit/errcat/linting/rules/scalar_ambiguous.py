"""Texts that another YAML reader would change are quoted.

To a YAML 1.1 reader, the title `No` is false, the tag `on` is true, `12:30` is 750 and `1_000` is
1000. errcat keeps each as the text that was written; other tools that read the file may not. Codes,
versions and dates have their own, stricter rule, scalar-quoted.
```yaml fail
- code: "10001"
  name: NOT_ALLOWED
  title: No
  detail: The action is not allowed.
```

```yaml fail
- code: "10001"
  name: NOT_ALLOWED
  title: Not allowed
  detail: The action is not allowed.
  tags: [off, "12:30"]
```

```yaml pass
- code: "10001"
  name: NOT_ALLOWED
  title: "No"
  detail: The action is not allowed, not even on Sundays.
  tags: ["off", sundays]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from errcat.findings import Change, Problem
from errcat.linting.rule import Context, Rule
from errcat.linting.rules import scalar_quoted
from errcat.loading.reading import Path, Plain, is_list, is_mapping
from errcat.model import Catalog, Place

_NUMBER = r"-?(?:0|[1-9][0-9]*)\.[0-9]+"
"""A number to every reader, which is fine where a number is meant."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield unquoted texts that other readers may take for another value."""
    ambiguous = [
        (Place(file, path), text)
        for file, document in context.documents.items()
        if document.reader.name == "yaml"
        for path, text in _plain((), document.data)
        if not _may_be_a_value(path, text)
    ]
    if not ambiguous:
        return
    reported = {problem.place for problem in scalar_quoted.check(catalog, context)}
    for place, text in ambiguous:
        if place not in reported:
            yield _problem(context, place, text)


def _plain(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """Yield the texts in *value* that other readers take for another value."""
    items: Iterable[tuple[str | int, Any]] = (
        value.items()
        if is_mapping(value)
        else enumerate(value if is_list(value) else ())
    )
    for key, item in items:
        if isinstance(item, str):
            if type(item) is Plain:
                yield (*path, key), item
        elif is_mapping(item) or is_list(item):
            yield from _plain((*path, key), item)


def _may_be_a_value(path: Path, text: str) -> bool:
    """Tell whether a value is under a custom key, or is a number where any value is allowed."""
    if any(isinstance(step, str) and step.startswith("x-") for step in path):
        return True
    return "examples" in path and "params" in path and bool(re.fullmatch(_NUMBER, text))


def _problem(context: Context, place: Place, text: str) -> Problem:
    code = ""
    path = place.path
    if path[0] == "errors" and path[2:]:
        entry = context.documents[place.file].data["errors"][path[1]]
        code = str(entry.get("code", "")) if is_mapping(entry) else ""
    field = "/".join(map(str, path[2:] if code else path))
    label = f"{code}: " if code else ""
    return Problem(
        f"{label}{field} '{text}' is not quoted; YAML 1.1 readers take it for another value",
        place,
        code,
        code=code,
        field=field,
        value=text,
        hint=f'write "{text}"',
        changes=(Change(place, str(text)),),
    )


RULE = Rule(
    __name__, __doc__, check, group="reading", severity="warning", preset="minimal"
)
