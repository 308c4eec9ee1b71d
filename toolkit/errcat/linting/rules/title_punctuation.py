"""Titles end without a full stop.

A title is a headline that programs put into sentences, lists and log lines with their own
punctuation after it. A full stop, exclamation mark, colon, semicolon or comma at its end would be
doubled or misplaced. A question mark and an ellipsis are allowed, because they have a meaning, and
so is the dot of an abbreviation such as "etc." or "Inc.".
```yaml fail
- code: "40100"
  name: NUMBER_NOT_MESSAGING_ENABLED
  title: Number not messaging enabled.
  detail: The number is not enabled for messaging.
```

```yaml pass
- code: "40100"
  name: NUMBER_NOT_MESSAGING_ENABLED
  title: Number not messaging enabled
  detail: The number is not enabled for messaging.
- code: "40101"
  name: STILL_WAITING
  title: Still waiting...
  detail: The order waits for another one.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_MARKS = {
    ".": "a full stop",
    "!": "an exclamation mark",
    ":": "a colon",
    ",": "a comma",
    ";": "a semicolon",
    "\u3002": "a full stop",
    "\uff01": "an exclamation mark",
    "\uff1a": "a colon",
    "\uff0c": "a comma",
    "\u3001": "a comma",
    "\uff1b": "a semicolon",
    "\u060c": "a comma",
    "\u061b": "a semicolon",
    "\u0964": "a full stop",
}
_ALLOWED = r"\.\.\.$|(?:\b(?:etc|Inc|Ltd|Corp|Co|Bros|vs)|\b[A-Za-z]\.[A-Za-z])\.$"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield titles that end with a mark."""
    titles = context.texts.titles.split("\n")
    if not any(_ends(last) or last == " " for last in {title[-1:] for title in titles}):
        return
    for title in context.texts.every(_ends, texts.TITLE):
        bare = title.text.rstrip()
        if re.search(_ALLOWED, bare):
            continue
        mark = _MARKS[bare[-1]]
        bare = bare.rstrip("".join(_MARKS) + " ")
        changes = (Change(title.where, bare),) if bare else ()
        message = f"the title ends with {mark}"
        hint = f'write "{bare}"' if bare else ""
        yield title.problem(message, value=title.text, hint=hint, changes=changes)


def _ends(title: str) -> bool:
    return title.rstrip()[-1:] in _MARKS


RULE = Rule(__name__, __doc__, check, group="titles", severity="warning")
