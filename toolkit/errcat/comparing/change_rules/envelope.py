"""The envelope: where responses carry code, title and detail."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.change_rules._finds import added, removed, when
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY

rule = partial(ChangeRule, __name__)

ENVELOPE_ADDED = rule(
    """An envelope may be added to a catalog that has none.

    No client can rely on an envelope that was missing.
    """,
    added("envelope"),
    name="envelope-added",
    kind="catalog",
    fields=("envelope",),
    section="Added",
    bump="minor",
    template="envelope added: {new}",
    examples=(Example(header=("", "envelope: jsonapi")),),
)

ENVELOPE_CHANGED = rule(
    """Responses keep their envelope.

    Clients read code, title and detail at fixed places in a response. After a change, they find
    nothing there.
    """,
    when(
        "envelope",
        lambda old, new: old.envelope is not None and new.envelope is not None,
    ),
    name="envelope-changed",
    kind="catalog",
    fields=("envelope",),
    section="Changed",
    surfaces={"wire": BREAKS, "source": RISKY},
    template="envelope changed: {old} → {new}",
    hint="send the code at both places for a while",
    examples=(Example(header=("envelope: jsonapi", "envelope: problem")),),
)

ENVELOPE_REMOVED = rule(
    """The envelope is not removed from the catalog.

    Generated code can then no longer find the codes in a response.
    """,
    removed("envelope"),
    name="envelope-removed",
    kind="catalog",
    fields=("envelope",),
    section="Removed",
    surfaces={"wire": RISKY, "source": BREAKS},
    template="envelope removed; it was {old}",
    hint="add `envelope` to the header again",
    examples=(Example(header=("envelope: jsonapi", "")),),
)
