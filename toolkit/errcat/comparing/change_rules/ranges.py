"""Ranges of codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from errcat.comparing.change_rule import ChangeRule, CompareContext, Find
from errcat.comparing.change_rules._finds import Claims
from errcat.comparing.changes import ADDED, REMOVED, Claim, SubjectChange
from errcat.comparing.examples import Example
from errcat.comparing.policy import BREAKS, RISKY
from errcat.model import Range

rule = partial(ChangeRule, __name__)

_NUMBERS = 'ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}]'
_AND_FAX = 'ranges: [{name: numbers, title: Numbers, from: "10000", to: "19999"}, {name: fax, title: Fax, from: "20000", to: "29999"}]'
_BOUNDS = ("from", "to", "prefix", "width")


def _span(span: Range) -> str:
    """Return which codes are in a range, as people read it."""
    if span.prefix:
        digits = f" and {span.width} digits" if span.width else ""
        return f"{span.prefix}{digits}"
    return f"{span.first} to {span.last}"


def _holds(outer: Range, inner: Range) -> bool:
    """Tell whether every code in *inner* is in *outer*."""
    if outer.prefix or inner.prefix:
        fits = outer.prefix != "" and inner.prefix.startswith(outer.prefix)
        return fits and outer.width in {0, inner.width}
    one, other = outer.bounds(), inner.bounds()
    if one is None or other is None:
        return (outer.first, outer.last) == (inner.first, inner.last)
    return one[0] <= other[0] and other[1] <= one[1]


def _bounds(condition: Callable[[bool, bool], bool]) -> Find:
    """Return what finds a range by whether the old holds the new, and the new the old."""

    def find(change: SubjectChange[Range], context: CompareContext) -> Claims:
        old, new = change.both
        if condition(_holds(old, new), _holds(new, old)):
            then, now = _span(old), _span(new)
            yield Claim({"old": then, "new": now}, "from", then, now)

    return find


def _added(change: SubjectChange[Range], context: CompareContext) -> Claims:
    span = _span(change.subject)
    yield Claim({"span": span}, new=span)


RANGE_ADDED = rule(
    """A range may be added.

    New errors get their codes from it. errcat reports entries that are in it now separately.
    """,
    _added,
    name="range-added",
    kind="range",
    on=(ADDED,),
    section="Added",
    bump="minor",
    template='range "{range}" was added: {span}',
    examples=(Example(header=(_NUMBERS, _AND_FAX)),),
)


def _removed(change: SubjectChange[Range], context: CompareContext) -> Claims:
    span = _span(change.subject)
    yield Claim({"span": span}, old=span)


RANGE_REMOVED = rule(
    """A range is not removed.

    Clients and dashboards route by it, and generated code uses its name.
    """,
    _removed,
    name="range-removed",
    kind="range",
    on=(REMOVED,),
    section="Removed",
    surfaces={"wire": RISKY, "source": BREAKS, "docs": RISKY},
    template='range "{range}" was removed: {span}',
    hint="keep the range, even if it is empty",
    examples=(Example(header=(_AND_FAX, _NUMBERS)),),
)

RANGE_RENAMED = rule(
    """A range keeps its name.

    Generated code uses the name in types and values. Its title may change.
    """,
    name="range-renamed",
    kind="range",
    fields=("name",),
    section="Changed",
    surfaces={"source": BREAKS, "docs": RISKY},
    template='name of a range changed: "{old}" → "{new}"',
    hint="keep the name, and change the title",
    examples=(
        Example(
            header=(_NUMBERS, _NUMBERS.replace("name: numbers", "name: phone-numbers"))
        ),
    ),
)

RANGE_DESCRIBED = rule(
    """Title, description, owner and URL of a range may change.

    Programs do not depend on them.
    """,
    name="range-described",
    kind="range",
    fields=("title", "description", "owner", "docs_url"),
    surfaces={"docs": RISKY},
    template='range "{range}": {field} changed: "{old}" → "{new}"',
    examples=(
        Example(
            header=(
                _NUMBERS,
                _NUMBERS.replace("title: Numbers", "title: Phone numbers"),
            )
        ),
    ),
)

RANGE_MOVED = rule(
    """A range does not move.

    Clients that route errors by the bounds of the range then route some of them wrongly.
    """,
    _bounds(lambda holds_new, holds_old: not holds_new and not holds_old),
    name="range-moved",
    kind="range",
    fields=_BOUNDS,
    section="Changed",
    surfaces={"wire": RISKY},
    template='range "{range}" moved: {old} → {new}',
    examples=(
        Example(
            header=(
                _NUMBERS,
                _NUMBERS.replace("10000", "10001").replace("19999", "20999"),
            )
        ),
    ),
)

RANGE_SHRUNK = rule(
    """A range does not shrink.

    Clients that route by its bounds treat all of these codes as one kind of error.
    """,
    _bounds(lambda holds_new, holds_old: holds_new and not holds_old),
    name="range-shrunk",
    kind="range",
    fields=_BOUNDS,
    section="Changed",
    surfaces={"wire": RISKY},
    template='range "{range}" shrank: {old} → {new}',
    examples=(Example(header=(_NUMBERS, _NUMBERS.replace("19999", "18999"))),),
)

RANGE_WIDENED = rule(
    """A range may grow.

    Every code that was in the range stays in it.
    """,
    _bounds(lambda _, holds_old: holds_old),
    name="range-widened",
    kind="range",
    fields=_BOUNDS,
    section="Changed",
    template='range "{range}" grew: {old} → {new}',
    examples=(Example(header=(_NUMBERS, _NUMBERS.replace("19999", "20999"))),),
)
