"""A title ends without a full stop.

A title is a headline: programs set it into sentences, lists and log lines, and write what comes
after it themselves. A full stop, an exclamation mark, a colon, a semicolon or a comma at its end
then stands twice or in the wrong place. A question mark and three dots may stay, for they say
something, and so may the dot of an abbreviation such as "etc." or "Inc.".

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
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
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
    """Yield a problem a title that ends with a mark."""
    titles = _texts.texts(catalog).titles.split("\n")
    if not any(_ends(last) or last == " " for last in {title[-1:] for title in titles}):
        return
    for each in _texts.every(catalog, _ends, _texts.TITLE):
        title = each.text.rstrip()
        if re.search(_ALLOWED, title):
            continue
        bare = title.rstrip("".join(_MARKS) + " ")
        changes = (Change(each.where, bare),) if bare else ()
        said = f"the title ends with {_MARKS[title[-1]]}"
        hint = f'write "{bare}"' if bare else ""
        yield each.problem(said, value=each.text, hint=hint, changes=changes)


def _ends(title: str) -> bool:
    return title.rstrip()[-1:] in _MARKS


RULE = Rule(__name__, __doc__, check, group="titles", severity="warning")
