"""Operations: which of them can return a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeAlias

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import Claims, EntryChange
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import OK, RISKY
from errcat.model import Catalog

rule = partial(ChangeRule, __name__)

Statuses: TypeAlias = Mapping[str, Sequence[int]]
"""The HTTP statuses with which each operation returns a code."""
_NOW = '{code} {name}: now returned by "{new}"'
_NO_LONGER = '{code} {name}: no longer returned by "{old}"'
_STATUS = '{code} {name}: HTTP status changed: "{old}" → "{new}"'


def _listed(*operations: str) -> str:
    shown = (f'{{method: {item}, codes: {{"10001": [400]}}}}' for item in operations)
    return f"operations: [{', '.join(shown)}]"


_GET, _POST = "GET, path: /v2/numbers", "POST, path: /v2/messages"


def _changed(change: EntryChange, context: CompareContext) -> Claims:
    fact = change.facts["operations"]
    old: Statuses = fact.old or {}
    new: Statuses = fact.new or {}
    known = _keys(context.old)
    started = [key for key in new if key not in old]
    for keys, surfaces in (
        ([key for key in started if key in known], {"docs": OK}),
        ([key for key in started if key not in known], {"closed": OK, "docs": OK}),
    ):
        if keys:
            shown = {"new": ", ".join(keys)}
            yield Claim(shown, "operations", None, keys, _NOW, surfaces=surfaces)
    stopped = [key for key in old if key not in new]
    if stopped:
        shown = {"old": ", ".join(stopped)}
        surfaces = {"closed": OK}
        yield Claim(shown, "operations", stopped, None, _NO_LONGER, surfaces=surfaces)
    for key in old:
        if key in new and old[key] != new[key]:
            yield _status(key, old[key], new[key])


def _keys(catalog: Catalog) -> frozenset[str]:
    return frozenset(operation.key for operation in catalog.operations)


def _status(key: str, old: Sequence[int], new: Sequence[int]) -> Claim:
    """Return that an operation returns the code with another status; none means unknown."""
    before, after = (
        f"{key} {', '.join(map(str, statuses)) or 'unknown'}" for statuses in (old, new)
    )
    surfaces = {"closed": OK, "wire": RISKY if old and new else OK}
    values = {"old": before, "new": after}
    return Claim(values, "operations", before, after, _STATUS, surfaces=surfaces)


OPERATIONS_CHANGED = rule(
    """An operation may start or stop returning a code.

    A client of the operation that lists every code it expects does not know the new one. The
    operations are compared only if both versions of the catalog list them, in `operations.yaml`;
    what a new operation of the API returns affects no existing client.
    """,
    _changed,
    name="operations-changed",
    fields=("operations",),
    section="Changed",
    surfaces={"closed": RISKY, "docs": RISKY},
    bump="minor",
    template=_NOW,
    examples=(
        Example(header=(_listed(_POST), _listed(_GET, _POST))),
        Example(header=(_listed(_GET, _POST), _listed(_GET))),
    ),
)


def _everywhere(change: EntryChange, context: CompareContext) -> Claims:
    fact = change.facts["everywhere"]
    template, surfaces = "", {"docs": OK}
    if not fact.new:
        template = "{code} {name}: no longer returned by every operation"
        surfaces = {"closed": OK}
    yield change.claim("everywhere")._replace(template=template, surfaces=surfaces)


EVERYWHERE_CHANGED = rule(
    """A code may become common to all operations, or stop being so.

    A client that lists every code it expects of an operation does not know the new one.
    """,
    _everywhere,
    name="everywhere-changed",
    fields=("everywhere",),
    section="Changed",
    surfaces={"closed": RISKY, "docs": RISKY},
    bump="minor",
    template="{code} {name}: now returned by every operation",
    examples=(Example("", "everywhere: true"), Example("everywhere: true", "")),
)
