"""Codes that are retired, and the tombstones that keep them from being used again."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import (
    CatalogChange,
    Claims,
    EntryChange,
    is_reserved,
    replacement,
)
from errcat.comparing.changes import ADDED, CHANGED, REMOVED, Claim
from errcat.comparing.examples import Example
from errcat.comparing.meaning import same_error
from errcat.comparing.policy import BREAKS, RISKY
from errcat.generating.selection import without_retired
from errcat.model import Entry

rule = partial(ChangeRule, __name__)

_RETIRED_FIELDS = ("retired", "deprecated", "preview")
_RETIRED_SURFACES = {"wire": BREAKS, "source": RISKY, "closed": RISKY}
_WITHOUT_NOTICE = "{code} {name} was retired without being deprecated first"
_AFTER_NOTICE = "{code} {name} was retired; it was deprecated before"
_BEFORE_SUNSET = "{code} {name} was retired before its sunset"


def _retired(template: str) -> Find:
    """Return what finds a live entry that was retired or reserved, with the notice of *template*."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        old, new = change.old, change.new
        if old is None or old.retired is not None:
            return
        kept = new.retired is not None if new else is_reserved(context, old)
        if kept and template == _notice(old, context):
            values = replacement(new.retired if new else old.deprecated, context.new)
            permitted = context.removable(old)
            claim = Claim(values, "", old.name, "retired", permitted=permitted)
            if values:
                claim = claim._replace(template=f"{template}; use {{replacement}}")
            if change.on == REMOVED:
                claim = claim._replace(surfaces={"source": BREAKS})
            yield claim

    return find


def _notice(entry: Entry, context: CompareContext) -> str:
    if entry.deprecated is None:
        return _WITHOUT_NOTICE
    passed = context.passed(entry.deprecated.sunset)
    return _AFTER_NOTICE if passed else _BEFORE_SUNSET


ENTRY_RETIRED = rule(
    """A code is deprecated before it is retired.

    Clients that branch on the code need time to react. A deprecation warns everyone who uses the
    name. Without it, their error handling and their alerts stop working from one day to the next. With
    `removal = "never"` every retirement is an error, with `removal = "free"` it is a warning.
    """,
    _retired(_WITHOUT_NOTICE),
    name="entry-retired",
    on=(CHANGED, REMOVED),
    fields=_RETIRED_FIELDS,
    section="Removed",
    surfaces=_RETIRED_SURFACES,
    template=_WITHOUT_NOTICE,
    hint="deprecate it first with `errcat deprecate {code}`, and retire it later",
    examples=(
        Example(("", ""), ("", 'retired: {in: "2.0.0"}')),
        Example(
            ("", ""),
            "",
            header=(
                "",
                'reserved: [{code: "10002", name: INVALID_PHONE_NUMBER, reason: Retired in 2.0.0}]',
            ),
            also="reservation-added",
        ),
    ),
)

ENTRY_RETIRED_AFTER_DEPRECATION = rule(
    """A code that has been deprecated long enough may be retired.

    The retirement was announced, its sunset has passed, and the retired entry keeps the code
    from being used again. It is still a break, and so needs a major version, but the policy
    permits it.
    """,
    _retired(_AFTER_NOTICE),
    name="entry-retired-after-deprecation",
    on=(CHANGED, REMOVED),
    fields=_RETIRED_FIELDS,
    section="Removed",
    surfaces=_RETIRED_SURFACES,
    template=_AFTER_NOTICE,
    examples=(
        Example(
            ("", 'deprecated: {since: "1.1.0", sunset: "2026-12-31"}'),
            ("", 'retired: {in: "2.0.0"}'),
        ),
        Example(
            ("", 'deprecated: {since: "1.1.0"}'),
            ("", 'retired: {in: "2.0.0", replaced_by: ["10001"]}'),
        ),
    ),
)

ENTRY_RETIRED_BEFORE_SUNSET = rule(
    """A code is not retired before its sunset.

    Clients plan with the sunset. An earlier end surprises them, however long the code was
    deprecated. With `min-deprecation-days`, a code without a sunset cannot be retired either.
    """,
    _retired(_BEFORE_SUNSET),
    name="entry-retired-before-sunset",
    on=(CHANGED, REMOVED),
    fields=_RETIRED_FIELDS,
    section="Removed",
    surfaces=_RETIRED_SURFACES,
    template=_BEFORE_SUNSET,
    hint="wait until the sunset has passed",
    examples=(
        Example(
            ("", 'deprecated: {since: "1.1.0", sunset: "2027-06-30"}'),
            ("", 'retired: {in: "2.0.0"}'),
        ),
    ),
)


