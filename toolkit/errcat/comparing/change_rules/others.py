"""Other changes: reordered lists, and what no other rule reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from errcat.comparing.change_rule import ANY, ChangeRule, CompareContext
from errcat.comparing.change_rules._finds import Claims, EntryChange, reordered
from errcat.comparing.changes import SubjectChange
from errcat.comparing.examples import Example
from errcat.comparing.policy import RISKY
from errcat.comparing.values import nested

rule = partial(ChangeRule, __name__)


def _reordered(change: EntryChange, context: CompareContext) -> Claims:
    for field in LIST_REORDERED.fields:
        fact = change.facts.get(field)
        if fact is not None and reordered(fact):
            yield change.claim(field)


LIST_REORDERED = rule(
    """The order of a list may change.

    Programs find names, channels, products, tags and links by their value, not by their position.
    """,
    _reordered,
    name="list-reordered",
    fields=("aliases", "channels", "products", "tags", "links", "related", "cases"),
    bump="none",
    template="{code} {name}: order of {field} changed",
    examples=(Example("tags: [number, routing]", "tags: [routing, number]"),),
)


def _other(change: SubjectChange[Any], context: CompareContext) -> Claims:
    for field, fact in change.facts.items():
        what = "; ".join(nested(field or change.kind, fact.old, fact.new))
        template = "" if change.kind == "entry" else "{subject} {key}: {what}"
        values = {"what": what, "subject": change.kind, "key": change.key}
        yield change.claim(field, **values)._replace(template=template)


FIELD_CHANGED = rule(
    """A change that no other rule knows is reviewed by a person.

    It counts as a risk: an unnecessary review costs less than a missed break.
    """,
    _other,
    name="field-changed",
    kind=ANY,
    fields=(ANY,),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: {what}",
)
