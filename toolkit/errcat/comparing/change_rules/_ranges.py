"""What change rules about ranges share."""

from __future__ import annotations

from errcat.model import Range


def span(each: Range) -> str:
    """Return what lies in a range, as people read it."""
    if each.prefix:
        digits = f" and {each.width} digits" if each.width else ""
        return f"{each.prefix}{digits}"
    return f"{each.first} to {each.last}"


def holds(outer: Range, inner: Range) -> bool:
    """Tell whether every code that lies in *inner* lies in *outer*."""
    if outer.prefix or inner.prefix:
        fits = outer.prefix != "" and inner.prefix.startswith(outer.prefix)
        return fits and outer.width in {0, inner.width}
    one, other = outer.bounds(), inner.bounds()
    if one is None or other is None:
        return (outer.first, outer.last) == (inner.first, inner.last)
    return one[0] <= other[0] and other[1] <= one[1]
