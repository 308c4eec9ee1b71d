"""All titles use the same capitalization.

"Invalid phone number" next to "Invalid Phone Number" looks as if two companies had written them.
The option `style` is `sentence` (only the first word has a capital) or `title` (all words have one,
except small ones such as "of"). Only catalogs in English are checked.

This is a rule of style: it runs only if the option `style` is set, or with the preset `strict`.
`errcat validate --learn` sets both options in projects in which it runs.

The rule ignores words in quotes, words with digits, underscores or inner capitals (E.164,
inter_digit_timeout, Content-Type, iPhone), abbreviations such as URL, days and months, and the names of
the catalog, its products and its ranges. The option `words` lists more proper names; `--learn` adds
the words that several titles write with a capital in the middle, such as Key in "API Key revoked" and
"API Key in use".
```toml options
[tool.errcat.rules]
title-case = {style = "sentence", words = ["Key"]}
```
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
from collections.abc import Iterator, Mapping
from typing import Any

from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import ANY, Context, Habit, Rule
from errcat.model import Catalog

_WORD = r"(?<![\w'\u2019./&@#+-])[A-Za-z]['\u2019a-z]*(?![\w/&@+-]|[.'\u2019]\w)"
"""A plain word: with one capital at most, and no signs around it."""
_CAPITAL = r" [(\[]?[A-Z][a-z]"
_NONE = r"\n[a-z]"
_QUOTED = r"""(?<!\w)(?:'[^']+'|"[^"]+"|`[^`]+`|\u2018[^\u2019]+\u2019|\u201c[^\u201d]+\u201d)(?!\w)"""
_AFTER = r"(?:[.?!:\u2013\u2014(]|\s-)\s*$"
"""The text before a word that begins a sentence, or a part of one."""
_SMALL = texts.word_set(
    "a an and as at but by for from if in into nor of off on or over per so than that the",
    "to up via vs with without yet",
)
_NAMES = texts.word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April",
    "May June July August September October November December English American European",
    "Android Bluetooth Ethernet Google Internet Java Linux Python Unicode Windows I",
)


class _Word:
    """A word of a title, and whether it begins the title or a part of it."""

    __slots__ = ("first", "start", "text")

    def __init__(self, text: str, start: int, first: bool) -> None:
        """Take a word, its offset, and whether it begins the title or a part of it."""
        self.text = text
        self.start = start
        self.first = first


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield titles in another style."""
    if catalog.language[:2].lower() != "en" or context.options["style"] == ANY:
        return
    sentence = context.options["style"] == "sentence"
    titles = context.texts.titles
    if (
        sentence
        and not re.search(_CAPITAL, titles)
        and not re.search(_NONE, f"\n{titles}")
    ):
        return
    terms = _terms(catalog)
    proper = {str(word) for word in context.options["words"]} | _NAMES
    for title in context.texts.every(_suspect if sentence else bool, texts.TITLE):
        is_wrong = _wrong if sentence else _small
        wrong = [
            word
            for word in _words(title.text, terms)
            if is_wrong(word) and word.text not in proper
        ]
        if wrong:
            yield _problem(title, wrong, sentence=sentence)


def _suspect(title: str) -> bool:
    """Tell whether *title* has an inner capital, or none at its start."""
    return title[0].islower() or re.search(_CAPITAL, title) is not None


def _wrong(word: _Word) -> bool:
    return word.first != word.text[0].isupper() and (
        word.first is False or word.start == 0
    )


def _small(word: _Word) -> bool:
    return word.text[0].islower() and (word.first or word.text not in _SMALL)


def _words(title: str, terms: str) -> list[_Word]:
    """Return the words of *title* that a style applies to."""
    title = re.sub(_QUOTED, _blank, title)
    if terms:
        title = re.sub(terms, _blank, title)
    return [
        _Word(match[0], match.start(), _begins(title, match.start()))
        for match in re.finditer(_WORD, title)
        if len(match[0]) > 1 or match[0].islower()
    ]


def _begins(title: str, at: int) -> bool:
    before = title[max(0, at - 4) : at]
    return not before.strip() or bool(re.search(_AFTER, before))


def _terms(catalog: Catalog) -> str:
    """Return a pattern of the names of the catalog, its products and its ranges."""
    names = {product.title for product in catalog.products}
    names |= {range_.title for range_ in catalog.ranges if " " in range_.title}
    names |= {word for word in catalog.title.split() if word[:1].isupper()}
    longest = sorted(filter(None, names), key=lambda name: (-len(name), name))
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if longest else ""


def _proper(context: Context, titles: str, terms: str) -> set[str]:
    """Return the words that several titles in sentence case write with a capital."""
    capital: Counter[str] = Counter()
    for title in context.texts.every(_suspect, texts.TITLE):
        inner = [word.text for word in _words(title.text, terms) if not word.first]
        if any(word[0].islower() for word in inner):
            capital.update({word for word in inner if word[0].isupper()})
    small = Counter(titles.split())
    return {
        word
        for word, times in capital.items()
        if times > 1 and times > small[word.lower()]
    }


def _problem(text: texts.Text, wrong: list[_Word], *, sentence: bool) -> Problem:
    letters = list(text.text)
    for word in wrong:
        letters[word.start] = word.text[0].swapcase()
    title = "".join(letters)
    shown = ", ".join(f"'{word.text}'" for word in wrong)
    verb = "is" if len(wrong) == 1 else "are"
    style = "sentence case" if sentence else "title case"
    return text.problem(
        f"{shown} {verb} not in {style}",
        value=text.text,
        hint=f'write "{title}", or add proper names to `words`',
        changes=(Change(text.where, title),),
        safe=False,
    )


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match[0])


def _measure(catalog: Catalog, context: Context) -> Mapping[str, int]:
    terms = _terms(catalog)
    proper = _NAMES | set(_more(catalog, context)["words"])
    counts = {"sentence": 0, "title": 0, ANY: 0}
    if catalog.language[:2].lower() != "en":
        return counts
    for title in context.texts.every(bool, texts.TITLE):
        words = [word for word in _words(title.text, terms) if word.text not in proper]
        if not any(map(_wrong, words)):
            counts["sentence"] += 1
        elif not any(map(_small, words)):
            counts["title"] += 1
        else:
            counts[ANY] += 1
    return counts


def _more(catalog: Catalog, context: Context) -> Mapping[str, Any]:
    proper = _proper(context, context.texts.titles, _terms(catalog)) - _NAMES
    return {"words": sorted(proper)}


RULE = Rule(
    __name__,
    __doc__,
    check,
    group="titles",
    severity="info",
    preset="strict",
    options={
        "style": {
            "enum": ["sentence", "title", ANY],
            "description": "`sentence`: only the first word has a capital; `title`: all words except short ones; `any`: both.",
            "default": ANY,
        },
        "words": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Proper names and other words that keep the capitals given here.",
            "default": [],
        },
    },
    habit=Habit(_measure, "titles", strict="sentence", more=_more),
)
