r"""Titles contain no white space other than single spaces between words.

Invisible white space keeps searches from finding a title, and makes different titles look the same.
A title has no white space at its ends, one plain space between two words, and no line break. French
titles may have the no-break space that precedes a colon there, and Chinese and Japanese ones the
ideographic space.
```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: "Inactive  phone number "
  detail: The phone number is inactive.
```

```json fail
{"errcat": 1, "id": "example", "errors": [
  {"code": "10001", "name": "INACTIVE_PHONE_NUMBER", "title": "Inactive phone\u00a0number"}
]}
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_NAMED = {
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\u2028": "a line break",
    "\u2029": "a line break",
    "\x85": "a line break",
    "\xa0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
}
_SPACES = (
    "\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_USUAL = {"fr": "\xa0\u202f", "ja": "\u3000", "zh": "\u3000"}
"""White space that a language uses."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield titles with superfluous white space."""
    usual = _USUAL.get(catalog.language[:2].lower(), "")
    titles = f"\n{context.texts.titles}\n"
    lines = len(catalog.entries) + sum(len(entry.cases) for entry in catalog.entries)
    if (
        titles.count("\n") <= lines + 1
        and not any(space in titles for space in ("  ", "\n ", " \n"))
        and not any(
            space in titles for space in (_SPACES[:8] if titles.isascii() else _SPACES)
        )
    ):
        return
    for title in context.texts.every(_loose, texts.TITLE):
        fault = _fault(title.text, usual)
        if fault and title.text.strip():
            clean = _clean(title.text, usual)
            yield title.problem(
                f"the title has {fault}",
                value=title.text,
                hint=f'write "{clean}"',
                changes=(Change(title.where, clean),),
            )


def _loose(title: str) -> bool:
    return " ".join(title.split()) != title


def _fault(title: str, usual: str) -> str:
    for char in dict.fromkeys(title):
        if char != " " and char.isspace() and char not in usual:
            return _NAMED.get(char, f"the white space U+{ord(char):04X}")
    if title != title.strip():
        return f"white space at its {'start' if title[0].isspace() else 'end'}"
    return "two spaces in a row" if "  " in title else ""


def _clean(title: str, usual: str) -> str:
    plain = "".join(
        " " if char.isspace() and char not in usual else char for char in title
    )
    return " ".join(filter(None, plain.split(" "))).strip()


RULE = Rule(__name__, __doc__, check, group="titles", severity="warning")
