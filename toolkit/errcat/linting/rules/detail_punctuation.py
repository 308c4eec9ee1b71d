"""All details end alike: with punctuation, or without.

Programs append something to a detail: a link, a request id, the next error. Without a full stop the
two run together. A detail ends with `.`, `?`, `!` or `:`, or with a quote or bracket that closes
after one of them. List items at the end need no full stop, but the words before the list end with
one or with a colon. A detail may also end with a link or with the value of a param.

This is a rule of style: it runs only if the option `style` is `full-stop`, or `none`, which forbids
a full stop at the end of a detail that is a single sentence. Texts that are unfinished, such as "-"
or "must be one of", are left to `text-placeholder`. `errcat validate --learn` sets the option.
```toml options
[tool.errcat.rules]
detail-punctuation = {style = "full-stop"}
```
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
from collections.abc import Iterator, Mapping

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import ANY, Context, Habit, Rule
from errcat.linting.unfinished import unfinished
from errcat.model import Catalog, Entry

_STOPS = ".?!:\u2026\u3002\uff1f\uff01\uff1a\u061f\u06d4\u0964\u1362\u0589"
_CLOSERS = "\"'`)]}\u2019\u201d\u00bb\u300d\u300f\uff09"
_WITHOUT = frozenset(("th", "lo", "km", "my"))
"""Languages that end a sentence without a mark."""
_PARAM = r"\{([A-Za-z_][A-Za-z0-9_]*)\}$"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield details that end in another way than the style says."""
    if catalog.language[:2].lower() in _WITHOUT:
        return
    if context.options["style"] == "full-stop":
        yield from _unstopped(catalog, context)
    elif context.options["style"] == "none":
        yield from _stopped(context)


def _stopped(context: Context) -> Iterator[Problem]:
    for detail in context.texts.every(_is_stopped, texts.DETAIL):
        bare = detail.text.rstrip().removesuffix(".")
        yield detail.problem(
            f"the detail ends with a full stop: {_tail(detail.text)}",
            value=detail.text,
            hint=f"end it without one: {_tail(bare)}",
            changes=(Change(detail.where, bare),),
        )


def _is_stopped(text: str) -> bool:
    """Tell whether *text* is a single sentence with a full stop."""
    bare = text.rstrip()
    return (
        bare.endswith(".")
        and not re.search(r"[.?!]\s|\.\.$|\n|\b(?:etc|Inc|Ltd)\.$|\.[A-Za-z]\.$", bare)
        and not unfinished(text)
    )


def _unstopped(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if all(
        not entry.cases and entry.detail[-1:] in _STOPS for entry in catalog.entries
    ):  # an empty text is in every text
        return
    for detail in context.texts.every(_open, texts.DETAIL):
        if detail.entry is None or _ends_otherwise(detail.text, detail.entry):
            continue
        lead = _lead(detail.text)
        if lead is None:
            message = f"the detail ends without punctuation: {_tail(detail.text)}"
            hint = "end it with a full stop"
            changes = (Change(detail.where, f"{detail.text.rstrip()}."),)
            yield detail.problem(message, value=detail.text, hint=hint, changes=changes)
        elif _ends_open(lead):
            message = (
                f"the words before the list end without punctuation: {_tail(lead)}"
            )
            hint = "end them with a colon or a full stop"
            yield detail.problem(message, value=detail.text, hint=hint)


def _open(text: str) -> bool:
    return _ends_open(text) and not unfinished(text)


def _ends_open(text: str) -> bool:
    return text.rstrip().rstrip(_CLOSERS)[-1:] not in _STOPS


def _ends_otherwise(text: str, entry: Entry) -> bool:
    text = text.rstrip()
    if not text or text.split()[-1].startswith("https://"):
        return True
    param = re.search(_PARAM, text)
    return bool(param and param[1] in {declared.name for declared in entry.params})


def _lead(text: str) -> str | None:
    """Return the paragraph before the list at the end of *text*; None if there is no list."""
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


def _measure(catalog: Catalog, context: Context) -> Mapping[str, int]:
    details = [
        detail
        for detail in context.texts.every(bool, texts.DETAIL)
        if detail.entry is not None
        and not unfinished(detail.text)
        and not _ends_otherwise(detail.text, detail.entry)
    ]
    open_ = sum(_ends_open(_lead(detail.text) or detail.text) for detail in details)
    several = sum(
        not _ends_open(detail.text) and not _is_stopped(detail.text)
        for detail in details
    )
    stopped = len(details) - open_
    # Several sentences fit both styles, so they say nothing where single ones have no full stop.
    return {"full-stop": stopped, "none": open_ + (several if open_ > stopped else 0)}


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="details",
    severity="warning",
    options={
        "style": {
            "enum": ["full-stop", "none", ANY],
            "description": "full-stop: details end with punctuation; none: single sentences do not.",
            "default": ANY,
        }
    },
    habit=Habit(_measure, "details", strict="full-stop"),
)
