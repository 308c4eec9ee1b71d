"""How entries are classified: audience, fault, severity, channels and tags."""

from __future__ import annotations

from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import Claims, EntryChange, relisted
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, OK, RISKY

rule = partial(ChangeRule, __name__)

_AUDIENCES = ("internal", "partner", "public")


def _audience(*, wider: bool) -> Find:
    """Return what finds an entry whose audience is *wider* now, or narrower."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        old, new = (entry.audience for entry in change.both)
        if (_AUDIENCES.index(old) < _AUDIENCES.index(new)) == wider:
            yield change.claim("audience", old=old, new=new)

    return find


AUDIENCE_NARROWED = rule(
    """The audience of an entry does not become narrower.

    Outputs for the wider audience lose the entry as if it were removed, with its name and its page.
    """,
    _audience(wider=False),
    name="audience-narrowed",
    fields=("audience",),
    section="Removed",
    surfaces={"wire": RISKY, "source": BREAKS, "closed": BREAKS, "docs": BREAKS},
    template="{code} {name}: audience changed: {old} → {new}",
    hint="if the API no longer returns the code, deprecate and retire it",
    examples=(Example("", "audience: internal"),),
)

AUDIENCE_WIDENED = rule(
    """The audience of an entry may become wider.

    Outputs for the wider audience get the entry as if it were added.
    """,
    _audience(wider=True),
    name="audience-widened",
    fields=("audience",),
    section="Added",
    bump="minor",
    surfaces={"closed": BREAKS},
    template="{code} {name}: audience changed: {old} → {new}",
    examples=(Example("audience: internal", ""),),
)


def _changed(field: str) -> Find:
    """Return what finds another value of *field*; a first value is no risk."""

    def find(change: EntryChange, context: CompareContext) -> Claims:
        claim = change.claim(field)
        first = "{code} {name}: {field} added: {new}"
        yield (
            claim
            if claim.old
            else claim._replace(template=first, surfaces={"wire": OK})
        )

    return find


FAULT_CHANGED = rule(
    """An entry keeps its fault.

    Who is paged, and what a client shows, may depend on it.
    """,
    _changed("fault"),
    name="fault-changed",
    fields=("fault",),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: fault changed: {old} → {new}",
    examples=(Example("fault: caller", "fault: service"),),
)

SEVERITY_CHANGED = rule(
    """An entry keeps its severity.

    Alerting may depend on it.
    """,
    _changed("severity"),
    name="severity-changed",
    fields=("severity",),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: severity changed: {old} → {new}",
    examples=(Example("severity: error", "severity: warning"),),
)

CHANNELS_CHANGED = rule(
    """The channels of an entry do not change.

    Clients that listen on a new channel do not know the code yet, and clients on a removed channel
    no longer receive it.
    """,
    relisted("channels"),
    name="channels-changed",
    fields=("channels",),
    section="Changed",
    bump="minor",
    surfaces={"docs": RISKY},
    template="{code} {name}: channels changed: {old} → {new}",
    examples=(Example("channels: [http]", "channels: [http, webhook]"),),
)

TAGS_CHANGED = rule(
    """The tags of an entry may change.

    They help people find errors. No client branches on them.
    """,
    relisted("tags"),
    name="tags-changed",
    fields=("tags",),
    surfaces={"docs": RISKY},
    template='{code} {name}: tags changed: "{old}" → "{new}"',
    examples=(Example("tags: [number]", "tags: [number, routing]"),),
)
