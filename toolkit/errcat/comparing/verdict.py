"""Compare two catalogs: facts become changes, rules claim what they mean, a policy judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.changes import Claim, SubjectChange
from errcat.comparing.claims import RuleClaim, RuleIndex
from errcat.comparing.grouping import Group, grouped, surfaces_of, wording
from errcat.comparing.pairing import paired_changes
from errcat.comparing.policy import (
    BREAKS,
    BUMPS,
    RISKY,
    CompatibilityPolicy,
    check_policy,
    greatest,
)
from errcat.comparing.results import Acceptance, Comparison, Difference
from errcat.findings import ERROR, INFO, SEVERITIES, WARNING
from errcat.loading.bundle import ENTRY_KEYS
from errcat.model import Catalog, Entry, Place

_ENTRY_FIELDS = frozenset((*ENTRY_KEYS, "http_status"))
"""The fields of an entry in a file."""


def compare(
    old: Catalog,
    new: Catalog,
    rules: Sequence[ChangeRule],
    policy: CompatibilityPolicy,
    accepted: Sequence[Acceptance] = (),
) -> Comparison:
    """Return what differs between *old* and *new*, and what that means under *policy*.

    Raises:
        OptionInvalid: the policy names a surface, rule or level that does not exist.
        PluginBroken: a change rule of a plugin crashed.

    """
    check_policy(policy, [rule.name for rule in rules])
    index = RuleIndex(rules)
    context = CompareContext(old, new, policy)
    judge = _Judge(context, accepted)
    claims = [
        claim
        for change in paired_changes(old, new)
        for claim in index.claims(change, context)
    ]
    differences = list(judge.differences(claims))
    bump = greatest(difference.bump for difference in differences)
    judge.context = replace(context, bump=bump)
    differences += judge.differences(list(index.verdict(judge.context)))
    differences.sort(
        key=lambda item: (SEVERITIES.index(item.level), _position(new, item))
    )
    listed = tuple(differences)
    return Comparison(new.id, old.version, new.version, listed, bump, off=judge.off)


def _position(catalog: Catalog, difference: Difference) -> tuple[Any, ...]:
    code = difference.code or (difference.codes[0] if difference.codes else "")
    key = catalog.sort_key(code) if code else (-1, 0, "")
    message = difference.message() if not code else ""
    return (*key, difference.rule, difference.field, message)


class _Judge:
    """Makes differences of claims, under a policy and what is accepted."""

    def __init__(self, context: CompareContext, accepted: Iterable[Acceptance]) -> None:
        self.context = context
        self.off = 0
        """How many differences are off so far."""
        today = context.policy.today
        self._accepted = {
            acceptance.fingerprint: acceptance
            for acceptance in accepted
            if not acceptance.expires or not today or today < acceptance.expires
        }

    def differences(self, claims: Sequence[RuleClaim]) -> Iterator[Difference]:
        """Yield a difference for every group of *claims*, except those that are off."""
        for group in grouped(claims):
            difference = self._with_acceptance(self._difference(group))
            if difference.level != "off":
                yield difference
            else:
                self.off += 1

    def _difference(self, group: Group) -> Difference:
        rule, change, claim = group.claims[0]
        surfaces = surfaces_of(group.claims[0])
        many = len(group.claims) > 1
        codes = tuple(item.change.key for item in group.claims) if many else ()
        single_entry = change.kind == "entry" and not many
        template, values = wording(group)
        old, new = (group.old, group.new) if many else (claim.old, claim.new)
        subject = list(codes) if many else change.key
        old_place, new_place = self._places(change, claim.field)
        return Difference(
            rule=rule.name,
            code=change.key if single_entry else "",
            name=change.subject.name if single_entry else "",
            template=template,
            values=values,
            hint=(claim.hint or rule.hint).format_map(values),
            section=rule.section,
            surfaces=surfaces,
            level=self._level(rule, surfaces, claim),
            bump=self._bump(rule, surfaces),
            field=claim.field,
            old=old,
            new=new,
            codes=codes,
            old_place=old_place,
            new_place=new_place,
            fingerprint=_fingerprint(
                [1, rule.name, self.context.new.id, subject, claim.field, old, new]
            ),
            range=self._range(change.subject) if single_entry else "",
        )

    def _range(self, entry: Entry) -> str:
        """Return the title of the range of *entry*, or the name of a range without a title."""
        for catalog in (self.context.new, self.context.old):
            span = catalog.range_named(entry.range)
            if span:
                return span.title or span.name
        return entry.range

    def _level(
        self, rule: ChangeRule, surfaces: Mapping[str, str], claim: Claim
    ) -> str:
        policy = self.context.policy
        promised = {surfaces[surface] for surface in policy.promise}
        level = rule.level
        if BREAKS in promised and not claim.permitted:
            level = ERROR
        elif promised & {BREAKS, RISKY} or (
            policy.closed_targets and surfaces["closed"] == BREAKS
        ):
            level = min(level, WARNING, key=SEVERITIES.index)
        return level if rule.firm else policy.levels.get(rule.name, level)

    def _bump(self, rule: ChangeRule, surfaces: Mapping[str, str]) -> str:
        promised = {surfaces[surface] for surface in self.context.policy.promise}
        if BREAKS in promised:
            return "major"
        return greatest((rule.bump, "minor" if RISKY in promised else "none"))

    def _with_acceptance(self, difference: Difference) -> Difference:
        """Return *difference* with what was agreed about it; it is reported all the same."""
        acceptance = self._accepted.get(difference.fingerprint)
        if acceptance is None or difference.level == "off":
            return difference
        difference = difference._replace(level=INFO, acceptance=acceptance)
        if acceptance.kind != "correction":
            return difference
        bump = min(difference.bump, "patch", key=BUMPS.index)
        return difference._replace(section="Fixed", bump=bump)

    def _places(
        self, change: SubjectChange[Any], field: str
    ) -> tuple[Place | None, Place | None]:
        old = new = None
        if change.old is not None:
            old = _place(self.context.old, change.kind, change.old, field)
        if change.new is not None:
            new = _place(self.context.new, change.kind, change.new, field)
        elif change.kind == "entry":
            new = self._survivors.get(change.key)
        return old, new or Place(self.context.new.file)

    @cached_property
    def _survivors(self) -> Mapping[str, Place]:
        """For each code that is gone, where the entry stands that came before it."""
        now = self.context.new.by_code
        places: dict[str, Place] = {}
        last = None
        for entry in self.context.old.entries:
            if entry.code in now:
                last = now[entry.code].place()
            elif last is not None:
                places[entry.code] = last
        return places


def _place(catalog: Catalog, kind: str, subject: Any, field: str) -> Place:
    """Return where *field* of *subject* stands."""
    if isinstance(subject, Entry):
        return subject.place(*((field,) if field in _ENTRY_FIELDS else ()))
    path = (field,) if field else ()
    if kind == "catalog":
        return catalog.place(*path)
    if kind == "product":
        return catalog.place("products", subject.id, *path)
    listed = {"range": "ranges", "reserved": "reserved"}[kind]
    return catalog.place(listed, subject.position, *path)


def _fingerprint(facts: list[Any]) -> str:
    import json  # both are slow to import, and equal catalogs do not need them
    from hashlib import sha256

    text = json.dumps(
        facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str
    )
    return sha256(text.encode("ascii")).hexdigest()[:16]
