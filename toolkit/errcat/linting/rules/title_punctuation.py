"""All titles end alike: without a full stop, or with one.

A title is a headline that programs put into sentences, lists and log lines with their own
punctuation after it. A full stop, exclamation mark, colon, semicolon or comma at its end would be
doubled or misplaced. In a catalog with a single text per error, the title may be a sentence.

This is a rule of style: it runs only if the option `style` is `none` (titles end without a mark) or
`full-stop` (they end with one). A question mark and an ellipsis are always allowed, because they
have a meaning, and so is the dot of an abbreviation such as "etc." or "Inc.". Texts that are
unfinished, such as "-" or "must be one of", are left to `text-placeholder`.
`errcat validate --learn` sets the option.
```toml options
[tool.errcat.rules]
title-punctuation = {style = "none"}
```
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
from collections.abc import Iterator, Mapping

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import ANY, Context, Habit, Rule
from errcat.linting.unfinished import unfinished
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
_STOPS = frozenset("?\u2026\uff1f\u061f{}") | _MARKS.keys()
_CLOSERS = "\"'`)]\u2019\u201d\u00bb\u300d\u300f\uff09"
_ALLOWED = r"\.\.\.$|(?:\b(?:etc|Inc|Ltd|Corp|Co|Bros|vs)|\b[A-Za-z]\.[A-Za-z])\.$"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield titles that end in another way than the style says."""
    if context.options["style"] == "none":
        yield from _marked(context)
    elif context.options["style"] == "full-stop":
        yield from _unmarked(context)


def _unmarked(context: Context) -> Iterator[Problem]:
    for title in context.texts.every(_open, texts.TITLE):
        sentence = f"{title.text.rstrip()}."
        yield title.problem(
            "the title ends without a full stop",
            value=title.text,
            hint=f'write "{sentence}"',
            changes=(Change(title.where, sentence),),
        )


def _marked(context: Context) -> Iterator[Problem]:
    titles = context.texts.titles.split("\n")
    if not any(_ends(last) or last == " " for last in {title[-1:] for title in titles}):
        return
    for title in context.texts.every(_ends, texts.TITLE):
        bare = title.text.rstrip()
        if re.search(_ALLOWED, bare) or unfinished(bare):
            continue
        mark = _MARKS[bare[-1]]
        bare = bare.rstrip("".join(_MARKS) + " ")
        changes = (Change(title.where, bare),) if bare else ()
        message = f"the title ends with {mark}"
        hint = f'write "{bare}"' if bare else ""
        yield title.problem(message, value=title.text, hint=hint, changes=changes)


def _ends(title: str) -> bool:
    return title.rstrip()[-1:] in _MARKS


def _open(title: str) -> bool:
    """Tell whether a full stop is missing."""
    bare = title.rstrip().rstrip(_CLOSERS)
    return bool(bare) and bare[-1:] not in _STOPS and not unfinished(title)


def _measure(catalog: Catalog, context: Context) -> Mapping[str, int]:
    titles = [
        title.text.rstrip()
        for title in context.texts.every(bool, texts.TITLE)
        if not unfinished(title.text)
    ]
    stopped = sum(
        title[-1:] in _MARKS and not re.search(_ALLOWED, title) for title in titles
    )
    asking = sum(title.endswith(("?", "\u2026", "...")) for title in titles)
    return {"none": len(titles) - stopped - asking, "full-stop": stopped}


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="titles",
    severity="warning",
    options={
        "style": {
            "enum": ["none", "full-stop", ANY],
            "description": "none: no mark at the end; full-stop: titles are sentences; any: both.",
            "default": ANY,
        }
    },
    habit=Habit(_measure, "titles", strict="none"),
)
