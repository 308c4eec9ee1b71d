"""Codes: one error keeps one code, and all codes keep their format."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import (
    CatalogChange,
    Claims,
    EntryChange,
    labels,
)
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.pairing import same_error
from errcat.comparing.policy import BREAKS, OK, RISKY, SURFACES
from errcat.model import CodeFormat

rule = partial(ChangeRule, __name__)


def _reused(retired: bool) -> Find:
    """Return what finds a live code with another meaning; *retired* is what it was before."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        old, new = change.both
        live = new.retired is None and (old.retired is not None) == retired
        renumbered = not retired and "code" in change.facts
        if live and not renumbered and not same_error(old, new):
            values = {"old": old.title or old.name, "new": new.title or new.name}
            yield Claim(values, "", old.name, new.name)

    return find


CODE_REUSED = rule(
    """A code never gets another meaning.

    Old clients still know the code with its old meaning and silently do the wrong thing: nothing
    fails to compile, and every answer still parses. An entry counts as another error if both its
    name and its title have changed. A rename that keeps the old name in `aliases` does not count.
    Only an acceptance silences this rule.
    """,
    _reused(retired=False),
    name="code-reused",
    fields=("name", "title"),
    section="Changed",
    firm=True,
    alone=True,
    level="error",
    surfaces=dict.fromkeys(SURFACES, BREAKS),
    template='{code} means another error now: "{old}" → "{new}"',
    hint="give the new error a new code, and retire {code}",
    examples=(Example("", "name: TOO_MANY_REQUESTS\ntitle: Too many requests"),),
)

RETIRED_CODE_REUSED = rule(
    """A retired code never gets another meaning.

    Clients that were not updated still know the code with its old meaning. The tombstone exists so
    that nobody uses the code again. Only an acceptance silences this rule.
    """,
    _reused(retired=True),
    name="retired-code-reused",
    fields=("retired",),
    section="Changed",
    firm=True,
    alone=True,
    level="error",
    surfaces=dict.fromkeys(SURFACES, BREAKS),
    template='{code} was retired and means another error now: "{old}" → "{new}"',
    hint="give the new error a new code, and leave {code} retired",
    examples=(
        Example(
            'retired: {in: "2.0.0"}',
            "name: TOO_MANY_REQUESTS\ntitle: Too many requests",
        ),
    ),
)


