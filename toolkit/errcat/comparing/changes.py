"""What has changed about one subject, and what a change rule claims about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from errcat.comparing.values import words

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
"""Whether a subject is only in the new catalog, only in the old one, or in both."""

T = TypeVar("T")


class Fact(NamedTuple):
    """One difference in one field."""

    kind: str
    """The kind of subject: catalog, product, range, reserved or entry."""
    key: str
    """The code of the entry, the name of the range or product; empty for the catalog."""
    field: str
    """Empty if the whole subject was added or removed."""
    old: Any
    """Plain data, as in `entry_data` and `catalog_data`; None if there was nothing."""
    new: Any


class Claim(NamedTuple):
    """What a rule reports about a change, before it is judged."""

    values: Mapping[str, str] = {}
    field: str = ""
    old: Any = None
    new: Any = None
    """Old and new value; the fingerprint is made of them."""
    template: str = ""
    """Replaces the rule's template; the same holds for hint and surfaces."""
    hint: str = ""
    surfaces: Mapping[str, str] | None = None
    permitted: bool = False
    """Whether the policy allows it: a break is then a warning, but still a major version."""


class SubjectChange(NamedTuple, Generic[T]):
    """One subject on both sides, and the facts about it."""

    kind: str
    """catalog, product, range, reserved or entry."""
    key: str
    old: T | None
    new: T | None
    facts: Mapping[str, Fact]
    """By field. An entry has facts beyond its own data: its `range`, which follows from the
    header, and those that involve several entries: `code`, `split`, `merged`, `duplicate`."""

    @property
    def on(self) -> str:
        """Whether the subject was added, removed or changed."""
        if self.old is None:
            return ADDED
        return REMOVED if self.new is None else CHANGED

    @property
    def subject(self) -> T:
        """The subject as it is now, or as it was if it is gone."""
        subject = self.old if self.new is None else self.new
        if subject is None:
            raise ValueError("a change without a subject")
        return subject

    @property
    def both(self) -> tuple[T, T]:
        """The old and the new state of a subject that is on both sides."""
        if self.old is None or self.new is None:
            raise ValueError(f"{self.kind} {self.key} is not on both sides")
        return self.old, self.new

    def claim(self, field: str = "", **values: str) -> Claim:
        """Return the claim that *field* has changed; *values* fill further placeholders."""
        fact = self.facts[field]
        shown = {"old": words(fact.old), "new": words(fact.new), "field": field}
        return Claim({**shown, **values}, field, fact.old, fact.new)
