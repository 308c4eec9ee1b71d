"""Names stay different in every language that code is generated for.

A target writes a name in the style of its language: NOT_FOUND becomes NotFound or not-found. Two
names that differ only in what the style removes, such as ERROR_1 and ERROR1, would become the same
class or key. The rule checks the styles of the targets in the project's `outputs`; without outputs,
those of all targets that errcat brings.
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
from errcat.findings import Also, Problem, at, steps
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog, Entry

STYLES = (
    naming.PYTHON_MEMBER,
    naming.PYTHON_CLASS,
    naming.TS_KEY,
    naming.TS_MEMBER,
    naming.TS_CONST,
    naming.OPENAPI_KEY,
    naming.FILE_NAME,
)
"""The styles of the built-in targets, and of files that templates name after entries."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield groups of names that become one name in a target."""
    names = [entry.name for entry in catalog.entries if entry.name]
    names += [alias for entry in catalog.entries for alias in entry.aliases]
    # Names are joined by line breaks here; name-format reports those that contain one.
    near = list(_near([name for name in names if "\n" not in name]))
    if not near:
        return
    styles = context.styles
    groups: dict[tuple[str, ...], list[naming.Style]] = {}
    for style in STYLES if styles is None else styles:
        for group in naming.collisions(near, style):
            groups.setdefault(group, []).append(style)
    fields = dict(_fields(catalog, {name for group in groups for name in group}))
    for group, where in groups.items():
        yield _collide(group, where, fields)


def _near(names: list[str]) -> Iterable[str]:
    """Return the names that may be equal in some style.

    Styles change capitals and separators: names that differ without both differ in every target.
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
    """Yield the entry and field of each of *names*; the first entry with a name is yielded last."""
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
    holder, field_of_first = fields[first]
    also = [
        Also(
            holder.place(*steps(field_of_first)),
            f"{first} is the name of {holder.label}",
        )
    ]
    for name in rest:
        other, path = fields[name]
        also.append(
            Also(other.place(*steps(path)), f"{name} is the name of {other.label}")
        )
    spelled = naming.apply(styles[0], second)
    where = ", ".join(style.name for style in styles)
    return at(
        entry,
        field,
        f"name '{second}' and '{first}' of {holder.code} both become '{spelled}' in {where}",
        value=second,
        hint="rename one of them so that the letters or digits differ",
        also=tuple(also),
    )


RULE = Rule(__name__, __doc__, check, group="names", preset="minimal")
