"""What change rules of several themes share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from errcat.comparing.change_rule import CompareContext, Find
from errcat.comparing.changes import Claim, Fact, SubjectChange
from errcat.comparing.values import nested, words
from errcat.model import Catalog, Deprecation, Entry, Retirement

EntryChange: TypeAlias = SubjectChange[Entry]
CatalogChange: TypeAlias = SubjectChange[Catalog]
Claims: TypeAlias = Iterator[Claim]


def when(field: str, condition: Callable[[Any, Any], object]) -> Find:
    """Return what claims that *field* has changed if *condition* holds of old and new subject."""

    def find(change: SubjectChange[Any], context: CompareContext) -> Claims:
        if condition(*change.both):
            yield change.claim(field)

    return find


def added(field: str) -> Find:
    """Return what claims that *field* was added to a subject that had none."""

    def find(change: SubjectChange[Any], context: CompareContext) -> Claims:
        if change.facts[field].old is None:
            yield change.claim(field)

    return find


def removed(field: str) -> Find:
    """Return what claims that *field* was removed."""

    def find(change: SubjectChange[Any], context: CompareContext) -> Claims:
        if change.facts[field].new is None:
            yield change.claim(field)

    return find


def appeared(change: SubjectChange[Any], context: CompareContext) -> Claims:
    """Yield a subject that was added."""
    yield Claim(new=change.key)


def disappeared(change: SubjectChange[Any], context: CompareContext) -> Claims:
    """Yield a subject that was removed."""
    yield Claim(old=change.key)


def reordered(fact: Fact) -> bool:
    """Tell whether both lists hold the same items."""
    if fact.old is None or fact.new is None:
        return False
    return sorted(map(words, fact.old)) == sorted(map(words, fact.new))


def relisted(field: str) -> Find:
    """Return what claims that a list of texts holds other items."""

    def find(change: SubjectChange[Any], context: CompareContext) -> Claims:
        if not reordered(change.facts[field]):
            yield change.claim(field)

    return find


def changed_inside(field: str) -> Find:
    """Return what claims how the items of a list have changed."""

    def find(change: SubjectChange[Any], context: CompareContext) -> Claims:
        fact = change.facts[field]
        if not reordered(fact):
            what = "; ".join(nested(field, fact.old, fact.new))
            yield change.claim(field, what=what)

    return find


def by_presence(old: object, new: object, added: str, removed: str) -> str:
    """Return the template for a value that was added or removed; empty if it was changed."""
    if not old:
        return added
    return "" if new else removed


def replacement(
    block: Deprecation | Retirement | None, catalog: Catalog
) -> dict[str, str]:
    """Return the value `replacement` of a template, if *block* names any code."""
    if block is None or not block.replaced_by:
        return {}
    return {"replacement": labels(block.replaced_by, catalog)}


def labels(codes: Sequence[str], catalog: Catalog) -> str:
    """Return *codes* with their names."""
    known = catalog.by_code
    return ", ".join(known[code].label if code in known else code for code in codes)


def is_reserved(context: CompareContext, entry: Entry) -> bool:
    """Tell whether the new catalog reserves both the code and the name of *entry*."""
    reservations = context.reservations
    if reservations.of_code(entry.code) is None:
        return False
    return not entry.name or reservations.of_name(entry.name) is not None


def filled_by_release(old: Entry, new: Entry) -> bool:
    """Tell whether a release replaced `next` by its version, and changed nothing else."""
    pairs = zip(_versions(old), _versions(new), strict=True)
    version = next((now for then, now in pairs if then == "next" != now), "")
    return version != "" and _filled(old, version) == _filled(new, version)


def _versions(entry: Entry) -> tuple[str, str, str]:
    notice, end = entry.deprecated, entry.retired
    return entry.since, notice.since if notice else "", end.version if end else ""


def _filled(entry: Entry, version: str) -> tuple[object, ...]:
    """Return the lifecycle of *entry* with *version* in place of `next`."""

    def fill(text: str) -> str:
        return version if text == "next" else text

    notice, end = entry.deprecated, entry.retired
    return (
        fill(entry.since),
        notice and notice._replace(since=fill(notice.since)),
        end and end._replace(version=fill(end.version)),
    )
