"""Params: the values that a detail contains and a response carries."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import Claims, EntryChange
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY
from errcat.comparing.values import nested
from errcat.model import Entry, Param

rule = partial(ChangeRule, __name__)

_DETAIL = 'detail: "The number {number} is inactive."\nparams: '
_ONE = f"{_DETAIL}{{number: {{}}}}"
_TWO = f"{_DETAIL}{{number: {{}}, since: {{type: string}}}}"


def _params(entry: Entry) -> dict[str, Param]:
    return {param.name: param for param in entry.params}


def _added(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_params, change.both)
    for name in [name for name in new if name not in old]:
        yield Claim({"param": name}, "params", None, name)


PARAM_ADDED = rule(
    """A param may be added.

    Clients that read the params they know are not affected.
    """,
    _added,
    name="param-added",
    fields=("params",),
    section="Added",
    bump="minor",
    surfaces={"text": RISKY},
    template='{code} {name}: param "{param}" was added',
    examples=(Example(_ONE, _TWO),),
)


def _removed(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_params, change.both)
    for name in [name for name in old if name not in new]:
        yield Claim({"param": name}, "params", name, None)


PARAM_REMOVED = rule(
    """A param that clients read is not removed.

    Clients that read it from the response get nothing.
    """,
    _removed,
    name="param-removed",
    fields=("params",),
    section="Removed",
    surfaces={"wire": BREAKS, "source": BREAKS, "text": RISKY},
    template='{code} {name}: param "{param}" was removed',
    hint="keep sending it, and announce its removal in its description",
    examples=(Example(_TWO, _ONE),),
)


def _type(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_params, change.both)
    for name in old:
        if name in new and old[name].type != new[name].type:
            then, now = old[name].type, new[name].type
            values = {"param": name, "old": then, "new": now}
            yield Claim(values, "params", [name, then], [name, now])


PARAM_TYPE_CHANGED = rule(
    """A param keeps its type.

    A client that reads a string cannot parse a number.
    """,
    _type,
    name="param-type-changed",
    fields=("params",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": BREAKS},
    template='{code} {name}: type of param "{param}" changed: {old} → {new}',
    hint="add a param with the new type beside the old one",
    examples=(
        Example(
            f"{_DETAIL}{{number: {{type: string}}}}",
            f"{_DETAIL}{{number: {{type: integer}}}}",
        ),
    ),
)


def _described(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_params, change.both)
    names = [name for name in old if name in new and old[name][2:] != new[name][2:]]
    if names:
        then, now = (
            {name: _description(side[name]) for name in names} for side in (old, new)
        )
        what = "; ".join(nested("params", then, now))
        yield Claim({"what": what}, "params", then, now)


def _description(param: Param) -> dict[str, object]:
    return {"description": param.description, "sensitive": param.sensitive}


PARAM_DESCRIBED = rule(
    """The description of a param may change.

    Programs do not depend on the description, or on whether the param is sensitive.
    """,
    _described,
    name="param-described",
    fields=("params",),
    surfaces={"docs": RISKY},
    template="{code} {name}: {what}",
    examples=(Example(_ONE, f"{_DETAIL}{{number: {{sensitive: true}}}}"),),
)
