"""What a change rule is, and what it may ask about both catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from inspect import cleandoc
from typing import Any, TypeAlias

from errcat.comparing.changes import CHANGED, Claim, SubjectChange
from errcat.comparing.examples import Example
from errcat.comparing.meaning import Texts
from errcat.comparing.policy import OK, SURFACES, CompatibilityPolicy
from errcat.findings import INFO
from errcat.loading.reservations import ReservationIndex
from errcat.model import Catalog, Entry

VERDICT = "verdict"
"""A rule on this looks at both catalogs as a whole, after everything else is judged."""
ANY = "*"
"""The field of a rule that reports what no other rule reports."""


@dataclass(frozen=True)
class CompareContext:
    """What a change rule may want to know beside the change."""

    old: Catalog
    new: Catalog
    policy: CompatibilityPolicy
    bump: str = "none"
    """The bump that all differences together need; only set for rules on `VERDICT`."""

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """The old codes by every name they had, as a name or an alias."""
        codes: dict[str, list[str]] = {}
        for entry in self.old.entries:
            for name in (entry.name, *entry.aliases):
                if name:
                    codes.setdefault(name, []).append(entry.code)
        return {name: tuple(owners) for name, owners in codes.items()}

    @cached_property
    def old_reservations(self) -> ReservationIndex:
        """The reservations of the old catalog."""
        return ReservationIndex(self.old.reserved)

    @cached_property
    def reservations(self) -> ReservationIndex:
        """The reservations of the new catalog."""
        return ReservationIndex(self.new.reserved)

    @cached_property
    def texts(self) -> Texts:
        """Where each text stands on both sides."""
        return Texts(self.old, self.new)

    @cached_property
    def added(self) -> tuple[Entry, ...]:
        """The entries whose codes are new."""
        known = self.old.by_code
        return tuple(entry for entry in self.new.entries if entry.code not in known)

    def removable(self, entry: Entry) -> bool:
        """Tell whether the policy permits the removal of *entry*, as it was."""
        if self.policy.removal != "after-deprecation":
            return self.policy.removal == "free"
        notice = entry.deprecated
        return notice is not None and self.passed(notice.sunset)

    def passed(self, sunset: str) -> bool:
        """Tell whether a sunset has passed; without one, whether no notice period is set."""
        if not sunset:
            return not self.policy.min_deprecation_days
        return sunset <= self.policy.today

    def earliest_sunset(self) -> str:
        """Return the first day that gives enough notice, or an empty text if any does."""
        days, today = self.policy.min_deprecation_days, self.policy.today
        if not days or not today:
            return ""
        return (date.fromisoformat(today) + timedelta(days)).isoformat()


Find: TypeAlias = Callable[[SubjectChange[Any], CompareContext], Iterable[Claim]]


class ChangeRule:
    """One kind of change: its manual page, what it breaks, and how to recognize it."""

    __slots__ = (
        "alone",
        "bump",
        "docs",
        "examples",
        "fields",
        "find",
        "firm",
        "hint",
        "kind",
        "level",
        "many",
        "module",
        "name",
        "on",
        "section",
        "surfaces",
        "template",
    )

    def __init__(
        self,
        module: str,
        docs: str | None,
        find: Find | None = None,
        *,
        name: str = "",
        template: str,
        section: str = "",
        surfaces: Mapping[str, str] = {},
        kind: str = "entry",
        on: Sequence[str] = (CHANGED,),
        fields: tuple[str, ...] = (),
        examples: Sequence[Example] = (),
        hint: str = "",
        bump: str = "patch",
        level: str = INFO,
        firm: bool = False,
        alone: bool = False,
        many: str = "",
    ) -> None:
        """Make a change rule of *module*; without *name* it is called like the module.

        *docs* is the manual page, to which *examples* are added. *fields* are the facts that the
        rule reports; without *find* it reports each of them. A changelog omits a rule without
        *section*. *surfaces* that are not named are ok. *bump* and *level* are the least that the rule gives, whatever the surfaces are. Only
        an acceptance can silence a *firm* rule. What a rule that stands *alone* reports, no other
        rule reports. *many* is the template for one change made to many entries, if the usual one
        does not fit.
        """
        self.module = module
        self.name = name or module.rpartition(".")[2].replace("_", "-")
        self.docs = docs or ""
        self.find = find or self._each_field
        self.template = template
        self.section = section
        self.surfaces = {key: surfaces.get(key, OK) for key in SURFACES}
        self.kind = kind
        self.on = on
        self.fields = fields
        self.examples = examples
        self.hint = hint
        self.bump = bump
        self.level = level
        self.firm = firm
        self.alone = alone
        self.many = many

    def _each_field(
        self, change: SubjectChange[Any], context: CompareContext
    ) -> Iterator[Claim]:
        """Yield a claim for each of the rule's facts."""
        del context
        wanted = change.facts if self.fields in {(), (ANY,)} else self.fields
        for field in wanted:
            if field in change.facts:
                yield change.claim(field)

    @property
    def page(self) -> str:
        """The manual page with its examples, as Markdown."""
        examples = (example.markdown() for example in self.examples)
        return "\n\n".join((cleandoc(self.docs), *examples))

    @property
    def summary(self) -> str:
        """The check in one sentence: the first line of the page."""
        return self.page.partition("\n")[0]
