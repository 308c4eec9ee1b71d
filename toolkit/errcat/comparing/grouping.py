"""One change made to many entries is reported once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.comparing.claims import RuleClaim
from errcat.comparing.policy import BREAKS, OK, RISKY, SURFACES
from errcat.comparing.values import canonical, words
from errcat.model import Entry

MANY = 10
"""From how many entries on one change is reported once."""
MANY_CHANGED = '{field} changed in {count} entries: "{old}" → "{new}"'
MANY_ADDED = '{field} added to {count} entries: "{new}"'
MANY_REMOVED = '{field} removed from {count} entries: "{old}"'


class Group(NamedTuple):
    """Claims that are reported as one: a single claim, or the same change made to many."""

    claims: tuple[RuleClaim, ...]
    old: Any = None
    new: Any = None
    """What was replaced in each entry, and by what."""


def grouped(claims: Sequence[RuleClaim]) -> Iterator[Group]:
    """Yield *claims* in groups."""
    alike: dict[tuple[str, str], list[RuleClaim]] = {}
    for item in claims:
        if item.change.kind == "entry" and item.claim.field in item.change.facts:
            alike.setdefault((item.rule.name, item.claim.field), []).append(item)
        else:
            yield Group((item,))
    for items in alike.values():
        yield from _same(items) if len(items) >= MANY else _single(items)


def surfaces_of(item: RuleClaim) -> Mapping[str, str]:
    """Return what a claim means for each surface, given the lifecycle of its entry.

    A preview promises nothing yet, and no client receives a retired code.
    """
    rule, change, claim = item
    surfaces = {**rule.surfaces, **(claim.surfaces or {})}
    old, new = change.old, change.new
    if rule.firm or not isinstance(old, Entry):
        return surfaces
    if old.life == "preview":
        return {
            surface: RISKY if verdict == BREAKS else verdict
            for surface, verdict in surfaces.items()
        }
    if old.life == "retired" and isinstance(new, Entry) and new.life == "retired":
        kept = ("source", "docs")
        return {
            surface: surfaces[surface] if surface in kept else OK
            for surface in SURFACES
        }
    return surfaces


def wording(group: Group) -> tuple[str, dict[str, str]]:
    """Return template and values of what *group* reports."""
    if len(group.claims) == 1:
        return _single_wording(group.claims[0])
    rule, _, claim = group.claims[0]
    count = str(len(group.claims))
    shown = {"old": words(group.old), "new": words(group.new), "field": claim.field}
    template = MANY_CHANGED
    if not shown["old"] or not shown["new"]:
        template = MANY_REMOVED if shown["old"] else MANY_ADDED
    return rule.many or template, {**claim.values, **shown, "count": count}


def _single_wording(item: RuleClaim) -> tuple[str, dict[str, str]]:
    rule, change, claim = item
    values = {change.kind: change.key, **claim.values}
    if isinstance(change.subject, Entry):
        values = {"code": change.key, "name": change.subject.name, **values}
    template = claim.template or rule.template
    if values.get("name") and values["name"] == values.get("code"):
        template = template.replace("{code} {name}", "{code}")
    for key, value in values.items():
        if not value:
            # An empty value would be invisible: the template gets a word of ours instead.
            instead = " nothing" if key in {"old", "new"} else ""
            placeholder = f"{{{key}}}"
            for written in (f' "{placeholder}"', f" {placeholder}"):
                template = template.replace(written, instead)
    return template, values


def _same(items: Sequence[RuleClaim]) -> Iterator[Group]:
    """Yield claims of one rule and field, as one group if the change is the same."""
    groups: dict[str, list[RuleClaim]] = {}
    for item in items:
        claim = item.claim
        wordings = (*_replaced(claim.old, claim.new), claim.template, claim.hint)
        verdict = (claim.permitted, surfaces_of(item))
        groups.setdefault(canonical([wordings, verdict]), []).append(item)
    for group in groups.values():
        if len(group) < MANY:
            yield from _single(group)
        else:
            first = group[0].claim
            yield Group(tuple(group), *_replaced(first.old, first.new))


def _single(items: Iterable[RuleClaim]) -> Iterator[Group]:
    return (Group((item,)) for item in items)


def _replaced(old: Any, new: Any) -> tuple[Any, Any]:
    """Return the part of *old* that *new* replaces everywhere; both, if there is none."""
    if old is None or new is None:
        return old, new
    before, after = words(old), words(new)
    start = next(
        (
            at
            for at, (then, now) in enumerate(zip(before, after, strict=False))
            if then != now
        ),
        min(len(before), len(after)),
    )
    while start and _PART(before[start - 1]):
        start -= 1
    part, other = _PART(before, start), _PART(after, start)
    if part and other and before.replace(part[0], other[0]) == after:
        return part[0], other[0]
    return old, new


_PART = re.compile(r"[\w.-]+").match
"""Matches a word, a number or the name of a host."""
