"""What change rules about params share."""

from __future__ import annotations

from errcat.model import Entry, Param


def params(entry: Entry) -> dict[str, Param]:
    """Return the params of *entry* by name."""
    return {each.name: each for each in entry.params}