def _renumbered(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    claim = change.claim("code", name=old.name)
    claim = claim._replace(permitted=context.removable(old))
    if not same_error(old, new):
        claim = claim._replace(
            template="{old} {name} was replaced by {new} {new_name}",
            values={**claim.values, "new_name": new.name},
        )
    yield claim


ENTRY_RENUMBERED = rule(
    """An error keeps its code.

    Clients branch on the code, and people search logs, alerts and dashboards for it. With another
    code the error is unknown to them. Two codes are one error if the old entry names the new one in
    `replaced_by`, if both have the same name, or if both have the same title and detail and no other
    entry has them. It is never guessed.
    """,
    _renumbered,
    name="entry-renumbered",
    fields=("code",),
    section="Changed",
    surfaces={"wire": BREAKS, "closed": BREAKS, "docs": RISKY},
    template="{old} {name}: code changed: {old} → {new}",
    hint='keep {old}, and deprecate it with `replaced_by: ["{new}"]`',
    examples=(
        Example("", 'code: "10101"'),
        Example(
            "detail: The number was switched off.",
            (
                'detail: The number was switched off.\nretired: {in: "2.0.0", replaced_by: ["10101"]}',
                'code: "10101"\nname: PHONE_NUMBER_INACTIVE\ntitle: Inactive phone number\ndetail: The number was switched off.',
            ),
        ),
    ),
)


def _split(change: EntryChange, context: CompareContext) -> Claims:
    codes = change.facts["split"].new
    claim = change.claim("split", new=labels(codes, context.new))
    yield claim._replace(permitted=context.removable(change.both[0]))


ENTRY_SPLIT = rule(
    """An error is not split into several codes.

    New codes let clients distinguish what they could not before, but a client that branches on the
    old code receives none of them. The old entry names the new ones in `replaced_by`.
    """,
    _split,
    name="entry-split",
    fields=("split",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": RISKY, "closed": BREAKS, "docs": RISKY},
    template="{code} {name} was split into {new}",
    hint="deprecate it first with `errcat deprecate {code}`, and retire it later",
    examples=(
        Example(
            "",
            (
                'retired: {in: "2.0.0", replaced_by: ["10101", "10102"]}',
                'code: "10101"\nname: PHONE_NUMBER_SUSPENDED\ntitle: Phone number suspended',
                'code: "10102"\nname: PHONE_NUMBER_EXPIRED\ntitle: Phone number expired',
            ),
        ),
    ),
)


def _merged(change: EntryChange, context: CompareContext) -> Claims:
    codes = change.facts["merged"].old
    claim = change.claim("merged", old=labels(codes, context.old))
    known = context.old.by_code
    permitted = all(context.removable(known[code]) for code in codes)
    yield claim._replace(permitted=permitted)


ENTRY_MERGED = rule(
    """Errors that clients distinguish keep separate codes.

    Clients that branch on the old codes receive neither of them. The old entries name the new one
    in `replaced_by`.
    """,
    _merged,
    name="entry-merged",
    fields=("merged",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": RISKY, "closed": BREAKS, "docs": RISKY},
    template="{old} were merged into {code} {name}",
    hint="keep the old codes beside {code}, and deprecate them",
    examples=(
        Example(
            ("", ""),
            (
                'retired: {in: "2.0.0", replaced_by: ["10101"]}',
                'retired: {in: "2.0.0", replaced_by: ["10101"]}',
                'code: "10101"\nname: UNUSABLE_PHONE_NUMBER\ntitle: Unusable phone number',
            ),
        ),
    ),
)


def _format_changed(value: Callable[[CodeFormat], str]) -> Find:
    """Return what finds another *value* of the format of codes."""

    def find(change: CatalogChange, context: CompareContext) -> Claims:
        old, new = (value(catalog.code) for catalog in change.both)
        if old != new:
            yield Claim({"old": old, "new": new}, "code", old, new)

    return find


WIRE_TYPE_CHANGED = rule(
    """A code keeps its type in answers.

    A client that compares with a string never matches a number, and a client that parses a number
    fails on a string.
    """,
    _format_changed(lambda code: code.wire_type),
    name="wire-type-changed",
    kind="catalog",
    fields=("code",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": BREAKS},
    template="type of codes in answers changed: {old} → {new}",
    hint="keep the type until the API itself gets a new version",
    examples=(
        Example(header=("code: {wire_type: string}", "code: {wire_type: integer}")),
    ),
)

CODE_ORDER_CHANGED = rule(
    """The order of codes does not change.

    Pages and generated lists follow it. No client depends on it.
    """,
    _format_changed(lambda code: code.order),
    name="code-order-changed",
    kind="catalog",
    fields=("code",),
    surfaces={"docs": RISKY},
    template="order of codes changed: {old} → {new}",
    examples=(Example(header=("code: {order: number}", "code: {order: text}")),),
)


def _pattern(change: CatalogChange, context: CompareContext) -> Claims:
    old, new = (catalog.code.pattern for catalog in change.both)
    if old != new:
        claim = Claim({"old": old, "new": new}, "code", old, new)
        first = 'pattern of codes added: "{new}"'
        yield claim if old else claim._replace(template=first, surfaces={"wire": OK})


CODE_PATTERN_CHANGED = rule(
    """The pattern of codes does not change.

    Clients and databases validate codes with it: they reject another prefix, length or character.
    """,
    _pattern,
    name="code-pattern-changed",
    kind="catalog",
    fields=("code",),
    section="Changed",
    surfaces={"wire": RISKY},
    template='pattern of codes changed: "{old}" → "{new}"',
    examples=(
        Example(
            header=(
                'code: {pattern: "[1-9][0-9]{4}"}',
                'code: {pattern: "[1-9][0-9]{4,5}"}',
            )
        ),
    ),
)
