"""Versions and the id of the catalog."""

from __future__ import annotations

import re
from functools import partial

from errcat.comparing.change_rule import VERDICT, ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import (
    CatalogChange,
    Claims,
    EntryChange,
    by_presence,
    filled_by_release,
    when,
)
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, BUMPS, RISKY
from errcat.comparing.versions import declared_bump

rule = partial(ChangeRule, __name__)

_NUMBERS = re.compile(r"v?([0-9]{1,9}(?:\.[0-9]{1,9})*)").match


def _lower(old: str, new: str) -> bool:
    """Tell whether *new* is known to be lower than *old*: by its numbers, or as a pre-release."""
    before, after = _NUMBERS(old), _NUMBERS(new)
    if before is None or after is None:
        return False
    then, now = (list(map(int, match[1].split("."))) for match in (before, after))
    if then != now:
        return now < then
    return old[before.end() :] == "" and new[after.end() :].startswith("-")


VERSION_CHANGED = rule(
    """A release changes the version of the catalog.

    The version follows from the other changes and breaks nothing itself.
    """,
    when("version", lambda old, new: not _lower(old.version, new.version)),
    name="version-changed",
    kind="catalog",
    fields=("version",),
    bump="none",
    template="version changed: {old} → {new}",
    examples=(Example(header=('version: "1.0.0"', 'version: "1.0.1"')),),
)

VERSION_DECREASED = rule(
    """The version of the catalog never decreases.

    Otherwise, the older of two catalogs looks like the newer one.
    """,
    when("version", lambda old, new: _lower(old.version, new.version)),
    name="version-decreased",
    kind="catalog",
    fields=("version",),
    bump="none",
    level="error",
    template="version decreased: {old} → {new}",
    hint="check that the old and the new side are not swapped",
    examples=(Example(header=('version: "1.1.0"', 'version: "1.0.0"')),),
)


def _insufficient(change: CatalogChange, context: CompareContext) -> Claims:
    old, new = (catalog.version for catalog in change.both)
    declared = declared_bump(old, new)
    if declared is None or declared == "none":
        return
    if BUMPS.index(declared) < BUMPS.index(context.bump):
        values = {"old": old, "new": new, "declared": declared, "bump": context.bump}
        yield Claim(values, "version", old, new)


VERSION_INSUFFICIENT = rule(
    """The version is raised by as much as the changes need.

    Someone who reads 1.1.0 after 1.0.0 expects that nothing breaks. A break of a promised surface
    needs a major version, an addition a minor one. Before 1.0.0, the second number counts as the major version.
    errcat does not report a version that has not been changed yet, because `errcat release` sets it.
    """,
    _insufficient,
    name="version-insufficient",
    kind="catalog",
    on=(VERDICT,),
    bump="none",
    level="error",
    template="version changed: {old} → {new}, a {declared} version, but the changes need a {bump} version",
    hint="`errcat bump` prints the version to use",
    examples=(
        Example(
            "",
            ("", ""),
            header=('version: "1.0.0"', 'version: "1.0.1"'),
            also="entry-added version-changed",
        ),
    ),
)


def _filled(change: EntryChange, context: CompareContext) -> Claims:
    if filled_by_release(*change.both):
        fields = VERSION_FILLED.fields
        yield change.claim(next(field for field in fields if field in change.facts))


VERSION_FILLED = rule(
    """A release replaces `next` with its version.

    Nothing else has changed.
    """,
    _filled,
    name="version-filled",
    fields=("since", "deprecated", "retired"),
    bump="none",
    template="{code} {name}: `next` was replaced by the version of the release",
    examples=(Example("since: next", 'since: "1.1.0"'),),
)


def _since(change: EntryChange, context: CompareContext) -> Claims:
    if not filled_by_release(*change.both):
        claim = change.claim("since")
        template = by_presence(
            claim.old,
            claim.new,
            "{code} {name}: since added: {new}",
            "{code} {name}: since removed; it was {old}",
        )
        yield claim._replace(template=template)


SINCE_CHANGED = rule(
    """The version that introduced a code may be corrected.

    Only readers see it.
    """,
    _since,
    name="since-changed",
    fields=("since",),
    surfaces={"docs": RISKY},
    template="{code} {name}: since changed: {old} → {new}",
    examples=(Example('since: "1.0.0"', 'since: "0.9.0"'),),
)

CATALOG_ID_CHANGED = rule(
    """A catalog keeps its id.

    References from other catalogs (`telnyx#10001`) and acceptances contain it.
    """,
    name="catalog-id-changed",
    kind="catalog",
    fields=("id",),
    section="Changed",
    surfaces={"source": BREAKS, "docs": RISKY},
    template='id of the catalog changed: "{old}" → "{new}"',
    hint="keep the id; the title may change",
    examples=(Example(header=("id: example", "id: other")),),
)
