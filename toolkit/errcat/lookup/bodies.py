"""Finding the codes in the body of an error response."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.errors import RequestInvalid
from errcat.loading.reading import is_list, is_mapping
from errcat.lookup.opening import OpenedCatalog
from errcat.lookup.terms import Match, matches
from errcat.model import Envelope

LIMIT = 1024 * 1024
"""The largest body, in characters."""
_START = re.compile(r"[{\[]")
_CODE_KEY = re.compile(r"code|^(?:error|type|id|reason|status)$", re.IGNORECASE)
"""The keys under which APIs put codes; used where the envelope has none."""


class Occurrence(NamedTuple):
    """A code in a response, and the texts that came with it."""

    code: str
    title: str = ""
    detail: str = ""


class Decoded(NamedTuple):
    """What a body holds."""

    found: tuple[tuple[Match, Occurrence], ...] = ()
    unknown: tuple[str, ...] = ()
    """Codes that no catalog has."""


def decode(text: str, homes: Sequence[OpenedCatalog]) -> Decoded:
    """Return the entries of the codes in *text*: JSON, also below headers or in lines of a log.

    Each catalog is asked with its own envelope. If no envelope finds anything, values under keys that
    usually hold a code are compared with the codes of the catalogs.

    Raises:
        RequestInvalid: there is no JSON, or no code in it.

    """
    bodies = _bodies(text)
    found: dict[tuple[int, int], tuple[Match, Occurrence]] = {}
    seen: dict[str, bool] = {}
    for number, occurrence in _occurrences(bodies, homes):
        known = matches(occurrence.code, [homes[number]])
        seen[occurrence.code] = seen.get(occurrence.code, False) or bool(known)
        for match in known:
            found.setdefault((number, id(match.entry)), (match, occurrence))
    if not seen:
        raise RequestInvalid(_nothing(homes))
    missing = tuple(code for code, known in seen.items() if not known)
    return Decoded(tuple(found.values()), missing)


def _nothing(homes: Sequence[OpenedCatalog]) -> str:
    places = dict.fromkeys(
        home.catalog.envelope.code for home in homes if home.catalog.envelope
    )
    where = (
        f"looked at {' and '.join(places)}" if places else "no catalog has an envelope"
    )
    return f"standard input has no error code ({where})"


def _bodies(text: str) -> list[Any]:
    """Return the JSON values in *text*, wherever they are."""
    import json  # slow to import, and only bodies need it

    decoder = json.JSONDecoder()
    bodies: list[Any] = []
    if len(text) > LIMIT:
        raise RequestInvalid(f"standard input is longer than {LIMIT} characters")
    at, failures = 0, 0
    while start := _START.search(text, at):
        try:
            body, at = decoder.raw_decode(text, start.start())
            bodies.append(body)
        except (ValueError, RecursionError):
            # Text before the JSON may hold brackets, but trying each of them takes too long.
            at, failures = start.end(), failures + 1
            if failures > _MOST_FAILURES:
                break
    if not bodies:
        raise RequestInvalid("standard input has no JSON, which an error body is")
    return bodies


_MOST_FAILURES = 100


# --- by the envelope -------------------------------------------------------------------------


def _occurrences(
    bodies: Sequence[Any], homes: Sequence[OpenedCatalog]
) -> list[tuple[int, Occurrence]]:
    """Return the codes in *bodies*, each with the index of the catalog that it is for."""
    by_envelope = [
        (number, occurrence)
        for number, home in enumerate(homes)
        if home.catalog.envelope is not None
        for body in bodies
        for occurrence in _enveloped(body, home.catalog.envelope)
    ]
    return by_envelope or [
        (number, occurrence)
        for number, home in enumerate(homes)
        for body in bodies
        for occurrence in _guessed(body, home)
    ]


def _enveloped(body: Any, envelope: Envelope) -> Iterator[Occurrence]:
    *outer, last = envelope.steps or ("",)
    for item in _at(body, outer):
        code = _text(item.get(last)) if is_mapping(item) else ""
        if code:
            title = _beside(item, envelope.code, envelope.title)
            detail = _beside(item, envelope.code, envelope.detail)
            yield Occurrence(code, title, detail)


def _at(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    """Yield what *steps* lead to; a number stands for every item of a list."""
    if not steps:
        yield value
    elif is_list(value) and steps[0].isdecimal():
        for item in value:
            yield from _at(item, steps[1:])
    elif is_mapping(value) and steps[0] in value:
        yield from _at(value[steps[0]], steps[1:])


def _beside(item: Mapping[str, Any], code: str, pointer: str) -> str:
    """Return the text at *pointer*, if it is in the same object as the code."""
    parent, _, last = pointer.rpartition("/")
    if not pointer or parent != code.rpartition("/")[0]:
        return ""
    return _text(item.get(last.replace("~1", "/").replace("~0", "~")))


def _text(value: Any) -> str:
    """Return a text or a number as text; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return str(value)
    except ValueError:  # Python refuses numbers with thousands of digits
        return ""


# --- without an envelope ---------------------------------------------------------------------


def _guessed(body: Any, home: OpenedCatalog) -> Iterator[Occurrence]:
    """Yield the codes and addresses of *home* under keys that usually hold one."""
    pending, addresses = [body], 0
    while pending:
        value = pending.pop()
        if is_list(value):
            pending += value[::-1]
        elif is_mapping(value):
            for key, item in value.items():
                text = _text(item) if _CODE_KEY.search(str(key)) else ""
                if text in home.catalog.by_code:
                    yield Occurrence(text)
                elif "://" in text and addresses < _MOST_ADDRESSES:
                    addresses += 1
                    yield from (Occurrence(text) for _ in matches(text, [home])[:1])
            pending += list(value.values())[::-1]


_MOST_ADDRESSES = 10
"""How many addresses are compared with every entry."""
