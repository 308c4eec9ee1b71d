"""Titles and details contain no HTML and no Markdown.

A text is shown in terminals, logs and code as well as on web pages, and markup is shown there as it
is: `<b>` stays four characters. Texts support paragraphs, lines that start with `- `, code in
backticks and plain https links. A placeholder such as `<number>` is not HTML, and text in backticks
is never taken for markup.
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

```yaml fail
- code: "10001"
  name: INACTIVE_PHONE_NUMBER
  title: Inactive phone number
  detail: The phone number is inactive, see [`activate`][] and [the guide][numbers].
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
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_SIGNS = ("<", "&", "](", "][", "**", "__", "*", "#", "```", "~~")
_TAGS = (
    "a|abbr|b|big|blockquote|center|code|del|div|dl|em|font|h[1-6]|i|ins|kbd|mark|ol|pre|script"
    "|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var"
)
_MARKUP = rf"""(?ix)
    (?P<html> </(?:{_TAGS}|p|li)\s*> | <(?:br|hr|img|p|li)(?:\s[^<>]*)?/?>
            | <(?:{_TAGS})\s+[a-z-]+=[^<>]*> )
  | (?P<entity> &(?:amp|lt|gt|quot|apos|nbsp|hellip|[mn]dash|\#[0-9]+|\#x[0-9a-f]+); )
  | (?P<link> !?\[[^][\n]+\]\([^()\s]+\)
            | (?<![\w\])])\[(?=[^][\n]*\s)[^][\n]+\]\[[^][\n]*\] | (?<![\w\])])\[[^][\n]+\]\[\] )
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
    "html": "remove it; write paragraphs and list items as plain lines",
    "entity": "write the character itself",
    "link": "write the plain address, or add it to `links`",
    "emphasis": "remove it; use backticks for code",
    "heading": "remove it",
    "fence": "use single backticks",
}
_CODE = "(?<!`)`[^`\n]+`(?!`)"


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield texts with markup, each with the first of it."""
    words = context.texts.vocabulary
    signs = [sign for sign in _SIGNS if sign in words]
    if not signs:
        return
    kinds = (texts.TITLE, texts.DETAIL, texts.PROSE)
    for text in context.texts.every(_suspect, *kinds):
        match = re.search(_MARKUP, re.sub(_CODE, _blank, text.text))
        if match and match.lastgroup:
            kind = match.lastgroup
            shown = text.text[match.start() : match.end()].strip()
            message = f"{text.field} contains {_NAMED[kind]}: {shown}"
            yield text.problem(message, value=match[0], hint=_HINTS[kind])


def _suspect(text: str) -> bool:
    """Tell whether *text* has both the start and the end of some markup."""
    return (
        ("<" in text and ">" in text)
        or ("&" in text and ";" in text)
        or "](" in text
        or "][" in text
        or text.count("*") > 1
        or "__" in text
        or ("#" in text and any(line.lstrip()[:1] == "#" for line in text.split("\n")))
        or "```" in text
        or "~~" in text
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


RULE = Rule(__name__, __doc__, check, group="details", severity="warning")