def _restored(change: EntryChange, context: CompareContext) -> Claims:
    old, new = change.both
    if old.retired is not None and new.retired is None and same_error(old, new):
        yield Claim(old="retired", new=new.name)


ENTRY_RESTORED = rule(
    """A retired code may return with its old meaning.

    Clients that still know the code handle it correctly. For all others it is a new code.
    """,
    _restored,
    name="entry-restored",
    fields=_RETIRED_FIELDS,
    section="Added",
    bump="minor",
    surfaces={"closed": BREAKS},
    template="{code} {name} is no longer retired",
    examples=(Example('retired: {in: "2.0.0"}', ""),),
)


def _added(change: EntryChange, context: CompareContext) -> Claims:
    if change.subject.retired is not None:
        yield Claim(new=change.subject.name)


TOMBSTONE_ADDED = rule(
    """A code that was retired before the catalog existed may be added as retired.

    The retired entry keeps the code from being used for another error. No client receives it.
    """,
    _added,
    name="tombstone-added",
    on=(ADDED,),
    template="{code} {name} was added as retired",
    examples=(Example("", ("", 'retired: {in: "0.9.0"}')),),
)


def _tombstone(*, reserved: bool) -> Find:
    """Return what finds a removed tombstone whose code and name are *reserved*, or are not."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        entry = change.subject
        if entry.retired and is_reserved(context, entry) == reserved:
            yield Claim(old=entry.name, permitted=reserved)

    return find


TOMBSTONE_DROPPED = rule(
    """A retired entry stays in the catalog.

    It keeps the code and the name from being used again: without it, the next person who looks for
    a free code may choose this one. To remove the entry, reserve its code and its name. Only an
    acceptance suppresses this rule.
    """,
    _tombstone(reserved=False),
    name="tombstone-dropped",
    on=(REMOVED,),
    section="Removed",
    firm=True,
    level="error",
    template="the retired entry {code} {name} was removed, and its code can be used again",
    hint="restore the retired entry, or reserve its code and its name",
    examples=(Example(("", 'retired: {in: "2.0.0"}'), ""),),
)

TOMBSTONE_RESERVED = rule(
    """A retired entry may be replaced by a reservation of its code and name.

    Neither can be used again, but the texts of the error are lost.
    """,
    _tombstone(reserved=True),
    name="tombstone-reserved",
    on=(REMOVED,),
    section="Removed",
    surfaces={"source": BREAKS, "docs": RISKY},
    template="the retired entry {code} {name} was replaced by a reservation",
    examples=(
        Example(
            ("", 'retired: {in: "2.0.0"}'),
            "",
            header=(
                "",
                'reserved: [{code: "10002", name: INVALID_PHONE_NUMBER, reason: Retired in 2.0.0}]',
            ),
            also="reservation-added",
        ),
    ),
)


def _names_left(change: CatalogChange, context: CompareContext) -> Claims:
    old, new = (without_retired(catalog).by_code for catalog in change.both)
    left = [
        entry
        for code, entry in context.new.by_code.items()
        if code in old and code not in new
    ]
    if left:
        names = ", ".join(entry.label for entry in left)
        codes = [entry.code for entry in left]
        yield Claim({"names": names}, "version", codes, None, permitted=True)


RETIRED_NAMES_LEFT = rule(
    """The name of a retired code leaves generated code one major version later.

    Generated code keeps the name of a retired code until the next major version after the one that
    retired it. Then code that still uses the name no longer compiles. That was announced, and the
    policy permits it.
    """,
    _names_left,
    name="retired-names-left",
    kind="catalog",
    fields=("version",),
    section="Removed",
    surfaces={"source": BREAKS, "closed": BREAKS},
    template="generated code no longer has the names of retired codes: {names}",
    examples=(
        Example(
            'retired: {in: "2.0.0"}',
            'retired: {in: "2.0.0"}',
            header=('version: "2.1.0"', 'version: "3.0.0"'),
            also="version-changed",
        ),
    ),
)
