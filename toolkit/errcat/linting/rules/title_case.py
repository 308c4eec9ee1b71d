"""All titles use capitals in the same way.

"Invalid phone number" and "Invalid Phone Number" side by side look as if they came from two
companies. The option `style` says which it is: `sentence` (the first word has a capital) or
`title` (all have, but for small words such as "of"). Only catalogs in English are looked at.

Not counted are words in quotes, words with digits, underscores or capitals inside (E.164,
inter_digit_timeout, Content-Type, iPhone), abbreviations such as URL, days and months, what the
catalog, its products and its ranges are called, and words that several titles write with a capital
between small ones: in "API Key revoked" and "API Key in use" the Key is a proper name. The option
`words` lists more of them.

```yaml fail
- code: "10014"
  name: UNSUPPORTED_MEDIA_TYPE
  title: Unsupported Media Type
  detail: The server does not support the media type.
```

```yaml fail
- code: "10014"
  name: UNSUPPORTED_MEDIA_TYPE
  title: unsupported media type
  detail: The server does not support the media type.
```

```yaml pass
- code: "10014"
  name: UNSUPPORTED_MEDIA_TYPE
  title: Unsupported media type
  detail: The server does not support the media type.
- code: "20002"
  name: API_KEY_REVOKED
  title: API Key revoked
  detail: The API Key is not active any more.
- code: "20011"
  name: API_KEY_IN_USE
  title: API Key in use
  detail: The API Key is needed by a user.
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from errcat.findings import Change, Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog

_WORD = r"(?<![\w'\u2019./&@#+-])[A-Za-z]['\u2019a-z]*(?![\w/&@+-]|[.'\u2019]\w)"
"""A word that is nothing but one: with one capital at most, and no signs around it."""
_CAPITAL = r" [(\[]?[A-Z][a-z]"
_NONE = r"\n[a-z]"
_QUOTED = r"""(?<!\w)(?:'[^']+'|"[^"]+"|`[^`]+`|\u2018[^\u2019]+\u2019|\u201c[^\u201d]+\u201d)(?!\w)"""
_AFTER = r"(?:[.?!:\u2013\u2014(]|\s-)\s*$"
"""What stands before a word that begins a sentence, or a part of one."""
_SMALL = _texts.word_set(
    "a an and as at but by for from if in into nor of off on or over per so than that the",
    "to up via vs with without yet",
)
_NAMES = _texts.word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April",
    "May June July August September October November December English American European",
    "Android Bluetooth Ethernet Google Internet Java Linux Python Unicode Windows I",
)


class _Found:
    """A word of a title, and whether it begins it or a part of it."""

    __slots__ = ("first", "start", "word")

    def __init__(self, word: str, start: int, first: bool) -> None:
        """Take the word, where it begins, and whether something begins with it."""
        self.word = word
        self.start = start
        self.first = first


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a title with capitals that its neighbours do not have."""
    if catalog.language[:2].lower() != "en":
        return
    sentence = context.options["style"] == "sentence"
    titles = _texts.texts(catalog).titles
    if (
        sentence
        and not re.search(_CAPITAL, titles)
        and not re.search(_NONE, f"\n{titles}")
    ):
        return
    words = {str(word) for word in context.options["words"]} | _NAMES
    terms = _terms(catalog)
    proper = words | _proper(catalog, titles, terms)
    for each in _texts.every(catalog, _suspect if sentence else bool, _texts.TITLE):
        found = _words(each.text, terms)
        wrong = [
            word
            for word in found
            if (_wrong if sentence else _small)(word) and word.word not in proper
        ]
        if wrong:
            yield _problem(each, wrong, sentence=sentence)


def _suspect(title: str) -> bool:
    """Tell whether *title* has a capital in it, or none at its start."""
    return title[0].islower() or re.search(_CAPITAL, title) is not None


def _wrong(found: _Found) -> bool:
    return found.first != found.word[0].isupper() and (
        found.first is False or found.start == 0
    )


def _small(found: _Found) -> bool:
    return found.word[0].islower() and (found.first or found.word not in _SMALL)


def _words(title: str, terms: str) -> list[_Found]:
    """Return the words of *title* that a style has a say in."""
    title = re.sub(_QUOTED, _blank, title)
    if terms:
        title = re.sub(terms, _blank, title)
    return [
        _Found(match[0], match.start(), _begins(title, match.start()))
        for match in re.finditer(_WORD, title)
        if len(match[0]) > 1 or match[0].islower()
    ]


def _begins(title: str, at: int) -> bool:
    before = title[max(0, at - 4) : at]
    return not before.strip() or bool(re.search(_AFTER, before))


def _terms(catalog: Catalog) -> str:
    """Return what finds the names of the catalog, its products and its ranges."""
    names = {each.title for each in catalog.products}
    names |= {each.title for each in catalog.ranges if " " in each.title}
    names |= {word for word in catalog.title.split() if word[:1].isupper()}
    some = sorted(filter(None, names), key=lambda name: (-len(name), name))
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, some))})(?!\w)" if some else ""


def _proper(catalog: Catalog, titles: str, terms: str) -> set[str]:
    """Return the words that several titles write with a capital although they use small ones."""
    capital: Counter[str] = Counter()
    for each in _texts.every(catalog, _suspect, _texts.TITLE):
        inner = [found.word for found in _words(each.text, terms) if not found.first]
        if any(word[0].islower() for word in inner):
            capital.update({word for word in inner if word[0].isupper()})
    small = Counter(titles.split())
    return {
        word
        for word, times in capital.items()
        if times > 1 and times > small[word.lower()]
    }


def _problem(text: _texts.Text, wrong: list[_Found], *, sentence: bool) -> Problem:
    letters = list(text.text)
    for each in wrong:
        letters[each.start] = each.word[0].swapcase()
    title = "".join(letters)
    some = ", ".join(f"'{each.word}'" for each in wrong)
    what = "is" if len(wrong) == 1 else "are"
    style = "sentence case" if sentence else "title case"
    return text.problem(
        f"{some} {what} not as in {style}",
        value=text.text,
        hint=f'write "{title}", or list proper names under `words`',
        changes=(Change(text.where, title),),
        safe=False,
    )


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match[0])


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="titles",
    severity="info",
    preset="strict",
    options={
        "style": {
            "enum": ["sentence", "title"],
            "description": "sentence: the first word has a capital; title: all but small ones.",
            "default": "sentence",
        },
        "words": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Words that are right as they are written here.",
            "default": [],
        },
    },
)
