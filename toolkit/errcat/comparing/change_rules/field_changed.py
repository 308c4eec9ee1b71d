"""What no other rule knows is looked at by a person.

A change that no rule tells of is told here, and taken for a risk: better one look too many.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.comparing.verdict import ANY, RISKY, ChangeRule, Pair, Sides, Told, nested


def find(pair: Pair[Any], sides: Sides) -> Iterator[Told]:
    """Yield each fact that is left."""
    for field, fact in pair.facts.items():
        what = "; ".join(nested(field or pair.subject, fact.old, fact.new))
        template = "" if pair.subject == "entry" else "{subject} {key}: {what}"
        values = {"what": what, "subject": pair.subject, "key": pair.key}
        yield pair.tell(field, **values)._replace(template=template)


RULE = ChangeRule(
    __name__,
    __doc__,
    find,
    subject=ANY,
    fields=(ANY,),
    section="Changed",
    surfaces={"wire": RISKY},
    template="{code} {name}: {what}",
)
