"""Deprecations: notices, sunsets and replacements."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import (
    Claims,
    EntryChange,
    by_presence,
    filled_by_release,
    labels,
    replacement,
    when,
)
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import RISKY
from errcat.model import Deprecation, Retirement

rule = partial(ChangeRule, __name__)

Block: TypeAlias = Deprecation | Retirement


def _deprecated(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if old.deprecated is not None or new.deprecated is None or old.retired is not None:
        return
    values = replacement(new.deprecated, context.new)
    template = "{code} {name} is deprecated"
    if values:
        template += "; use {replacement}"
    if new.deprecated.sunset:
        values["sunset"] = new.deprecated.sunset
        template += "; it may be removed from {sunset} on"
    yield change.claim("deprecated", **values)._replace(template=template)


ENTRY_DEPRECATED = rule(
    """A code is deprecated before it is removed.

    Everything still works, and everyone who uses the name learns what to use instead and until
    when.
    """,
    _deprecated,
    name="entry-deprecated",
    fields=("deprecated",),
    section="Deprecated",
    bump="minor",
    template="{code} {name} is deprecated",
    many="{count} entries are deprecated",
    examples=(
        Example(
            ("", ""),
            (
                "",
                'deprecated: {since: "1.1.0", replaced_by: ["10001"], sunset: "2027-12-31"}',
            ),
        ),
    ),
)

ENTRY_UNDEPRECATED = rule(
    """A deprecation may be withdrawn.

    Nothing breaks.
    """,
    when(
        "deprecated",
        lambda old, new: old.deprecated
        and not new.deprecated
        and not (old.retired or new.retired),
    ),
    name="entry-undeprecated",
    fields=("deprecated",),
    section="Changed",
    bump="minor",
    template="{code} {name} is no longer deprecated",
    examples=(Example('deprecated: {since: "1.1.0"}', ""),),
)


def _sunset(condition: Callable[[str, str], object]) -> Find:
    """Return what finds a deprecated entry whose old and new sunset meet *condition*."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        before, after = (entry.deprecated for entry in change.both)
        if before is None or after is None:
            return
        old, new = before.sunset, after.sunset
        if condition(old, new):
            first = "" if old else "{code} {name}: sunset added: {new}"
            yield Claim({"old": old, "new": new}, "deprecated", old, new, first)

    return find


SUNSET_EARLIER = rule(
    """A sunset is not moved to an earlier day.

    Clients plan with the sunset. Keep the day, or choose a later one.
    """,
    _sunset(lambda old, new: new and (not old or new < old)),
    name="sunset-earlier",
    fields=("deprecated",),
    section="Deprecated",
    surfaces={"wire": RISKY},
    template="{code} {name}: sunset moved earlier: {old} → {new}",
    hint="leave the sunset as it was",
    examples=(
        Example(
            'deprecated: {since: "1.1.0", sunset: "2028-06-30"}',
            'deprecated: {since: "1.1.0", sunset: "2028-01-31"}',
        ),
        Example(
            'deprecated: {since: "1.1.0"}',
            'deprecated: {since: "1.1.0", sunset: "2028-01-31"}',
        ),
    ),
)

SUNSET_LATER = rule(
    """A sunset may be moved to a later day.

    Clients have more time.
    """,
    _sunset(lambda old, new: old and new > old),
    name="sunset-later",
    fields=("deprecated",),
    section="Deprecated",
    template="{code} {name}: sunset moved later: {old} → {new}",
    examples=(
        Example(
            'deprecated: {since: "1.1.0", sunset: "2028-01-31"}',
            'deprecated: {since: "1.1.0", sunset: "2028-06-30"}',
        ),
    ),
)

