"""Names stay different in every language they are generated for.

A target spells a name as its language does: NOT_FOUND becomes NotFound or not-found. Two names that
differ only in what is lost on the way, such as ERROR_1 and ERROR1, become one class or one file
there, and one of the errors is gone. The targets that the project has configured are looked at;
without any, those that errcat brings.

```yaml fail
- code: "10001"
  name: LEVEL_1_REQUIRED
  title: Level 1 required
  detail: The account must be verified at level 1.
- code: "10002"
  name: LEVEL1_REQUIRED
  title: Level1 required
  detail: The plan must be Level1.
```

```yaml pass
- code: "10001"
  name: LEVEL_1_REQUIRED
  title: Level 1 required
  detail: The account must be verified at level 1.
- code: "10002"
  name: LEVEL1_PLAN_REQUIRED
  title: Level1 plan required
  detail: The plan must be Level1.
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat import naming
from errcat.findings import Also, Problem
from errcat.linting.running import Context, Rule, at
from errcat.model import Catalog, Entry

_STYLES = (
    naming.PYTHON_MEMBER,
    naming.PYTHON_CLASS,
    naming.TS_KEY,
    naming.TS_MEMBER,
    naming.TS_CONST,
    naming.OPENAPI_KEY,
    naming.FILE_NAME,
)


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a group of names that are one in a target."""
    names = [entry.name for entry in catalog.entries if entry.name]
    names += [alias for entry in catalog.entries for alias in entry.aliases]
    # A name of two lines is told by name-format; here names are a line each.
    near = list(_near([name for name in names if "\n" not in name]))
    if not near:
        return
    styles: tuple[naming.Style, ...] = context.styles or _STYLES
    found: dict[tuple[str, ...], list[naming.Style]] = {}
    for style in styles:
        for group in naming.collisions(near, style):
            found.setdefault(group, []).append(style)
    fields = dict(_fields(catalog, {name for group in found for name in group}))
    for group, where in found.items():
        yield _collide(group, where, fields)


def _near(names: list[str]) -> Iterable[str]:
    """Return the names that some casing might not tell apart.

    Casings change capitals and separators: what differs without both differs in every target.
    """
    bare = "\n".join(dict.fromkeys(names)).replace("_", "").casefold()
    if not (bare.replace("\n", "") or "a").isalnum() or not bare.isascii():
        return names
    keys = bare.split("\n")
    if len(set(keys)) == len(keys):
        return ()
    by_key: dict[str, list[str]] = {}
    for key, name in zip(keys, dict.fromkeys(names), strict=True):
        by_key.setdefault(key, []).append(name)
    return [name for group in by_key.values() if group[1:] for name in group]


def _fields(
    catalog: Catalog, names: set[str]
) -> Iterator[tuple[str, tuple[Entry, str]]]:
    """Yield who has each of *names*, and where; of several the last one yielded is the first."""
    for entry in reversed(catalog.sorted_entries):
        for index, alias in enumerate(entry.aliases):
            if alias in names:
                yield alias, (entry, f"aliases/{index}")
        if entry.name in names:
            yield entry.name, (entry, "name")


def _collide(
    group: tuple[str, ...],
    styles: list[naming.Style],
    fields: dict[str, tuple[Entry, str]],
) -> Problem:
    first, second, *rest = group
    entry, field = fields[second]
    holder, there = fields[first]
    also = [Also(holder.place(*_steps(there)), f"{holder.label} has {first} here")]
    for name in rest:
        other, way = fields[name]
        also.append(Also(other.place(*_steps(way)), f"{other.label} has {name} here"))
    spelled = naming.apply(styles[0], second)
    where = ", ".join(style.name for style in styles)
    return at(
        entry,
        field,
        f"the name {second} and {first} of {holder.code} are both {spelled} in {where}",
        value=second,
        hint="give one of them a name that differs in its letters",
        also=tuple(also),
    )


def _steps(field: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in field.split("/"))


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
