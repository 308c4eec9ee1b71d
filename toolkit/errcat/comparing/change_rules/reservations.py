"""Reserved codes, spans and names."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import (
    Claims,
    EntryChange,
    appeared,
    disappeared,
)
from errcat.comparing.changes import ADDED, CHANGED, REMOVED, Claim
from errcat.comparing.examples import Example
from errcat.comparing.policy import RISKY

rule = partial(ChangeRule, __name__)

_RESERVED = 'reserved: [{code: "10009", reason: Kept for tests}]'


RESERVATION_ADDED = rule(
    """An unused code or name may be reserved.

    No client depends on it.
    """,
    appeared,
    name="reservation-added",
    kind="reserved",
    on=(ADDED,),
    template='reservation was added: "{reserved}"',
    examples=(Example(header=("", _RESERVED)),),
)

RESERVATION_DESCRIBED = rule(
    """Owner and reason of a reservation may change.

    Programs do not depend on them.
    """,
    name="reservation-described",
    kind="reserved",
    fields=("owner", "reason"),
    template='reservation "{reserved}": {field} changed: "{old}" → "{new}"',
    examples=(
        Example(
            header=(
                _RESERVED,
                'reserved: [{code: "10009", reason: Kept for the tests}]',
            )
        ),
    ),
)

RESERVATION_DROPPED = rule(
    """A reservation is not removed.

    It may be the only thing that keeps a code or a name that was once in use from being used for
    another error. Without it, anyone can use them.
    """,
    disappeared,
    name="reservation-dropped",
    kind="reserved",
    on=(REMOVED,),
    surfaces={"wire": RISKY, "source": RISKY},
    template='reservation was removed: "{reserved}"',
    hint="keep the reservation, unless it was made for an error that is added now",
    examples=(Example(header=(_RESERVED, "")),),
)


def _taken(change: EntryChange, context: CompareContext) -> Claims:
    new = change.subject
    reservations = context.old_reservations
    of_code = reservations.of_code(new.code) if change.on == ADDED else None
    either = [of_code, reservations.of_name(new.name)]
    held = [reservation for reservation in either if reservation is not None]
    if held:
        reservation = min(held, key=lambda item: item.position)
        reason = reservation.reason or reservation.owner or "no reason given"
        yield Claim({"reason": reason}, "", None, new.name)


RESERVED_TAKEN = rule(
    """A reserved code or name is used only for what it was reserved for.

    A reservation keeps a code or a name from others: for another team, or because something that was
    published by mistake uses it. Find out why before you use it.
    """,
    _taken,
    name="reserved-taken",
    on=(ADDED, CHANGED),
    fields=("name",),
    surfaces={"wire": RISKY, "source": RISKY},
    template='{code} {name} uses what was reserved: "{reason}"',
    hint="ask the owner of the reservation",
    examples=(
        Example(
            "",
            ("", ""),
            header=(
                'reserved: [{from: "10002", to: "10009", owner: numbers-team}]',
                'reserved: [{from: "10003", to: "10009", owner: numbers-team}]',
            ),
            also="entry-added reservation-added reservation-dropped",
        ),
    ),
)
