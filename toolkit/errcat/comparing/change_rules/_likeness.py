"""Which new entry looks like one that is gone: a hint, and never more than that."""

from __future__ import annotations

import re

from errcat.comparing.verdict import Sides
from errcat.model import Entry

_LIMIT = 100
"""The number of new entries beyond which nobody looks for one."""
_ALIKE = 0.7
"""The part of all words that both have, from which on they look alike."""


def look_alike(entry: Entry, sides: Sides) -> Entry | None:
    """Return the new entry whose title and detail are most like those of *entry*, if any are."""
    if len(sides.came) > _LIMIT:
        return None
    words = _words(entry)
    scored = [(_likeness(words, _words(each)), each) for each in sides.came]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None


def braced(text: str) -> str:
    """Return *text* as it is to be in a template: a brace is a brace."""
    return text.replace("{", "{{").replace("}", "}}")


def _words(entry: Entry) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", f"{entry.title} {entry.detail}".casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
