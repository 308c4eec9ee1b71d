"""How a live entry went: with notice or without, too early or in time."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.comparing.change_rules._life import instead, reserved
from errcat.comparing.verdict import BREAKS, REMOVED, Pair, Sides, Told
from errcat.model import Entry

SAID = {
    "none": "{code} {name} was retired without having been deprecated",
    "early": "{code} {name} was retired before its sunset",
    "past": "{code} {name} was retired; it was deprecated before",
}
"""The template of each notice."""


def retiring(pair: Pair[Entry], sides: Sides, notice: str) -> Iterator[Told]:
    """Yield an entry that went and cannot be used again, if it had that *notice*.

    *notice* is one of none, early and past.
    """
    old, new = pair.old, pair.new
    if old is None or old.retired is not None:
        return
    kept = new.retired is not None if new else reserved(sides.new, old)
    if kept and notice == _notice(old, sides):
        values = instead(new.retired if new else old.deprecated, sides.new)
        told = Told(values, "", old.name, "retired", permitted=sides.removable(old))
        if values:
            told = told._replace(template=f"{SAID[notice]}; use {{replacement}}")
        if pair.on == REMOVED:
            told = told._replace(surfaces={"source": BREAKS})
        yield told


def _notice(entry: Entry, sides: Sides) -> str:
    if entry.deprecated is None:
        return "none"
    return "past" if sides.passed(entry.deprecated.sunset) else "early"
