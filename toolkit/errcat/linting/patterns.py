r"""The small language of `code.pattern`, and matching it in linear time.

Catalogs are not trusted, and a regular expression such as `(a+)+b` takes hours on thirty letters.
So a pattern consists of alternatives, each a row of atoms; an atom is a character, an escaped
character, `\d` or a class, and may be followed by one of `? * + {m} {m,} {m,n}`. There are no
groups, so nothing can nest. The characters that all atoms can match together are limited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 128
"""How many characters a code may have (and so how often an atom can be repeated)."""

LONGEST_PATTERN = 1000
"""How many characters a pattern may have."""
EXPANSION = 10_000
"""How many characters all atoms of a pattern may match together, each as often as it can."""

_QUANTIFIER = re.compile(r"[?*+]|\{([0-9]{1,3})(?:(,)([0-9]{0,3}))?\}")
_INSIDE = re.compile(r"((?:\\.|[^\]\\])+)\]", re.DOTALL)
_BOUNDS = {"?": (0, 1), "*": (0, LONGEST), "+": (1, LONGEST)}
_SPECIAL = frozenset("()[]{}?*+|^$.\\")


class PatternInvalid(ValueError):
    """The pattern is not valid; the message says why."""


class _Atom(NamedTuple):
    chars: tuple[tuple[int, int], ...]
    """The characters it matches, as ranges of code points."""
    least: int = 1
    most: int = 1

    def takes(self, char: str) -> bool:
        point = ord(char)
        return any(low <= point <= high for low, high in self.chars)

    def meets(self, other: _Atom) -> bool:
        """Tell whether some character fits both."""
        return any(a <= d and c <= b for a, b in self.chars for c, d in other.chars)


@lru_cache(maxsize=64)
def matcher(pattern: str) -> Callable[[str], bool]:
    """Return a function that tells whether a whole code matches *pattern*.

    Raises:
        PatternInvalid: *pattern* is not valid.

    """
    if len(pattern) > LONGEST_PATTERN:
        raise PatternInvalid(f"it is longer than {LONGEST_PATTERN} characters")
    rows = [_row(text) for text in _alternatives(pattern)]
    if sum(atom.most for row in rows for atom in row) > EXPANSION:
        reason = f"its repeats add up to more than {EXPANSION} characters"
        raise PatternInvalid(f"{reason}; shorten or combine them")
    if all(map(_settled, rows)):
        # No atom matches what the next one needs, so possessive repeats match the same codes
        # without ever going back.
        compiled = re.compile("|".join("".join(map(_expression, row)) for row in rows))
        return lambda code: compiled.fullmatch(code) is not None
    machines = [_Machine(row) for row in rows]
    return lambda code: any(machine.matches(code) for machine in machines)


def _alternatives(pattern: str) -> list[str]:
    """Split at each `|` that is neither escaped nor in a class."""
    parts: list[str] = []
    start, in_class = 0, False
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char == "|":
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*parts, pattern[start:]]


def _row(text: str) -> list[_Atom]:
    row: list[_Atom] = []
    at = 0
    while at < len(text):
        chars, at = _chars(text, at)
        match = _QUANTIFIER.match(text, at)
        least, most = _bounds(match) if match else (1, 1)
        at = match.end() if match else at
        row.append(_Atom(chars, least, most))
    if not row:
        raise PatternInvalid("an alternative is empty")
    return row


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    if match[0] in _BOUNDS:
        return _BOUNDS[match[0]]
    least = int(match[1])
    most = least if not match[2] else int(match[3]) if match[3] else LONGEST
    if least > most or most > LONGEST:
        raise PatternInvalid(f"'{match[0]}' is not a count from 0 to {LONGEST}")
    return least, most


def _chars(text: str, at: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """Return the characters of the atom at *at*, and where the next one begins."""
    char = text[at]
    if char == "[":
        inside = _INSIDE.match(text, at + 1)
        if inside is None:
            raise PatternInvalid("a class '[' is empty or not closed")
        return tuple(_class(inside[1])), inside.end()
    if char == "\\":
        return ((_escaped(text[at + 1 : at + 2])),), at + 2
    if char in _SPECIAL:
        raise PatternInvalid(f"'{char}' is not supported here; {_advice(char)}")
    return ((ord(char), ord(char)),), at + 1


def _advice(char: str) -> str:
    """Return what to do about a special character that has no meaning in a pattern."""
    if char in "()":
        return "patterns have no groups"
    if char in "^$":
        return "a pattern always matches the whole code"
    return f"write [{char}] or \\{char} for the character itself"


def _escaped(char: str) -> tuple[int, int]:
    if char == "d":
        return ord("0"), ord("9")
    if not char or char.isalnum():
        raise PatternInvalid(f"'\\{char}' is not supported; the only such class is \\d")
    return ord(char), ord(char)


def _class(text: str) -> Iterator[tuple[int, int]]:
    if text.startswith("^"):
        raise PatternInvalid(
            "'[^' is not supported; list the characters that are allowed"
        )
    at = 0
    while at < len(text):
        if text[at] == "\\":
            yield _escaped(text[at + 1 : at + 2])
            at += 2
        elif text[at + 1 : at + 2] == "-" and at + 2 < len(text):
            low, high = ord(text[at]), ord(text[at + 2])
            if low > high:
                raise PatternInvalid(f"'{text[at:at + 3]}' is in reverse order")
            yield low, high
            at += 3
        else:
            yield ord(text[at]), ord(text[at])
            at += 1


def _settled(row: list[_Atom]) -> bool:
    """Tell whether nothing after a repeated atom can start with a character of that atom."""
    for index, atom in enumerate(row):
        if atom.least == atom.most:
            continue
        for later in row[index + 1 :]:
            if atom.meets(later):
                return False
            if later.least:
                break
    return True


def _expression(atom: _Atom) -> str:
    ranges = "".join(
        f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in atom.chars
    )
    if atom.least == atom.most:
        return f"[{ranges}]" if atom.most == 1 else f"[{ranges}]{{{atom.most}}}"
    return f"[{ranges}]{{{atom.least},{atom.most}}}+"


class _Machine:
    """Follows all paths through a row at once.

    Each repeat of an atom has a position, and a set of positions is one integer. So a character costs
    a few operations on integers, however many paths there are (Navarro and Raffinot, Flexible Pattern
    Matching in Strings, chapter 4).
    """

    def __init__(self, row: list[_Atom]) -> None:
        self._row = row
        self._optional = 0
        self._size = 0
        for atom in row:
            self._optional |= _ones(atom.most - atom.least, self._size + atom.least)
            self._size += atom.most
        self._taking: dict[str, int] = {}

    def matches(self, code: str) -> bool:
        """Tell whether the whole *code* matches."""
        reached = self._skipping(1)
        for char in code:
            reached = self._skipping((reached & self._takers(char)) << 1)
            if not reached:
                return False
        return bool(reached >> self._size & 1)

    def _skipping(self, reached: int) -> int:
        """Return *reached* with the positions that follow without a character."""
        # The carry of the sum runs from each position through the optional ones behind it.
        optional = self._optional
        return reached | (optional + (reached & optional)) ^ optional

    def _takers(self, char: str) -> int:
        """Return the positions that take *char*."""
        if char not in self._taking:
            takers = start = 0
            for atom in self._row:
                if atom.takes(char):
                    takers |= _ones(atom.most, start)
                start += atom.most
            self._taking[char] = takers
        return self._taking[char]


def _ones(number: int, start: int) -> int:
    """Return an integer with *number* set bits from position *start*."""
    return ((1 << number) - 1) << start
