"""What a changelog says, before it has a format: changes by section, and an introduction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from errcat.changelog.headings import Heading
from errcat.comparing.results import SECTIONS, Comparison, Difference


class Item(NamedTuple):
    """One change, and where the changelog lists it."""

    section: str
    breaking: bool
    catalog: str
    difference: Difference


class Group(NamedTuple):
    """The changes of one section, or of one catalog in that section."""

    section: str
    catalog: str
    """Empty if there is only one catalog."""
    items: tuple[Item, ...]


class Page(NamedTuple):
    """A whole changelog, ready to be rendered."""

    heading: Heading | None
    intro: str
    groups: tuple[Group, ...]


def page_of(
    comparisons: Sequence[Comparison], heading: Heading | None, against: str
) -> Page:
    """Return the changelog of *comparisons*.

    *against* names what was compared with; if it is empty, the old versions are used.
    """
    items = _items(comparisons)
    intro = _intro(items, against or _old_versions(comparisons))
    return Page(heading, intro, tuple(_groups(items, len(comparisons) > 1)))


def _items(comparisons: Iterable[Comparison]) -> list[Item]:
    items = [
        Item(
            _section(difference),
            difference.bump == "major",
            comparison.catalog,
            difference,
        )
        for comparison in comparisons
        for difference in comparison.differences
    ]
    return sorted((item for item in items if item.section), key=_position)


def _section(difference: Difference) -> str:
    acceptance = difference.acceptance
    if difference.section and acceptance and acceptance.kind == "correction":
        return "Fixed"
    return difference.section


def _position(item: Item) -> tuple[Any, ...]:
    """Return the sort key: by code, changes without a single code last."""
    code = item.difference.code
    if not (code.isascii() and code.isdecimal()):
        return (not code, 1, 0, "", code)
    # Compare numbers as text, because int() refuses more than a few thousand digits.
    digits = code.lstrip("0")
    return (False, 0, len(digits), digits, code)


def _groups(items: Sequence[Item], several: bool) -> Iterator[Group]:
    for section in SECTIONS:
        catalogs: dict[str, list[Item]] = {}
        for item in items:
            if item.section == section:
                catalogs.setdefault(item.catalog if several else "", []).append(item)
        for catalog, own in sorted(catalogs.items()):
            yield Group(section, catalog, tuple(own))


def _intro(items: Sequence[Item], against: str) -> str:
    breaking = sum(item.breaking for item in items)
    counts = Counter(item.section for item in items if not item.breaking)
    parts = [f"{breaking} breaking change{'s' * (breaking > 1)}"] if breaking else []
    parts += [
        f"{counts[section]} {section.lower()}"
        for section in SECTIONS
        if counts[section]
    ]
    summary = f"{', '.join(parts) or 'No changes'}."
    return f"{summary} Compared with {against}." if against else summary


def _old_versions(comparisons: Sequence[Comparison]) -> str:
    versions = {comparison.old_version for comparison in comparisons}
    if len(versions) == 1:
        return versions.pop()
    return ", ".join(
        f"{comparison.catalog} {comparison.old_version}"
        for comparison in comparisons
        if comparison.old_version
    )
