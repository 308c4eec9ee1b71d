"""What can be a code: single ones, lists of them in one cell, and spans such as D10-D17."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from errcat.importing.extracting import listed
from errcat.linting.patterns import LONGEST
from errcat.loading.ranges import span_codes

LIMIT = LONGEST
"""How many characters a code may have."""

_CODE = re.compile(r"[^\s,;\"'`<>|(){}\[\]]+").fullmatch
_WORD = re.compile(r"[A-Za-z]+").fullmatch
_QUOTES = re.compile(r"""^(["'`*]{1,2})(.*)\1$""", re.DOTALL)
_SPAN = re.compile(
    r"(?P<first>[^\s,]*?[0-9]+)\s*(?:-|\u2010|\u2011|\u2013|\u2014|\.\.\.?|\u2026|~| to | through | thru | bis )\s*"
    r"(?P<last>[^\s,]*?[0-9]+)"
).fullmatch
_SLASHED = re.compile(r"([A-Za-z_-]*)[0-9]+(?:/\1[0-9]+)+").fullmatch
_HYPHENED = re.compile(r"[0-9]+-[0-9]+").fullmatch
_CLASS = re.compile(r"[A-Za-z_-]*[0-9]+[xX*]+").fullmatch

NOTHING = frozenset(listed("null none nil n/a na - \u2013 \u2014 tbd todo undefined"))
"""What sources write where there is nothing."""


class Code(NamedTuple):
    """A code, and the last one where it begins a span."""

    code: str
    through: str = ""


class Codes(NamedTuple):
    """The codes of a cell; without any, why."""

    codes: tuple[Code, ...] = ()
    reason: str = ""


def unquoted(text: str) -> str:
    """Return a text without quotes, backticks or a colon around it."""
    text = text.strip().rstrip(":").strip()
    match = _QUOTES.match(text)
    return match[2].strip() if match and match[1] not in match[2] else text


def could_be_code(text: str) -> bool:
    """Tell whether a text has the form of a code: no spaces, not too long."""
    return len(text) <= LIMIT and _CODE(text) is not None


def looks_like_code(text: str) -> bool:
    """Tell whether a text is more of a code than of a word: it has digits or joined parts."""
    if not could_be_code(text):
        return False
    return _WORD(text) is None or text.isupper() or not text[1:].islower()


def parse(text: str, *, hyphens: bool = False) -> Codes:
    """Return the codes that a cell holds; *hyphens* says that 10-12 is one code here."""
    text = unquoted(text).replace("`", "")
    if not text:
        return Codes(reason="the code is empty")
    span = _SPAN(text)
    if span and not (hyphens and _HYPHENED(text)):
        last = _completed(span["first"], span["last"])
        codes = span_codes(span["first"], last)
        if codes and len(codes) > 1:
            return Codes((Code(span["first"], last),))
        if not could_be_code(text):
            return Codes(
                reason="it looks like a span, but its ends do not fit together"
            )
    if _CLASS(text):
        return Codes(reason="it is a class of codes, not a code")
    if could_be_code(text) and not _SLASHED(text):
        return Codes((Code(text),))
    return _listed(text, hyphens=hyphens)


def _completed(first: str, last: str) -> str:
    """Return the end of a span with the prefix that was left out: `D10-17` ends at D17."""
    lead = first.rstrip("0123456789")
    return f"{lead}{last}" if last.isdigit() and lead else last


def _listed(text: str, *, hyphens: bool) -> Codes:
    """Return the codes of a list in one cell, `E1, E2 or E3`."""
    if len(text) > LIMIT and not re.search(r"\s", text):
        return Codes(reason=f"it has more than {LIMIT} characters")
    parts = [
        part for part in re.split(r"\s*(?:[,;/|\n]|\bor\b|\band\b)\s*", text) if part
    ]
    if len(parts) > 1 and all(looks_like_code(unquoted(part)) for part in parts):
        parsed = [parse(part, hyphens=hyphens) for part in parts]
        if all(part.codes for part in parsed):
            return Codes(tuple(code for part in parsed for code in part.codes))
    return Codes(reason="it cannot be a code: it has spaces or brackets")


def hyphened(texts: Iterable[str]) -> bool:
    """Tell whether codes such as 10-12 are single ones here: most are written so, or one twice."""
    given = [unquoted(text) for text in texts]
    joined = [text for text in given if _HYPHENED(text)]
    descending = any(int(a) > int(b) for a, b in (t.split("-") for t in joined))
    return bool(joined) and (descending or len(joined) * 2 > len(given) > 1)
