"""The order in which people read changes: by code."""

from __future__ import annotations


def position(code: str) -> tuple[bool, int, int, str, str]:
    """Return the sort key of a code: numbers first, and the changes without a code last."""
    if not (code.isascii() and code.isdecimal()):
        return (not code, 1, 0, "", code)
    # Compare numbers as text, because int() refuses more than a few thousand digits.
    digits = code.lstrip("0")
    return (False, 0, len(digits), digits, code)