SUNSET_REMOVED = rule(
    """An announced sunset is not removed.

    Without it, clients do not know how long the code will remain.
    """,
    _sunset(lambda old, new: old and not new),
    name="sunset-removed",
    fields=("deprecated",),
    section="Deprecated",
    surfaces={"wire": RISKY, "docs": RISKY},
    template="{code} {name}: sunset removed; it was {old}",
    hint="set a sunset that is not earlier than {old}",
    examples=(
        Example(
            'deprecated: {since: "1.1.0", sunset: "2028-01-31"}',
            'deprecated: {since: "1.1.0"}',
        ),
    ),
)


def _too_soon(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    earliest = context.earliest_sunset()
    if not earliest or new.deprecated is None or new.retired is not None:
        return
    sunset = new.deprecated.sunset
    if sunset >= earliest or (old.deprecated and old.deprecated.sunset == sunset):
        return
    template = "" if sunset else "{code} {name} is deprecated without a sunset"
    values = {"new": sunset, "earliest": earliest}
    yield Claim(values, "deprecated", None, sunset, template)


SUNSET_TOO_SOON = rule(
    """A deprecation gives clients the notice period that the project promises.

    `min-deprecation-days` sets how many days clients have from the day a code is deprecated. The
    sunset must be set, and must be at least that many days away.
    """,
    _too_soon,
    name="sunset-too-soon",
    fields=("deprecated",),
    surfaces={"wire": RISKY},
    template="{code} {name}: sunset {new} is too soon; {earliest} is the first day that gives enough notice",
    hint="set `sunset` to {earliest} or later",
    examples=(
        Example(
            "",
            'deprecated: {since: "1.1.0", sunset: "2027-02-01"}',
            also="entry-deprecated",
            policy="min-deprecation-days = 90",
        ),
    ),
)


def _replacement(change: EntryChange, context: CompareContext) -> Claims:
    for field in ("deprecated", "retired"):
        old, new = (getattr(entry, field) for entry in change.both)
        if old and new and set(old.replaced_by) != set(new.replaced_by):
            then, now = list(old.replaced_by), list(new.replaced_by)
            values = {"old": labels(then, context.old), "new": labels(now, context.new)}
            template = by_presence(
                then,
                now,
                "{code} {name}: replacement added: {new}",
                "{code} {name}: replacement removed; it was {old}",
            )
            yield Claim(values, field, then, now, template)


REPLACEMENT_CHANGED = rule(
    """The replacement of a code does not change.

    Everyone who has moved to the old replacement may have to move again.
    """,
    _replacement,
    name="replacement-changed",
    fields=("deprecated", "retired"),
    section="Deprecated",
    surfaces={"docs": RISKY},
    template="{code} {name}: replacement changed: {old} → {new}",
    examples=(
        Example(
            ('deprecated: {since: "1.1.0", replaced_by: ["10002"]}', ""),
            ('deprecated: {since: "1.1.0", replaced_by: ["10003"]}', "", ""),
            also="entry-added",
        ),
    ),
)


def _reworded(change: EntryChange, context: CompareContext) -> Claims:
    if filled_by_release(*change.both):
        return
    for field in ("deprecated", "retired"):
        old, new = (getattr(entry, field) for entry in change.both)
        if old and new and _rest(old, new) != _rest(new, new):
            fact = change.facts[field]
            yield Claim({}, field, fact.old, fact.new)


def _rest(block: Block, new: Block) -> Block:
    """Return *block* without what other rules report."""
    if set(block.replaced_by) != set(new.replaced_by):
        block = block._replace(replaced_by=new.replaced_by)
    if isinstance(block, Deprecation) and isinstance(new, Deprecation):
        return block._replace(sunset=new.sunset)
    return block


NOTICE_REWORDED = rule(
    """The reason and version of a deprecation or retirement may be corrected.

    Only readers see them.
    """,
    _reworded,
    name="notice-reworded",
    fields=("deprecated", "retired"),
    surfaces={"docs": RISKY},
    template="{code} {name}: reason or version of the notice changed",
    examples=(
        Example(
            'deprecated: {since: "1.1.0"}',
            'deprecated: {since: "1.1.0", reason: Numbers are never inactive any more.}',
        ),
    ),
)
