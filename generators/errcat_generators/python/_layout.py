"""Lines of Python as black lays them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.text import columns, python_docstring, python_literal, python_wrapped
from errcat_generators.python._prepared import Name, Value

WIDTH = 88
"""How many columns a line may take: the default of black and ruff."""
_KEEP = "  # fmt: skip"
"""Ends a line that is too long and cannot be broken, and that black would try to break."""


def line(text: str) -> str:
    """Return *text* as one line, which black leaves alone even if it is too long."""
    return f"{text}\n" if columns(text) <= WIDTH else f"{text}{_KEEP}\n"


def listed(start: str, items: Sequence[str], closing: str) -> str:
    """Return *items* between *start* and *closing*, on one line or one item per line."""
    short = f"{start}{', '.join(items)}{closing}"
    if columns(short) <= WIDTH:
        return f"{short}\n"
    comma = "," if len(items) > 1 or closing == ")" else ""
    rows = ",\n    ".join(items)
    return f"{start}\n    {rows}{comma}\n{closing}\n"


def member_docstring(text: str) -> str:
    """Return the docstring of a member of a class, and an empty line."""
    return f"    {python_docstring(text, indent=4, width=WIDTH)}\n\n"


def literal(value: Value) -> str:
    """Return *value* as an expression."""
    if isinstance(value, Name):
        return value.text
    if isinstance(value, str):
        return python_literal(value)
    pieces = [
        python_literal(item) if isinstance(item, str) else str(item) for item in value
    ]
    return f"({', '.join(pieces)}{',' if len(pieces) == 1 else ''})"


def assigned(start: str, value: Value, indent: int, end: str = "") -> str:
    """Return the lines that assign *value*, as in `start value`."""
    lead = " " * indent
    whole = f"{lead}{start}{literal(value)}{end}\n"
    if columns(whole) <= WIDTH + 1 or isinstance(value, Name):
        return whole
    rows = "".join(f"{lead}    {piece}\n" for piece in _pieces(value, indent + 4))
    return f"{lead}{start}(\n{rows}{lead}){end}\n"


def _pieces(
    value: str | tuple[int, ...] | tuple[str, ...], indent: int
) -> Iterator[str]:
    """Yield the lines of a value that does not fit on one line."""
    if isinstance(value, str):
        yield from python_wrapped(value, indent=indent, width=WIDTH)
        return
    for item in value:
        shown = python_literal(item) if isinstance(item, str) else str(item)
        if isinstance(item, int) or columns(shown) + indent + 1 <= WIDTH:
            yield f"{shown},"
            continue
        lines = python_wrapped(item, indent=indent + 4, width=WIDTH)
        yield from ("(", *(f"    {piece}" for piece in lines), "),")
