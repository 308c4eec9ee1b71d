"""Codes -> their format: the pattern all of them match, and the type the API sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from errcat.linting.patterns import PatternInvalid, matcher
from errcat.model import NUMBER

_NUMBERED = re.compile(r"(.*?)([0-9]+)", re.DOTALL).fullmatch
_PREFIXES = 12
_SHAPES = (
    "[a-z][a-z0-9]*",
    "[a-z][a-z0-9_]*",
    "[A-Z][A-Z0-9_]*",
    "[a-z][a-z0-9-]*",
    "[a-z][A-Za-z0-9]*",
    "[A-Z][A-Za-z0-9]*",
    "[a-z][a-z0-9_.-]*",
    "[A-Z][A-Z0-9_.-]*",
    "[A-Za-z][A-Za-z0-9_]*",
    "[A-Za-z][A-Za-z0-9_.:/-]*",
)


def pattern(codes: Sequence[str]) -> str:
    """Return the narrowest simple pattern that all *codes* match; empty if there is none."""
    for propose in _PROPOSALS:
        proposal = propose(codes)
        if proposal and _matches(proposal, codes):
            return proposal
    return ""


def _matches(proposed: str, codes: Iterable[str]) -> bool:
    try:
        match = matcher(proposed)
    except PatternInvalid:
        return False
    return all(map(match, codes))


def _numbers(codes: Sequence[str]) -> str:
    if not all(code.isascii() and code.lstrip("-").isdigit() for code in codes):
        return ""
    sign = "-?" if any(code.startswith("-") for code in codes) else ""
    digits = [code.lstrip("-") for code in codes]
    low, high = min(map(len, digits)), max(map(len, digits))
    if any(code.startswith("0") for code in digits):
        return f"{sign}[0-9]{_times(low, high)}"
    return f"{sign}[1-9]{'[0-9]' + _times(low - 1, high - 1) if high > 1 else ''}"


def _times(low: int, high: int) -> str:
    if low == high:
        return f"{{{low}}}" if low != 1 else ""
    return f"{{{low},{high}}}"


def _prefixed(codes: Sequence[str]) -> str:
    """Return alternatives of prefixes with a number behind them: `AUTH-[0-9]{3}|PAY-[0-9]{4}`."""
    widths: dict[str, list[int]] = {}
    for code in codes:
        match = _NUMBERED(code)
        if match is None:
            return ""
        widths.setdefault(match[1], []).append(len(match[2]))
    if len(widths) > _PREFIXES:
        return ""
    return "|".join(
        f"{_escaped(lead)}[0-9]{_times(min(lengths), max(lengths))}"
        for lead, lengths in sorted(widths.items())
    )


def _escaped(text: str) -> str:
    return re.sub(r"([^A-Za-z0-9_:/ -])", r"\\\1", text)


def _shaped(codes: Sequence[str]) -> str:
    low, high = min(map(len, codes)), max(map(len, codes))
    fixed = [f"[0-9A-Z]{_times(low, high)}"] if low == high > 1 else []
    return next((shape for shape in [*fixed, *_SHAPES] if _matches(shape, codes)), "")


_PROPOSALS: tuple[Callable[[Sequence[str]], str], ...] = (_numbers, _prefixed, _shaped)


def can_be_integers(codes: Iterable[str]) -> bool:
    """Tell whether all codes are numbers that JSON can carry as such."""
    return all(map(NUMBER, codes))
