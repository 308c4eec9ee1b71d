"""Names and aliases: what generated code calls an error."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import Claims, EntryChange, when
from errcat.comparing.changes import ADDED, CHANGED, Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS
from errcat.model import Entry
from errcat.naming import OPENAPI_KEY, PYTHON_MEMBER, TS_KEY, apply, name_from_code

rule = partial(ChangeRule, __name__)

_STYLES = {"Python": PYTHON_MEMBER, "TypeScript": TS_KEY, "OpenAPI": OPENAPI_KEY}


def _seen_in(old: Entry, new: Entry) -> list[str]:
    """Return the targets that spell the names of the two entries differently."""
    before, after = old.name or old.code, new.name or new.code
    return [
        target
        for target, style in _STYLES.items()
        if apply(style, before) != apply(style, after)
    ]


def _alias_added(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    for alias in new.aliases:
        if alias not in (*old.aliases, old.name):
            yield Claim({"alias": alias}, "aliases", None, alias)


ALIAS_ADDED = rule(
    """An alias may be added.

    An alias is another name for the code, and generated code has both.
    """,
    _alias_added,
    name="alias-added",
    fields=("aliases",),
    section="Added",
    bump="minor",
    template='{code} {name}: alias "{alias}" was added',
    examples=(Example("", "aliases: [NUMBER_INACTIVE]"),),
)


def _alias_promoted(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if new.name in old.aliases:
        yield Claim({"new": new.name}, "aliases", old.name, new.name)


ALIAS_PROMOTED = rule(
    """An alias may become the name.

    Both names were known before. Code that uses either still compiles if the other becomes an
    alias.
    """,
    _alias_promoted,
    name="alias-promoted",
    fields=("aliases",),
    template='{code}: alias "{new}" became the name',
    examples=(
        Example(
            "aliases: [PHONE_NUMBER_INACTIVE]",
            "name: PHONE_NUMBER_INACTIVE\naliases: [INACTIVE_PHONE_NUMBER]",
            also="identifier-aliased",
        ),
    ),
)


def _alias_removed(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    for alias in old.aliases:
        if alias not in (*new.aliases, new.name):
            claim = Claim({"alias": alias}, "aliases", alias, None)
            yield claim._replace(permitted=context.policy.removal == "free")


ALIAS_REMOVED = rule(
    """An alias is not removed.

    It exists for code that still uses the old name. Without it that code no longer compiles.
    """,
    _alias_removed,
    name="alias-removed",
    fields=("aliases",),
    section="Removed",
    surfaces={"source": BREAKS},
    template='{code} {name}: alias "{alias}" was removed',
    hint='add "{alias}" to `aliases` again',
    examples=(Example("aliases: [NUMBER_INACTIVE]", ""),),
)


def _changed(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    targets = _seen_in(old, new)
    if targets and old.name not in new.aliases:
        claim = change.claim("name", targets=", ".join(targets))
        if not old.name:
            added = '{code}: name added: "{new}" (seen in: {targets})'
            yield claim._replace(
                template=added,
                hint="keep it if no code was generated from the catalog before",
            )
        elif "code" in change.facts and new.name == name_from_code(new.code):
            yield claim._replace(hint=_SPELLED)
        else:
            yield claim


_SPELLED = 'the new code spells the new name: keep the code, or add `name: "{old}"` to the entry'

IDENTIFIER_CHANGED = rule(
    """A name does not change.

    Generated code uses it for constants, members and components. Code that uses the old name no
    longer compiles, or fails when it runs. A better title does not need a new name; where the name has
    to change, `errcat rename` keeps the old one as an alias. If an entry has no `name`, its code spells
    the name, so a new code changes the name, too. Names are compared as the targets spell them, so the
    message lists the targets in which the change is seen.
    """,
    _changed,
    name="identifier-changed",
    fields=("name",),
    section="Changed",
    surfaces={"source": BREAKS},
    template='{code}: name changed: "{old}" → "{new}" (seen in: {targets})',
    hint='restore the old name, or add "{old}" to `aliases`',
    examples=(
        Example("", "name: PHONE_NUMBER_INACTIVE"),
        Example(
            "code: card_declined\nname:\ntitle: Card declined",
            "code: card_refused\nname:\ntitle: Card declined",
            also="entry-renumbered",
        ),
    ),
)


def _aliased(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if "name" in change.facts and old.name and old.name in new.aliases:
        yield change.claim("name")


IDENTIFIER_ALIASED = rule(
    """A name may change if the old one becomes an alias.

    Code that uses the old name still compiles, and the alias leads to the new name.
    """,
    _aliased,
    name="identifier-aliased",
    fields=("name", "aliases"),
    section="Deprecated",
    bump="minor",
    template='{code}: name changed: "{old}" → "{new}"; the old name is an alias',
    examples=(
        Example("", "name: PHONE_NUMBER_INACTIVE\naliases: [INACTIVE_PHONE_NUMBER]"),
    ),
)

NAME_RESPELLED = rule(
    """A name may be spelled differently if its identifier stays the same in every target.

    Each target converts names to its own style. If the old and the new spelling become the same
    identifier everywhere, no code is affected.
    """,
    when(
        "name",
        lambda old, new: not _seen_in(old, new) and old.name not in new.aliases,
    ),
    name="name-respelled",
    fields=("name",),
    template='{code}: spelling of the name changed: "{old}" → "{new}"',
    examples=(Example("name: inactivePhoneNumber", ""),),
)


def _reused(change: EntryChange, context: CompareContext) -> Claims:
    new = change.subject
    if new.retired is not None or "code" in change.facts:
        return
    for code in context.owners.get(new.name, ()):
        if code != new.code:
            yield Claim({"old": code}, "", code, new.code)
            return


NAME_REUSED = rule(
    """A name never stands for another code.

    Code that uses the name still compiles, and now tests for another error. A name belongs to its
    code forever: as its name, as an alias, or retired. Only an acceptance suppresses this rule.
    """,
    _reused,
    name="name-reused",
    on=(ADDED, CHANGED),
    fields=("name",),
    section="Changed",
    firm=True,
    level="error",
    surfaces={"source": BREAKS, "closed": BREAKS},
    template='name "{name}" now belongs to another code: {old} → {code}',
    hint="give {code} a name that was never used",
    examples=(
        Example(
            ('retired: {in: "2.0.0"}', ""),
            (
                'retired: {in: "2.0.0"}',
                "",
                "name: INACTIVE_PHONE_NUMBER\ntitle: Number not active yet",
            ),
            also="entry-added",
        ),
    ),
)
