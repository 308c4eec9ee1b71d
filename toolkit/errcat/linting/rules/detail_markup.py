"""Titles and details hold no HTML and no Markdown.

A text goes to terminals, logs and code as well as to web pages, and its characters are shown as
they are: `<b>` does not become bold but stays four characters. Paragraphs, lines that begin with
`- `, code in backticks and plain https links are all the form there is. A placeholder such as
`<number>` is no HTML, and what stands in backticks is never taken for markup.

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is <b>inactive</b>.
```

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is **inactive**, see [the guide](https://example.com/guide).
```

```yaml pass
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: |-
    The phone number must be <+E.164>, see https://example.com/guide, and be one of:

    - active (`**` is shown as it is)
    - ported
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog

_SIGNS = ("<", "&", "](", "**", "__", "*", "#", "```", "~~")
_TAGS = (
    "a|abbr|b|big|blockquote|center|code|del|div|dl|em|font|h[1-6]|i|ins|kbd|mark|ol|pre|script"
    "|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var"
)
_MARKUP = rf"""(?ix)
    (?P<html> </(?:{_TAGS}|p|li)\s*> | <(?:br|hr|img|p|li)(?:\s[^<>]*)?/?>
            | <(?:{_TAGS})\s+[a-z-]+=[^<>]*> )
  | (?P<entity> &(?:amp|lt|gt|quot|apos|nbsp|hellip|[mn]dash|\#[0-9]+|\#x[0-9a-f]+); )
  | (?P<link> !?\[[^][\n]+\]\([^()\s]+\) )
  | (?P<emphasis> (?<![\w*])\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*(?![\w*])
                | (?<![\w*])\*(?=[a-z])[^*\n]*[a-z.!?]\*(?![\w*])
                | (?<![\w_])__(?=[a-z][^_\n]*\s)[^_\n]*[^\s_]__(?![\w_])
                | (?<![\w~])~~(?=[^\s~])[^~\n]*[^\s~]~~(?![\w~]) )
  | (?P<heading> (?m:^[ ]{{0,3}}\#{{1,6}}[ ]+[^\s\#]) )
  | (?P<fence> ``` )
"""
_NAMED = {
    "html": "an HTML tag",
    "entity": "an HTML entity",
    "link": "a Markdown link",
    "emphasis": "Markdown emphasis",
    "heading": "a Markdown heading",
    "fence": "a Markdown code block",
}
_HINTS = {
    "html": "take it out; paragraphs and bullets are plain lines",
    "entity": "write the character itself",
    "link": "write the address itself, or put it under `links`",
    "emphasis": "take it out; for code use backticks",
    "heading": "take it out",
    "fence": "use single backticks",
}
_CODE = "(?<!`)`[^`\n]+`(?!`)"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a text with markup, for the first of it."""
    known = _texts.texts(catalog).vocabulary
    signs = [sign for sign in _SIGNS if sign in known]
    if not signs:
        return
    kinds = (_texts.TITLE, _texts.DETAIL, _texts.PROSE)
    for each in _texts.every(catalog, _suspect, *kinds):
        match = re.search(_MARKUP, re.sub(_CODE, _blank, each.text))
        if match and match.lastgroup:
            kind = match.lastgroup
            said = f"{each.field} has {_NAMED[kind]}, which is shown as it is: {match[0].strip()}"
            yield each.problem(said, value=match[0], hint=_HINTS[kind])


def _suspect(text: str) -> bool:
    """Tell whether *text* has what some markup begins and what ends it: most signs stand alone."""
    return (
        ("<" in text and ">" in text)
        or ("&" in text and ";" in text)
        or "](" in text
        or text.count("*") > 1
        or "__" in text
        or ("#" in text and any(line.lstrip()[:1] == "#" for line in text.split("\n")))
        or "```" in text
        or "~~" in text
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


RULE = Rule(__name__, __doc__, check, group="details", severity="warning")
