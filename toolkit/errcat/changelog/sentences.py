"""One change as a sentence: pieces of text and code, not yet encoded for any format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import Formatter

from errcat.comparing.results import Acceptance, Difference
from errcat.text import CODE, TEXT, Piece

SHOWN = 10
"""How many codes are listed when one change affects many entries."""

_UNQUOTED = frozenset(("what", "count", "targets", "names"))
"""Values that are errcat's own words, not catalog text."""
_PROSE = frozenset(("title", "detail", "description", "reason"))
"""Keys and fields that hold prose, even if it is a single word."""
_WORD = r"[./:?=%+-]*\w(?:[\w./:?=%+-]|\{\w+\})*"
_WORDS = re.compile(rf"{_WORD}(?:, {_WORD})*", re.ASCII).fullmatch
_QUOTED = re.compile(r'"(\{\w+\})"').sub
_ENDED = re.compile(r'[.!?…]["”]?\s*\Z').search


def sentence(difference: Difference, *, with_codes: bool) -> list[Piece]:
    """Return the sentence that describes *difference*.

    *with_codes* adds the first of its codes in parentheses, if it affects many entries.
    """
    pieces = _message(difference)
    if difference.codes and with_codes:
        pieces += _listed(difference.codes)
    if not (pieces and _ENDED(pieces[-1].text)):
        pieces.append(Piece(TEXT, "."))
    if difference.acceptance and difference.acceptance.reason:
        pieces.append(_reason(difference.acceptance))
    return _joined(pieces)


def _message(difference: Difference) -> list[Piece]:
    """Return the message, with codes and other single words of a catalog marked as code."""
    pieces: list[Piece] = []
    # A template quotes values for plain text; here each value is marked for what it is.
    plain = _QUOTED(r"\1", difference.template)
    template = plain[:1].upper() + plain[1:]
    for text, key, spec, conversion in Formatter().parse(template):
        pieces.append(Piece(TEXT, text))
        if key is not None:
            field = f"{{{key}{f'!{conversion}' if conversion else ''}:{spec}}}"
            value = field.format_map(difference.values)
            pieces.extend(_value(difference.field, key, value))
    return _joined(pieces)


def _value(field: str, key: str, value: str) -> Iterator[Piece]:
    if key in _UNQUOTED:
        yield Piece(TEXT, value)
    elif key in _PROSE or (field in _PROSE and key in {"old", "new"}):
        yield Piece(TEXT, f'"{value}"')
    elif _WORDS(value):
        yield from _comma_separated(Piece(CODE, word) for word in value.split(", "))
    else:
        yield Piece(TEXT, f'"{value}"')


def _listed(codes: Sequence[str]) -> Iterator[Piece]:
    """Yield the first codes in parentheses, and how many more there are."""
    yield Piece(TEXT, " (")
    yield from _comma_separated(
        Piece(CODE if _WORDS(code) else TEXT, code) for code in codes[:SHOWN]
    )
    more = len(codes) - SHOWN
    yield Piece(TEXT, f" and {more} more)" if more > 0 else ")")


def _comma_separated(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for index, piece in enumerate(pieces):
        yield Piece(TEXT, ", " if index else "")
        yield piece


def _reason(acceptance: Acceptance) -> Piece:
    verb = "corrected" if acceptance.kind == "correction" else "accepted"
    return Piece(TEXT, f" ({verb}: {acceptance.reason})")


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return *pieces* without empty ones, and with neighbors of the same kind merged.

    Each piece is encoded on its own, so two neighbors could form markup together.
    """
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
