"""Entries are in the order of their codes.

In a sorted file, a code and the next free one are easy to find, and two people who add entries at
different places do not cause a merge conflict. Codes that are numbers are compared as numbers, so
-32700 comes before -32600; other codes are compared character by character. The rule reports a file
once, and its fix moves the entries with their comments.

This is a rule of style: it runs only if the option `style` is `sorted`. `errcat validate --learn`
sets the option.
```toml options
[tool.errcat.rules]
code-sorted = {style = "sorted"}
```
```yaml fail
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
- code: "10002"
  name: INVALID_PHONE_NUMBER
  title: Invalid phone number
```
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from errcat.findings import WARNING, Change, ItemOrder, Problem
from errcat.linting import texts
from errcat.linting.rule import ANY, Context, Habit, Rule
from errcat.model import Catalog, Entry, Place


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield each file whose entries are not in order, at the first entry that has to move."""
    if context.options["style"] == ANY or _in_order(catalog):
        return
    for file, entries in _by_file(catalog).items():
        out_of_order = _misplaced(catalog, entries)
        if out_of_order:
            yield _problem(catalog, file, entries, out_of_order)


def _in_order(catalog: Catalog) -> bool:
    codes = list(map(attrgetter("code"), catalog.entries))
    keys: list[Any] = list(map(int, codes)) if catalog.numeric_codes else codes
    return all(a <= b for a, b in pairwise(keys))


def _by_file(catalog: Catalog) -> Mapping[str, list[Entry]]:
    files: dict[str, list[Entry]] = {}
    for entry in texts.rows(catalog.entries):
        files.setdefault(entry.file, []).append(entry)
    return files


def _misplaced(catalog: Catalog, entries: Sequence[Entry]) -> list[int]:
    """Return the indexes of the fewest entries that have to move so that all are in order."""
    keys = [catalog.sort_key(entry.code) for entry in entries]
    return sorted(set(range(len(entries))) - set(_longest_run(keys)))


def _problem(
    catalog: Catalog, file: str, entries: Sequence[Entry], out_of_order: Sequence[int]
) -> Problem:
    number = len(out_of_order)
    first = entries[out_of_order[0]]
    count = f"{number} of {len(entries)} entries"
    message = (
        f"{count} {'is' if number == 1 else 'are'} out of order, first {first.label}"
    )
    in_order = sorted(entries, key=lambda entry: catalog.sort_key(entry.code))
    order = tuple(entry.position for entry in in_order)
    return Problem(
        message,
        first.place("code"),
        hint="sort the entries by code: errcat validate --fix",
        changes=(Change(Place(file, ("errors",)), ItemOrder(order)),),
    )


def _longest_run(keys: Sequence[Any]) -> list[int]:
    """Return the indexes of a longest run of keys in order (patience sorting)."""
    tops: list[Any] = []
    last: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        pile = bisect_right(tops, key)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [key]
        last[pile : pile + 1] = [index]
    run: list[int] = []
    current = last[-1] if last else -1
    while current >= 0:
        run.append(current)
        current = before[current]
    return run[::-1]


def _measure(catalog: Catalog, context: Context) -> Mapping[str, int]:
    files = _by_file(catalog).values()
    entries = sum(map(len, files))
    moving = sum(len(_misplaced(catalog, listed)) for listed in files)
    return {"sorted": entries - moving, ANY: moving}


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="codes",
    severity=WARNING,
    options={
        "style": {
            "enum": ["sorted", ANY],
            "description": "sorted: entries are in the order of their codes; any: in any order.",
            "default": ANY,
        }
    },
    habit=Habit(_measure, "entries are in order", strict="sorted"),
)
