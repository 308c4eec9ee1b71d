"""What change rules about versions share."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"v?([0-9]{1,9}(?:\.[0-9]{1,9})*)").match


def lower(old: str, new: str) -> bool:
    """Tell whether *new* is known to be lower than *old*: by its numbers, or as a pre-release."""
    before, after = _NUMBERS(old), _NUMBERS(new)
    if before is None or after is None:
        return False
    then, now = (list(map(int, each[1].split("."))) for each in (before, after))
    if then != now:
        return now < then
    return old[before.end() :] == "" and new[after.end() :].startswith("-")
