r"""Texts contain no invisible characters.

A zero-width space makes two titles out of what looks like one, and searches find neither. A bidi
control shows a text in another order than it has, so that reviewers approve what is not there
(CVE-2021-42574). Both usually come from copied text. Characters that scripts need are allowed:
Arabic and Hebrew letters and the direction marks beside them, the joiners of Arabic and Indic
scripts, and those that combine several emoji into one.
```json fail
{"errcat": 1, "id": "example", "errors": [
  {"code": "10001", "name": "INACTIVE_PHONE_NUMBER", "title": "Inactive\u200b phone number"}
]}
```

```json fail
{"errcat": 1, "id": "example", "errors": [
  {"code": "10001", "name": "INACTIVE_PHONE_NUMBER", "title": "Inactive \u202ephone number"}
]}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The number is inactive.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset("\u200e\u200f\u061c")
"""Marks of direction: needed where scripts of both directions meet."""
_JOINERS = frozenset("\u200c\u200d")
_NAMED = {
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    "\xad": "a soft hyphen",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
}
_JOINING = (
    ("\u0600", "\u109f"),
    ("\u1780", "\u18af"),
    ("\ua800", "\uabff"),
    ("\U00010a00", "\U00011fff"),
    ("\U0001e900", "\U0001e95f"),
)
"""The blocks of scripts whose letters join: Arabic to Myanmar, Khmer, Mongolian..."""
_SEEN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Characters of Unicode's category Cf that are visible: signs before or around numbers."""
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{2,6}\U000e007f"
"""The flags of England, Scotland, Wales, Texas...: a black flag and invisible tags."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield invisible characters, each once for every text that contains it."""
    words = context.texts.vocabulary
    if words.replace("\n", "").isprintable():
        return
    for suspect in context.texts.every(_unprintable, *texts.ALL):
        text = re.sub(_FLAG, lambda match: "x" * len(match[0]), suspect.text)
        hidden = [at for at, char in enumerate(text) if _hidden(text, at, char)]
        if any(map(_from_right, text)):
            hidden = [at for at in hidden if text[at] not in _MARKS]
        for char in dict.fromkeys(text[at] for at in hidden):
            yield _problem(suspect, char, [at for at in hidden if text[at] == char])


def _unprintable(text: str) -> bool:
    return not text.isprintable()


def _hidden(text: str, at: int, char: str) -> bool:
    """Tell whether the character *at* a place of *text* is invisible and has no function there."""
    if char.isprintable() or char in "\n\t" or (char.isspace() and char > "\x1f"):
        return False
    if char in _SEEN or _private(char):
        return False
    if char in _JOINERS and 0 < at < len(text) - 1:
        return not _joins(text[at - 1], text[at + 1], char)
    return True


def _private(char: str) -> bool:
    """Tell whether a font, or a later version of Unicode, may define *char*."""
    from unicodedata import category  # most catalogs are ASCII

    return category(char) in ("Co", "Cn", "Zs")


def _from_right(char: str) -> bool:
    from unicodedata import bidirectional

    return bidirectional(char) in ("R", "AL")


def _joins(before: str, after: str, joiner: str) -> bool:
    """Tell whether *joiner* is between letters, or emoji, that it combines."""
    if _joined_letter(before) and _joined_letter(after):
        return True
    return joiner == "\u200d" and _emoji(before) and _emoji(after)


def _joined_letter(char: str) -> bool:
    """Tell whether *char* belongs to a cursive or Indic script."""
    if char <= "\u0600" or not (char.isalpha() or _combines(char)):
        return False
    return any(first <= char <= last for first, last in _JOINING)


def _combines(char: str) -> bool:
    from unicodedata import category

    return category(char) in ("Mn", "Mc")


def _emoji(char: str) -> bool:
    return (
        char in "\ufe0f\u20e3"
        or "\u2190" <= char <= "\u2bff"
        or "\U0001f000" <= char <= "\U0001faff"
    )


def _problem(text: texts.Text, char: str, places: list[int]) -> Problem:
    code = f"U+{ord(char):04X}"
    around = text.text[max(0, places[0] - 10) : places[0]]
    after = f' after "{around}"' if around.isprintable() and around else ""
    removed = set(places)
    bare = "".join(
        letter for index, letter in enumerate(text.text) if index not in removed
    )
    bidi = char in _BIDI
    what = "a bidi control" if bidi else _NAMED.get(char, "an invisible character")
    message = f"{text.field} contains {what} ({code}){after}"
    return text.problem(
        message,
        value=code,
        hint="remove it",
        changes=(Change(text.where, bare),),
        safe=not bidi and char > "\x9f",
    )


RULE = Rule(__name__, __doc__, check, group="texts")
