"""Which changes belong together: renumbered, split and merged entries, renamed ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from errcat.comparing.changes import ADDED, CHANGED, REMOVED, Fact, SubjectChange
from errcat.comparing.facts import differing, subject_changes
from errcat.loading.bundle import entry_data
from errcat.model import Catalog, Entry, Range

_LIFECYCLE = frozenset(("preview", "deprecated", "retired", "since"))
"""The fields that hold the lifecycle of an entry."""

T = TypeVar("T")


def paired_changes(old: Catalog, new: Catalog) -> Iterator[SubjectChange[Any]]:
    """Yield every change between two catalogs; changes that belong together are one."""
    by_kind: dict[str, list[SubjectChange[Any]]] = {"range": [], "entry": []}
    for change in subject_changes(old, new):
        by_kind.setdefault(change.kind, []).append(change)
    by_kind["range"] = list(_pair_ranges(by_kind["range"]))
    entries = _EntryPairs(by_kind.pop("entry")).pair()
    for changes in by_kind.values():
        yield from changes
    yield from _with_range(entries, by_kind["range"])


def same_error(old: Entry, new: Entry) -> bool:
    """Tell whether two entries of one code can be one error: they share name or title."""
    kept = old.name in {new.name, *new.aliases} if old.name else not new.name
    return kept or old.title == new.title


class _EntryPairs:
    """Pairs entries that were removed with the entries that replace them."""

    def __init__(self, changes: Iterable[SubjectChange[Entry]]) -> None:
        self.changes = {change.key: change for change in changes}
        self.added = {
            key: change.subject
            for key, change in self.changes.items()
            if change.old is None and change.subject.retired is None
        }
        self.gone: dict[str, Entry] = {
            key: change.old
            for key, change in self.changes.items()
            if change.old is not None and _ends(change.old, change.new)
        }

    def pair(self) -> Iterator[SubjectChange[Entry]]:
        """Yield all changes; those that belong together are one."""
        self._pair_declared()
        self._pair_equal(lambda entry: entry.name)
        self._pair_equal(
            lambda entry: (entry.title, entry.detail) if entry.detail else ""
        )
        yield from self.changes.values()

    def _pair_declared(self) -> None:
        """Pair an entry that is gone with what its `replaced_by` names, if that is new."""
        sources: dict[str, list[str]] = {}
        for code in list(self.gone):
            first, *others = _replacements(self.changes[code]) or ("",)
            if not self.added.keys() >= {first, *others}:
                continue
            if others:
                self._join("split", code, (code,), (first, *others))
            else:
                sources.setdefault(first, []).append(code)
        for target, codes in sources.items():
            if target not in self.added:
                continue
            if len(codes) > 1:
                self._join("merged", target, tuple(codes), (target,))
            else:
                self._renumber(codes[0], target)

    def _pair_equal(self, key: Callable[[Entry], Any]) -> None:
        """Pair a gone and an added entry whose *key* is equal and unique on each side."""
        gone, added = _unique(self.gone, key), _unique(self.added, key)
        for shared in [value for value in gone if value in added]:
            self._renumber(gone[shared], added[shared])

    def _renumber(self, old_code: str, new_code: str) -> None:
        old, new = self.gone[old_code], self.added[new_code]
        found = differing("entry", new_code, entry_data(old), entry_data(new))
        facts = {key: fact for key, fact in found.items() if key not in _LIFECYCLE}
        if self._take(old_code):
            # The tombstone keeps name and texts: only the code differs.
            facts = {"code": found["code"]}
        self._take(new_code)
        self.changes[new_code] = SubjectChange("entry", new_code, old, new, facts)

    def _join(
        self, field: str, key: str, old: tuple[str, ...], new: tuple[str, ...]
    ) -> None:
        change = self.changes[key]
        for code in (*old, *new):
            self._take(code)
        facts = {field: Fact("entry", key, field, list(old), list(new))}
        if key in self.changes:
            facts.update(self.changes[key].facts)
        before, after = change.old or change.subject, change.new or change.subject
        self.changes[key] = SubjectChange("entry", key, before, after, facts)

    def _take(self, code: str) -> bool:
        """Drop the facts by which an entry starts or ends; tell whether it is on both sides."""
        change = self.changes.pop(code)
        self.gone.pop(code, None)
        self.added.pop(code, None)
        if change.on != CHANGED:
            return False
        left = {
            key: fact for key, fact in change.facts.items() if key not in _LIFECYCLE
        }
        if left:
            self.changes[code] = change._replace(facts=left)
        return True


def _ends(old: Entry, new: Entry | None) -> bool:
    """Tell whether a live entry was retired or removed."""
    return old.retired is None and (new is None or new.retired is not None)


def _replacements(change: SubjectChange[Entry]) -> tuple[str, ...]:
    """Return the codes that replace an entry which is gone."""
    if change.new is not None and change.new.retired is not None:
        return change.new.retired.replaced_by
    notice = change.old.deprecated if change.old else None
    return notice.replaced_by if notice else ()


def _unique(subjects: Mapping[str, T], key: Callable[[T], Any]) -> dict[Any, str]:
    """Return the names of *subjects* by their *key*, except those that share one or have none."""
    names: dict[Any, list[str]] = {}
    for name, subject in subjects.items():
        if value := key(subject):
            names.setdefault(value, []).append(name)
    return {value: alike[0] for value, alike in names.items() if len(alike) == 1}


def _pair_ranges(
    changes: Iterable[SubjectChange[Any]],
) -> Iterator[SubjectChange[Any]]:
    """Yield the changes of ranges; a range that only got another name is one change."""
    known = {change.key: change for change in changes}
    gone, added = (
        _unique({key: c.subject for key, c in known.items() if c.on == on}, _bounds)
        for on in (REMOVED, ADDED)
    )
    renamed = {added[bounds]: gone[bounds] for bounds in gone if bounds in added}
    for key, change in known.items():
        if key in renamed and change.on == ADDED:
            then = known[renamed[key]]
            facts = differing("range", key, then.facts[""].old, change.facts[""].new)
            yield SubjectChange("range", key, then.old, change.new, facts)
        elif change.on != REMOVED or key not in renamed.values():
            yield change


def _bounds(span: Range) -> tuple[str, str, str]:
    return span.first, span.last, span.prefix


def _with_range(
    changes: Iterable[SubjectChange[Entry]], ranges: Iterable[SubjectChange[Any]]
) -> Iterator[SubjectChange[Entry]]:
    """Yield *changes* with a fact `range` for each entry that is in another range now."""
    renamed = {
        (fact.old, fact.new)
        for change in ranges
        if (fact := change.facts.get("name")) is not None
    }
    for change in changes:
        if change.on == CHANGED and "code" not in change.facts:
            old, new = change.both
            move = (old.range, new.range)
            if old.range != new.range and move not in renamed:
                fact = Fact("entry", change.key, "range", *move)
                yield change._replace(facts={**change.facts, "range": fact})
                continue
        if change.facts:
            yield change
