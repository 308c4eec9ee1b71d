"""Codes, versions and dates that another YAML reader would change are quoted.

One reader takes `0123` for 123, another for 83; `1.10` becomes 1.1, and `2027-03-01` a date. errcat
keeps each as it is written, but other tools that read the file may not, and a code would change
unnoticed. In quotes it is the same text to every reader.
```yaml fail
- code: 0123
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml fail
errcat: 1
id: example
version: 1.10
```

```yaml pass
- code: "0123"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from errcat.findings import Change, Problem
from errcat.linting.rule import Context, Rule
from errcat.loading.reading import Path, Plain, is_list, is_mapping
from errcat.model import Catalog, Place

_TEXT = frozenset(
    (
        "code",
        "through",
        "from",
        "to",
        "prefix",
        "version",
        "since",
        "in",
        "sunset",
        "replaced_by",
    )
)
"""The keys whose values are texts, regardless of their form."""
_NESTED = frozenset(("deprecated", "retired", "related"))


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield unquoted codes, versions and dates."""
    for file, document in context.documents.items():
        if document.reader.name != "yaml":
            continue
        head = {key: value for key, value in document.data.items() if key != "errors"}
        for path, text in _header(head):
            yield _unquoted(file, path, text, "")
        entries = document.data.get("errors")
        for index, entry in enumerate(entries if is_list(entries) else ()):
            if not is_mapping(entry):
                continue
            for key, value in entry.items():
                if type(value) is Plain and key in _TEXT:
                    yield _unquoted(
                        file, ("errors", index, key), value, str(entry.get("code"))
                    )
                elif key in _NESTED:
                    for path, text in _inside((), value):
                        place = ("errors", index, key, *path)
                        yield _unquoted(file, place, text, str(entry.get("code")))


def _header(head: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if type(head.get("version")) is Plain:
        yield ("version",), head["version"]
    for key in ("ranges", "reserved"):
        yield from _inside((key,), head.get(key))


def _inside(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """Yield the unquoted texts in *value*: a mapping, a list, or a list of mappings."""
    if is_mapping(value):
        for key, item in value.items():
            if key in _TEXT:
                yield from _inside((*path, key), item)
    elif is_list(value):
        for index, item in enumerate(value):
            yield from _inside((*path, index), item)
    elif type(value) is Plain:
        yield path, value


def _unquoted(file: str, path: Path, text: str, code: str) -> Problem:
    field = "/".join(map(str, path[2:] if code else path))
    label = f"{code}: " if code else ""
    message = f"{label}{field} '{text}' is not quoted; other readers take it for another value"
    place = Place(file, path)
    changes = (Change(place, str(text)),)
    hint = f'write "{text}"'
    return Problem(
        message,
        place,
        code,
        code=code,
        field=field,
        value=text,
        hint=hint,
        changes=changes,
    )


RULE = Rule(__name__, __doc__, check, group="reading", preset="minimal")
