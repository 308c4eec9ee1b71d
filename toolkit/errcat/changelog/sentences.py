"""One change as a sentence: pieces of text and code, not yet encoded for any format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import Formatter

from errcat.comparing.marking import NEW, OLD, SAME, likeness, marked
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
_REWRITTEN = "{code} {name}: {field} changed"
"""The message about a field whose value is too long to be shown."""
_CHANGED = '"{old}" → "{new}"'
_LONG = 120
"""From how many characters on, of both versions, a text is shown once, its changes marked."""
_ALIKE = 0.5
"""How much of both versions must be the same for that."""
_CONTEXT = 8
"""How many words are shown around a change."""
_QUOTED = re.compile(r'"(\{\w+\})"').sub
_ENDED = re.compile(r'[.!?…]["”]?\s*\Z').search


def sentence(differences: Sequence[Difference], *, with_codes: bool) -> list[Piece]:
    """Return the sentence that describes *differences*, all of them about the same entry.

    *with_codes* adds the first of its codes in parentheses, if it affects many entries.
    """
    first, *more = differences
    if not more:
        return _alone(first, with_codes=with_codes)
    pieces = [*_entry(first), Piece(TEXT, ": ")]
    for index, difference in enumerate(_rewritten_last(differences)):
        pieces.append(Piece(TEXT, "; " if index else ""))
        pieces += _message(_without_entry(difference))
        if difference.acceptance and difference.acceptance.reason:
            pieces.append(_reason(difference.acceptance))
    return _joined(_ended(pieces))


def _alone(difference: Difference, *, with_codes: bool) -> list[Piece]:
    template = difference.template
    pieces = _message(difference._replace(template=template[:1].upper() + template[1:]))
    if difference.codes and with_codes:
        pieces += _listed(difference.codes)
    pieces = _ended(pieces)
    if difference.acceptance and difference.acceptance.reason:
        pieces.append(_reason(difference.acceptance))
    return _joined(pieces)


def _ended(pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* with a full stop, unless they end a sentence already."""
    if _ENDED("".join(piece.text for piece in pieces)):
        return pieces
    return [*pieces, Piece(TEXT, ".")]


def _entry(difference: Difference) -> Iterator[Piece]:
    """Yield code and name of the entry; a code that is its own name only once."""
    yield from _value("", "code", difference.code)
    if difference.name and difference.name != difference.code:
        yield Piece(TEXT, " ")
        yield from _value("", "name", difference.name)


def _without_entry(difference: Difference) -> Difference:
    """Return the change with a message that does not begin with code and name."""
    return difference._replace(template=difference.template.partition(": ")[2])


def _rewritten_last(differences: Sequence[Difference]) -> list[Difference]:
    """Return *differences* with those that only name a field as one, at the end."""
    rewritten = [
        difference
        for difference in differences
        if difference.template == _REWRITTEN and not difference.acceptance
    ]
    if len(rewritten) < 2:  # noqa: PLR2004  two or more are a list
        return list(differences)
    others = [item for item in differences if item not in rewritten]
    fields = ", ".join(item.values["field"] for item in rewritten)
    values = {**rewritten[0].values, "field": fields}
    return [*others, rewritten[0]._replace(values=values)]


def _message(difference: Difference) -> list[Piece]:
    """Return the message, with codes and other single words of a catalog marked as code."""
    pieces: list[Piece] = []
    before, changed, after = difference.template.partition(_CHANGED)
    if changed and (parts := _marked_parts(difference)):
        halves = (difference._replace(template=half) for half in (before, after))
        start, end = map(_message, halves)
        quote = Piece(TEXT, '"')
        return _joined((*start, quote, *parts, quote, *end))
    # A template quotes values for plain text; here each value is marked for what it is.
    template = _QUOTED(r"\1", difference.template)
    for text, key, spec, conversion in Formatter().parse(template):
        pieces.append(Piece(TEXT, text))
        if key is not None:
            field = f"{{{key}{f'!{conversion}' if conversion else ''}:{spec}}}"
            value = field.format_map(difference.values)
            pieces.extend(_value(difference.field, key, value))
    return _joined(pieces)


def _marked_parts(difference: Difference) -> list[Piece]:
    """Return a long text with the words that changed marked; empty if it is better shown twice."""
    old, new = (difference.values.get(key, "") for key in (OLD, NEW))
    if difference.field not in _PROSE or len(old) + len(new) < _LONG:
        return []
    parts = marked(" ".join(old.split()), " ".join(new.split()))
    if likeness(parts) < _ALIKE:
        return []
    last = len(parts) - 1
    pieces: list[Piece] = []
    for index, (kind, text) in enumerate(parts):
        if kind == SAME:
            kept = _shortened(text, first=not index, last=index == last)
            pieces.append(Piece(TEXT, kept))
            continue
        if kind == NEW and pieces and pieces[-1].kind == OLD:
            pieces.append(Piece(TEXT, " "))
        pieces.append(Piece(kind, text))
    return pieces


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Return words that stayed the same, with only those near a change if they are many."""
    words = text.split(" ")
    if len(words) <= 2 * _CONTEXT + 1:
        return text
    start = [] if first else words[:_CONTEXT]
    end = [] if last else words[-_CONTEXT:]
    return " ".join((*start, "…", *end))


def _value(field: str, key: str, value: str) -> Iterator[Piece]:
    if key in _UNQUOTED:
        yield Piece(TEXT, value)
    elif key in _PROSE or (field in _PROSE and key in {"old", "new"}):
        yield Piece(TEXT, f'"{value}"')
    elif field == "operations" and key in {"old", "new"}:
        yield from _comma_separated(Piece(CODE, item) for item in value.split(", "))
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
