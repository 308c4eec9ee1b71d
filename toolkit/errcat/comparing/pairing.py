"""Which changes belong together: renumbered, split and merged entries, renamed ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from errcat.comparing.changes import ADDED, CHANGED, REMOVED, Fact, SubjectChange
from errcat.comparing.facts import differing, subject_changes
from errcat.comparing.meaning import unique
from errcat.loading.bundle import entry_data
from errcat.model import Catalog, Entry, Range

_LIFECYCLE = frozenset(("preview", "deprecated", "retired", "since"))
"""The fields that hold the lifecycle of an entry."""


def paired_changes(old: Catalog, new: Catalog) -> Iterator[SubjectChange[Any]]:
    """Yield every change between two catalogs; changes that belong together are one."""
    by_kind: dict[str, list[SubjectChange[Any]]] = {"range": [], "entry": []}
    for change in subject_changes(old, new):
        by_kind.setdefault(change.kind, []).append(change)
    by_kind["range"] = list(_pair_ranges(by_kind["range"]))
    entries = _EntryPairs(by_kind.pop("entry"), old, new).pair()
    for changes in by_kind.values():
        yield from changes
    yield from _with_range(entries, by_kind["range"])


class _EntryPairs:
    """Pairs entries that were removed with the entries that replace them."""

    def __init__(
        self, changes: Sequence[SubjectChange[Entry]], old: Catalog, new: Catalog
    ) -> None:
        self.catalogs = old, new
        count = Counter(change.key for change in changes)
        self.repeated = [change for change in changes if count[change.key] > 1]
        self.changes = {
            change.key: change for change in changes if count[change.key] == 1
        }
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
        self._pair_titled()
        yield from self.changes.values()
        yield from self.repeated

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
        gone, added = (
            unique((key(entry), code) for code, entry in side.items() if key(entry))
            for side in (self.gone, self.added)
        )
        for shared in [value for value in gone if value in added]:
            self._renumber(gone[shared], added[shared])

    def _pair_titled(self) -> None:
        """Pair a gone and an added entry whose title no other live entry has on either side."""
        titles = {entry.title for entry in self.gone.values() if entry.title}
        titles &= {entry.title for entry in self.added.values()}
        if not titles:
            return
        before, after = (
            unique(
                (entry.title, entry.code)
                for entry in side.entries
                if entry.title in titles and entry.retired is None
            )
            for side in self.catalogs
        )
        for title, code in before.items():
            target = after.get(title, "")
            if code in self.gone and target in self.added:
                self._renumber(code, target)

    def _renumber(self, old_code: str, new_code: str) -> None:
        old, new = self.gone[old_code], self.added[new_code]
        all_facts = differing("entry", new_code, entry_data(old), entry_data(new))
        facts = {key: fact for key, fact in all_facts.items() if key not in _LIFECYCLE}
        if self._take(old_code):
            # The tombstone keeps name and texts: only the code differs.
            facts = {"code": all_facts["code"]}
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


def _pair_ranges(
    changes: Iterable[SubjectChange[Any]],
) -> Iterator[SubjectChange[Any]]:
    """Yield the changes of ranges; a range that only got another name is one change."""
    known = {change.key: change for change in changes}
    gone, added = (
        unique((_bounds(c.subject), key) for key, c in known.items() if c.on == on)
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
