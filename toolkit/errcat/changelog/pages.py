"""What a changelog says, before it has a format: changes by section, and an introduction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from errcat.changelog.headings import Heading
from errcat.comparing.ordering import position
from errcat.comparing.results import SECTIONS, Comparison, Difference

BREAKING = "Breaking"
HEADINGS = {
    BREAKING: "with breaking changes",
    **{section: section.lower() for section in SECTIONS},
}
"""The headings in their order, and what the introduction calls the entries below them."""
MANY = 10
"""From more changes on than this, a section is divided by range, and additions are a table."""


class Item(NamedTuple):
    """What a changelog lists as one: a change, or the changes to the fields of one entry."""

    heading: str
    """One of `HEADINGS`."""
    catalog: str
    differences: tuple[Difference, ...]

    @property
    def breaking(self) -> bool:
        """Whether it breaks something that the project promises."""
        return self.heading == BREAKING

    @property
    def addition(self) -> bool:
        """Whether it is a new entry with a title, and nothing else."""
        first, *more = self.differences
        return first.rule == "entry-added" and "title" in first.values and not more


class Group(NamedTuple):
    """The changes below one heading: of a section, and there of one catalog and range."""

    section: str
    catalog: str
    """Empty if there is only one catalog."""
    range: str
    """Empty if the section is not divided by range, and for what is in no range."""
    items: tuple[Item, ...]
    table: bool
    """Whether additions are shown as a table."""


class Page(NamedTuple):
    """A whole changelog, ready to be rendered."""

    heading: Heading | None
    intro: str
    groups: tuple[Group, ...]
    omitted: str = ""
    """What was left out, and where it is."""

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of all groups."""
        return tuple(item for group in self.groups for item in group.items)

    def first(self, number: int, where: str) -> Page:
        """Return the page with only the first *number* of its items; *where* names the others."""
        kept: list[Group] = []
        left = number
        for group in self.groups:
            items = group.items[:left]
            left -= len(items)
            if items:
                kept.append(group._replace(items=items))
        missing = len(self.items) - number
        omitted = (
            f"{missing} more change{'s are' if missing > 1 else ' is'} left out here"
        )
        return self._replace(groups=tuple(kept), omitted=f"{omitted}; {where}.")


def page_of(
    comparisons: Sequence[Comparison], heading: Heading | None, against: str
) -> Page:
    """Return the changelog of *comparisons*.

    *against* names what was compared with; if it is empty, the old versions are used.
    """
    items = list(_items(comparisons))
    intro = _intro(items, against or _old_versions(comparisons))
    return Page(heading, intro, tuple(_groups(items, len(comparisons) > 1)))


def _items(comparisons: Iterable[Comparison]) -> Iterator[Item]:
    """Yield the changes in the order of the codes; those of one entry below one heading as one."""
    listed = sorted(
        (
            (comparison.catalog, difference)
            for comparison in comparisons
            for difference in comparison.differences
            if difference.section
        ),
        key=lambda pair: (*position(pair[1].code), pair[1].name),
    )
    joined: dict[tuple[str, str, str | int], list[Difference]] = {}
    for index, (catalog, difference) in enumerate(listed):
        entry = difference.code if _about_field(difference) else index
        key = (_heading(difference), catalog, entry)
        joined.setdefault(key, []).append(difference)
    for (heading, below, _), differences in joined.items():
        yield Item(heading, below, tuple(differences))


def _about_field(difference: Difference) -> bool:
    """Return whether a change is about one field of an entry, so that it can join others."""
    starts = ("{code} {name}: ", "{code}: ")
    return bool(difference.code) and difference.template.startswith(starts)


def _heading(difference: Difference) -> str:
    return BREAKING if difference.bump == "major" else section_of(difference)


def section_of(difference: Difference) -> str:
    """Return the section in which Keep a Changelog lists a change."""
    acceptance = difference.acceptance
    if difference.section and acceptance and acceptance.kind == "correction":
        return "Fixed"
    return difference.section


def _groups(items: Sequence[Item], several: bool) -> Iterator[Group]:
    for section in HEADINGS:
        below = [item for item in items if item.heading == section]
        divided = len(below) > MANY and len(set(map(_range, below)) - {""}) > 1
        table = sum(item.addition for item in below) > MANY
        catalogs: dict[str, list[Item]] = {}
        for item in below:
            catalogs.setdefault(item.catalog if several else "", []).append(item)
        for catalog, own in sorted(catalogs.items()):
            for name, listed in _ranges(own, divided).items():
                yield Group(section, catalog, name, tuple(listed), table)


def _ranges(items: Iterable[Item], divided: bool) -> Mapping[str, list[Item]]:
    """Return *items* by range, in the order of the codes; what is in no range comes first."""
    ranges: dict[str, list[Item]] = {"": []}
    for item in items:
        ranges.setdefault(_range(item) if divided else "", []).append(item)
    return {name: listed for name, listed in ranges.items() if listed}


def _range(item: Item) -> str:
    return item.differences[0].range


def _intro(items: Sequence[Item], against: str) -> str:
    """Return how many entries changed in which way, and what was compared with."""
    entries = {
        section: len(codes)
        for section in HEADINGS
        if (codes := _codes(item for item in items if item.heading == section))
    }
    parts = [f"{number} {HEADINGS[section]}" for section, number in entries.items()]
    if parts:
        count, _, rest = parts[0].partition(" ")
        parts[0] = f"{count} {'entry' if count == '1' else 'entries'} {rest}"
    others = (item for item in items if not _codes((item,)))
    breaking_first = sorted(others, key=lambda item: not item.breaking)
    for kind, own in groupby(breaking_first, lambda item: item.breaking):
        number = len(list(own))
        other = f"{'other ' if parts else ''}{'breaking ' if kind else ''}"
        parts.append(f"{number} {other}change{'s' * (number > 1)}")
    summary = f"{', '.join(parts) or 'No changes'}."
    return f"{summary} Compared with {against}." if against else summary


def _codes(items: Iterable[Item]) -> set[tuple[str, str]]:
    """Return catalog and code of every entry that *items* are about."""
    return {
        (item.catalog, code)
        for item in items
        for difference in item.differences
        for code in (difference.codes or (difference.code,))
        if code
    }


def _old_versions(comparisons: Sequence[Comparison]) -> str:
    versions = {comparison.old_version for comparison in comparisons}
    if len(versions) == 1:
        return versions.pop()
    return ", ".join(
        f"{comparison.catalog} {comparison.old_version}"
        for comparison in comparisons
        if comparison.old_version
    )
