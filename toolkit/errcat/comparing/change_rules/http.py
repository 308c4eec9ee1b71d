"""HTTP statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import Claims, EntryChange
from errcat.comparing.changes import Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY

rule = partial(ChangeRule, __name__)

Statuses: TypeAlias = frozenset[int]
_FIELDS = ("http_status", "cases")
_CHANGED = "{code} {name}: HTTP status changed: {old} → {new}"


def _classes(statuses: Statuses) -> Statuses:
    """Return the classes of statuses: 4 for 404."""
    return frozenset(status // 100 for status in statuses)


def _listed(statuses: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(statuses)))


def _statuses(condition: Callable[[Statuses, Statuses], object]) -> Find:
    """Return what finds an entry whose old and new statuses meet *condition*."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        old, new = (frozenset(entry.http_statuses) for entry in change.both)
        if old != new and condition(old, new):
            values = {"old": _listed(old - new), "new": _listed(new - old)}
            yield Claim(values, "http_status", sorted(old), sorted(new))

    return find


def _replaced(*, same_class: bool) -> Find:
    """Return what finds statuses that replace others of the same class, or of another."""
    return _statuses(
        lambda old, new: old - new
        and new - old
        and (_classes(old - new) == _classes(new - old)) == same_class
    )


HTTP_STATUS_ADDED = rule(
    """An HTTP status may be added to an entry that has none.

    No client can rely on a status that was missing.
    """,
    _statuses(lambda old, _: not old),
    name="http-status-added",
    fields=_FIELDS,
    section="Changed",
    bump="minor",
    template="{code} {name}: HTTP status added: {new}",
    examples=(Example("", "http_status: 400"),),
)

HTTP_STATUS_CHANGED = rule(
    """A code keeps its HTTP status.

    Clients that branch on the status no longer recognize the error. So do clients generated from an
    OpenAPI document, which has one response per status.
    """,
    _replaced(same_class=True),
    name="http-status-changed",
    fields=_FIELDS,
    section="Changed",
    surfaces={"wire": BREAKS, "docs": RISKY},
    template=_CHANGED,
    hint="if the API has always returned {new}, accept the change with --correction",
    examples=(Example("http_status: 400", "http_status: 422"),),
)

HTTP_STATUS_CLASS_CHANGED = rule(
    """An HTTP status stays in its class: 4xx does not become 5xx.

    Proxies, retry logic and monitoring do not know the codes and act on the class of the status:
    at 5xx they send the request again, page someone or open a circuit breaker.
    """,
    _replaced(same_class=False),
    name="http-status-class-changed",
    fields=_FIELDS,
    section="Changed",
    surfaces={"wire": BREAKS, "docs": RISKY},
    template=_CHANGED,
    hint="if this is now a different error, give it a new code",
    examples=(Example("http_status: 400", "http_status: 500"),),
)

HTTP_STATUS_GAINED = rule(
    """A code does not get another HTTP status.

    Clients that branch on the status first receive the code where they do not expect it.
    """,
    _statuses(lambda old, new: old and old < new),
    name="http-status-gained",
    fields=_FIELDS,
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: further HTTP status: {new}",
    examples=(
        Example(
            "cases: [{id: api, http_status: 400}]",
            "cases: [{id: api, http_status: 400}, {id: upload, http_status: 413}]",
            also="case-added",
        ),
    ),
)

HTTP_STATUS_LOST = rule(
    """A code with several HTTP statuses keeps all of them.

    Code that handles the removed status never runs.
    """,
    _statuses(lambda old, new: new and new < old),
    name="http-status-lost",
    fields=_FIELDS,
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name} no longer has HTTP status {old}",
    examples=(
        Example(
            "cases: [{id: api, http_status: 400}, {id: upload, http_status: 413}]",
            "cases: [{id: api, http_status: 400}]",
            also="case-removed",
        ),
    ),
)

HTTP_STATUS_REMOVED = rule(
    """The HTTP status of a code is not removed from the catalog.

    Clients rely on it, and can no longer look up whether it still applies.
    """,
    _statuses(lambda _, new: not new),
    name="http-status-removed",
    fields=_FIELDS,
    section="Changed",
    surfaces={"wire": RISKY, "source": RISKY, "docs": RISKY},
    template="{code} {name}: HTTP status removed; it was {old}",
    examples=(Example("http_status: 400", ""),),
)
