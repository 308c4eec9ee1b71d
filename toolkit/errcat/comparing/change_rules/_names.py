"""In which targets another name shows."""

from __future__ import annotations

from errcat.model import Entry
from errcat.naming import OPENAPI_KEY, PYTHON_MEMBER, TS_KEY, apply

_STYLES = {"Python": PYTHON_MEMBER, "TypeScript": TS_KEY, "OpenAPI": OPENAPI_KEY}


def seen_in(old: Entry, new: Entry) -> list[str]:
    """Return the targets that do not call the two entries the same."""
    before, after = old.name or old.code, new.name or new.code
    return [
        target
        for target, style in _STYLES.items()
        if apply(style, before) != apply(style, after)
    ]
