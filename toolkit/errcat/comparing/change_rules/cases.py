"""Cases: the ways in which a code reaches clients, such as a response or a webhook."""

from __future__ import annotations

from functools import partial
from typing import Any

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import Claims, EntryChange
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import OK, RISKY
from errcat.comparing.values import nested
from errcat.loading.bundle import entry_data
from errcat.model import Entry

rule = partial(ChangeRule, __name__)

_FIELDS = ("cases", "http_status")
_API = "cases: [{id: api, http_status: 400}]"
_API_AND_HOOK = "cases: [{id: api, http_status: 400}, {id: hook, channel: webhook}]"


def _cases(entry: Entry) -> dict[str, dict[str, Any]]:
    """Return what each case says, its status aside, by id."""
    return {
        str(case.get("id", "")): {
            key: value
            for key, value in case.items()
            if key not in {"id", "http_status"}
        }
        for case in entry_data(entry).get("cases", ())
    }


def _added(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_cases, change.both)
    for case in new.keys() - old.keys() - {""}:
        yield Claim({"case": case}, "cases", None, case)


CASE_ADDED = rule(
    """A case may be added.

    The code reaches clients in another way, such as a webhook beside the API. Clients that listen
    there receive it for the first time.
    """,
    _added,
    name="case-added",
    fields=_FIELDS,
    section="Added",
    bump="minor",
    template='{code} {name}: case "{case}" was added',
    examples=(Example(_API, _API_AND_HOOK),),
)


def _changed(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_cases, change.both)
    for case in old.keys() & new.keys():
        then, now = old[case], new[case]
        if then != now:
            what = "; ".join(nested(f"cases.{case}" if case else "cases", then, now))
            acted = any(then.get(key) != now.get(key) for key in ("retry", "channel"))
            claim = Claim({"what": what}, "cases", {case: then}, {case: now})
            yield claim if acted else claim._replace(surfaces={"wire": OK})


CASE_CHANGED = rule(
    """A case keeps its channel and its retry advice.

    Clients act on both. The texts of a case may change.
    """,
    _changed,
    name="case-changed",
    fields=_FIELDS,
    section="Changed",
    surfaces={"wire": RISKY, "text": RISKY, "docs": RISKY},
    template="{code} {name}: {what}",
    examples=(
        Example(
            "cases: [{id: hook, channel: webhook, retry: never}]",
            "cases: [{id: hook, channel: webhook, retry: backoff}]",
        ),
    ),
)


def _removed(change: EntryChange, context: CompareContext) -> Claims:
    old, new = map(_cases, change.both)
    for case in old.keys() - new.keys() - {""}:
        yield Claim({"case": case}, "cases", case, None)


CASE_REMOVED = rule(
    """A case is not removed.

    Clients that listen for it no longer receive the code there.
    """,
    _removed,
    name="case-removed",
    fields=_FIELDS,
    section="Removed",
    surfaces={"wire": RISKY, "docs": RISKY},
    template='{code} {name}: case "{case}" was removed',
    examples=(Example(_API_AND_HOOK, _API),),
)
