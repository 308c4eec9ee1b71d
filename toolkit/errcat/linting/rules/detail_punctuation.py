"""A detail is a sentence and ends like one.

Programs put something after a detail: a link, a request id, the next error. Without a full stop the
two run into one another. A detail ends with `.`, `?`, `!` or `:`, or with the quote or bracket that
closes after one of them. Bullets at the end need no full stop, but the words that lead to them do,
or a colon. A detail may also end with a link, or with the value of a param.

```yaml fail
- code: "20013"
  name: ACCOUNT_BLOCKED
  title: Account blocked
  detail: Your account has been blocked
```

```yaml fail
- code: "40318"
  name: MESSAGE_QUEUE_FULL
  title: Message queue full
  detail: Too many messages are waiting (see the rate limits)
```

```yaml pass
- code: "20013"
  name: ACCOUNT_BLOCKED
  title: Account blocked
  detail: Your account has been blocked.
- code: "20016"
  name: ACCOUNT_NOT_VERIFIED
  title: Account not verified
  detail: |-
    The account has to be verified before it can:

    - buy a number
    - call another country
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Change, Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog, Entry

_STOPS = ".?!:\u2026\u3002\uff1f\uff01\uff1a\u061f\u06d4\u0964\u1362\u0589"
_CLOSERS = "\"'`)]}\u2019\u201d\u00bb\u300d\u300f\uff09"
_WITHOUT = frozenset(("th", "lo", "km", "my"))
"""Languages that write no mark at the end of a sentence."""
_PARAM = r"\{([A-Za-z_][A-Za-z0-9_]*)\}$"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a detail whose last sentence is left open."""
    if catalog.language[:2].lower() in _WITHOUT:
        return
    if all(
        not each.cases and each.detail[-1:] in _STOPS for each in catalog.entries
    ):  # an empty text is in every text
        return
    for each in _texts.every(catalog, _open, _texts.DETAIL):
        if each.entry is None or _ends_otherwise(each.text, each.entry):
            continue
        lead = _lead(each.text)
        if lead is None:
            said = f"the detail ends without punctuation: {_tail(each.text)}"
            hint = "end it with a full stop"
            changes = (Change(each.where, f"{each.text.rstrip()}."),)
            yield each.problem(said, value=each.text, hint=hint, changes=changes)
        elif _open(lead):
            said = (
                f"the words before the bullets end without punctuation: {_tail(lead)}"
            )
            hint = "end them with a colon or a full stop"
            yield each.problem(said, value=each.text, hint=hint)


def _open(text: str) -> bool:
    return text.rstrip().rstrip(_CLOSERS)[-1:] not in _STOPS


def _ends_otherwise(text: str, entry: Entry) -> bool:
    text = text.rstrip()
    if not text or text.split()[-1].startswith("https://"):
        return True
    param = re.search(_PARAM, text)
    return bool(param and param[1] in {each.name for each in entry.params})


def _lead(text: str) -> str | None:
    """Return the paragraph before the list that ends *text*, None if no list does."""
    from errcat.text import (
        BULLETS,
        TEXT,
        paragraphs,
    )  # a clean catalog needs none of it

    blocks = paragraphs(text)
    if blocks[-1].kind != BULLETS:
        return None
    before = blocks[-2:-1]
    return before[0].items[0] if before and before[0].kind == TEXT else "."


def _tail(text: str) -> str:
    text = " ".join(text.split())
    return f'"...{text[-24:].lstrip()}"' if text[30:] else f'"{text}"'


RULE = Rule(__name__, __doc__, check, group="details", severity="warning")
