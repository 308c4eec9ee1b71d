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
from errcat.comparing.meaning import alike, keeps_name, rewritten, same_error
from errcat.comparing.policy import BREAKS, OK, RISKY, SURFACES
from errcat.model import CodeFormat, Entry

rule = partial(ChangeRule, __name__)


def _both_live(change: EntryChange) -> bool:
    """Tell whether one code is live on both sides."""
    old, new = change.both
    return old.retired is None and new.retired is None and "code" not in change.facts


def _now_means(old: Entry, new: Entry) -> Claim:
    values = {"old": old.title or old.name, "new": new.title or new.name}
    return Claim(values, "", [old.name, old.title], [new.name, new.title])


def _reused(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if not _both_live(change) or keeps_name(old, new):
        return
    if context.texts.moved(old, new):
        yield _now_means(old, new)


def _brought_back(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if old.retired is not None and new.retired is None and not same_error(old, new):
        yield _now_means(old, new)


CODE_REUSED = rule(
    """A code never gets another meaning.

    Old clients still know the code with its old meaning and silently do the wrong thing: nothing
    fails to compile, and every response still parses. This rule needs evidence: the old text of the
    code now stands under another code, or its new text stood under another code before. Old and new
    text must also share less than half of their words, unless both are true. A code that keeps its
    name, also as an alias, keeps its meaning; a name that only repeats the code, such as
    `ERROR_10001` or `CARD_DECLINED` for `card_declined`, does not count. Only an acceptance
    suppresses this rule.
    """,
    _reused,
    name="code-reused",
    fields=("name", "title", "detail"),
    section="Changed",
    firm=True,
    alone=True,
    level="error",
    surfaces=dict.fromkeys(SURFACES, BREAKS),
    template='{code} now means a different error: "{old}" → "{new}"',
    hint="give the new error a new code, and retire {code}",
    examples=(
        Example(
            "",
            (
                "name: TOO_MANY_REQUESTS\ntitle: Too many requests",
                "name: INACTIVE_PHONE_NUMBER\ntitle: Inactive phone number",
            ),
            also="entry-added name-reused",
        ),
    ),
)


def _unclear(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if not _both_live(change) or keeps_name(old, new):
        return
    if not (old.name and new.name and old.title and new.title):
        return
    kept = alike(old.name, new.name) or alike(old.title, new.title)
    explained = (
        old.detail == new.detail != ""
        or rewritten(old.title, new.title)
        or context.texts.terminology(old, new)
    )
    if not kept and not explained:
        claim = _now_means(old, new)
        values = {**claim.values, "old_name": old.name, "new_name": new.name}
        yield claim._replace(values=values)


MEANING_UNCLEAR = rule(
    """A name and its title do not both change beyond recognition.

    The code may mean another error now, or its texts were rewritten: errcat cannot tell, and
    neither can a client. State what you mean. For the same error, keep the old name as an alias;
    this rule is then silent. For another error, retire the code and give the new error its own
    code. Names and titles that share half of their words are alike, and a word that is replaced in
    several titles is a change of terminology. A title was rewritten, not replaced, if the shorter of
    the two shares half of its words with the other, at least four, or all of two or more. Words such
    as `the`, `must` and `only` do not count for this, and forms such as `function` and `functions`
    are one word.
    """,
    _unclear,
    name="meaning-unclear",
    fields=("name", "title"),
    section="Changed",
    level="warning",
    surfaces={"wire": RISKY, "docs": RISKY},
    template='{code} may mean another error now: {old_name} "{old}" → {new_name} "{new}"',
    hint=(
        'if it is the same error, add "{old_name}" to its `aliases`; if not, retire {code} and add'
        " the new error with a new code"
    ),
    examples=(
        Example(
            "",
            "name: TOO_MANY_REQUESTS\ntitle: Too many requests",
            also="identifier-changed title-changed",
        ),
    ),
)


def _replaced(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if not _both_live(change) or old.name != new.name or keeps_name(old, new):
        return
    pairs = ((old.title, new.title), (old.detail, new.detail))
    if not all(then and now for then, now in pairs):
        return
    kept = any(alike(then, now) or rewritten(then, now) for then, now in pairs)
    if not kept and not context.texts.terminology(old, new):
        yield _now_means(old, new)


TEXTS_REPLACED = rule(
    """Title and detail do not both change beyond recognition where no name tells what a code means.

    The name is missing or only repeats the code, such as `CARD_DECLINED` for `card_declined`, so
    the texts alone tell clients what the code means. errcat cannot tell whether they were rewritten
    or belong to another error. For another error, retire the code and give the new error its own
    code. For the same error, accept the change. Texts are alike as for `meaning-unclear`.
    """,
    _replaced,
    name="texts-replaced",
    fields=("title", "detail"),
    section="Changed",
    level="warning",
    surfaces={"wire": RISKY, "docs": RISKY},
    template='{code} may mean another error now: "{old}" → "{new}"',
    hint="if it is another error, retire {code} and add the new error with a new code",
    examples=(
        Example(
            "name: CODE_10001\ntitle: Card declined\ndetail: The bank refused the payment.",
            "name: CODE_10001\ntitle: Phone number invalid\ndetail: Use the E.164 format.",
            also="title-changed detail-changed",
        ),
    ),
)

RETIRED_CODE_REUSED = rule(
    """A retired code never gets another meaning.

    Clients that were not updated still know the code with its old meaning. The retired entry
    exists so that the code is never used again. The meaning is another if neither the name nor half
    of the words of the title were kept. Only an acceptance suppresses this rule.
    """,
    _brought_back,
    name="retired-code-reused",
    fields=("retired",),
    section="Changed",
    firm=True,
    alone=True,
    level="error",
    surfaces=dict.fromkeys(SURFACES, BREAKS),
    template='{code} was retired and now means a different error: "{old}" → "{new}"',
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
    if old.code in context.new.by_code:
        claim = claim._replace(hint="do not retire {old} before its clients use {new}")
    elif old.name == new.name:
        claim = claim._replace(hint=_RESTORE.format(" with another name"))
    yield claim


_RESTORE = (
    "restore the entry {{old}} and keep {{new}} as a new entry{}; then run"
    " `errcat deprecate {{old}} --replaced-by {{new}}`"
)


ENTRY_RENUMBERED = rule(
    """An error keeps its code.

    Clients branch on the code, and people search logs, alerts and dashboards for it. With another
    code the error is unknown to them. Two codes are one error if the old entry names the new one in
    `replaced_by`, if both have the same name, or if both have the same title and no other code has
    it. Similar texts are never enough.
    """,
    _renumbered,
    name="entry-renumbered",
    fields=("code",),
    section="Changed",
    surfaces={"wire": BREAKS, "closed": BREAKS, "docs": RISKY},
    template="{old} {name}: code changed: {old} → {new}",
    hint=_RESTORE.format(""),
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


def _duplicated(change: EntryChange, context: CompareContext) -> Claims:
    fact = change.facts["duplicate"]
    before, after = fact.old, fact.new
    claim = change.claim("duplicate", count=str(len(after)), was=str(len(before)))
    if len(after) <= 1:
        claim = claim._replace(template="{code} stood for {was} errors: {old}")
    fewer = len(after) <= len(before)
    yield claim._replace(surfaces={"wire": OK}) if fewer else claim


CODE_DUPLICATED = rule(
    """A code has one entry.

    A client that receives the code cannot tell which of the errors it means. Entries with the same
    code are compared by name, then by text, then in their order, so that no change of them is lost,
    but the pairs may be wrong. The duplicate is reported when something about the code changes. It
    is a risk if there are more entries than before.
    """,
    _duplicated,
    name="code-duplicated",
    fields=("duplicate",),
    section="Changed",
    level="warning",
    surfaces={"wire": RISKY},
    template="{code} stands for {count} errors: {new}",
    hint="give each error its own code",
    examples=(Example("", ("", 'code: "10001"'), also="entry-added"),),
)


def _format_changed(value: Callable[[CodeFormat], str]) -> Find:
    """Return what finds another *value* of the format of codes."""

    def find(change: CatalogChange, context: CompareContext) -> Claims:
        old, new = (value(catalog.code) for catalog in change.both)
        if old != new:
            yield Claim({"old": old, "new": new}, "code", old, new)

    return find


WIRE_TYPE_CHANGED = rule(
    """Codes keep their JSON type in responses.

    A client that compares with a string never matches a number, and a client that parses a number
    fails on a string.
    """,
    _format_changed(lambda code: code.wire_type),
    name="wire-type-changed",
    kind="catalog",
    fields=("code",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": BREAKS},
    template="JSON type of codes in responses changed: {old} → {new}",
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
