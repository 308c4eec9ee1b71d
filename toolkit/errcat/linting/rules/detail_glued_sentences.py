"""Sentences and bullets stand apart.

"The body could not be decoded.When sending JSON" was two paragraphs once, and "to a numberAssigning
a connection" two bullets: a text that is copied from a web page, or imported from one, loses its
line breaks. Names such as `mediaUrls`, GitHub, E.164 or `errors.NotFound` are not meant, nor is
anything in backticks. A missing space after a full stop can be put in (not without a look at the
text: perhaps it is a name after all); the breaks of a list have to be found by a person.

```yaml fail
- code: "10028"
  name: CHARACTER_ENCODING_ERROR
  title: Character encoding error
  detail: The request body was not able to be decoded.When sending JSON, set the charset.
```

```yaml fail
- code: "20016"
  name: ACCOUNT_NOT_VERIFIED
  title: Account not verified
  detail: Verification is required for actions including:Purchasing a numberAssigning a number.
```

```yaml pass
- code: "10028"
  name: CHARACTER_ENCODING_ERROR
  title: Character encoding error
  detail: |-
    The request body was not able to be decoded.

    When sending JSON, set the `charset`, see API.md on GitHub or call client.Decode again.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings import Change, Problem
from errcat.linting.rules import _texts
from errcat.linting.running import Context, Rule
from errcat.model import Catalog

_SHAPE = str.maketrans(
    {
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
    }
)
_SUSPECT = (".A", "?A", "!A", ":A", "aaaAa", "A" * 24)
"""The shapes that a word must have in it to be looked at in its text."""

_STOP = r"""(?<![^\s.?!])([^\s.?!]*[A-Za-z0-9)\]'"])[.?!](?P<next>[A-Z][a-z]*)(?=(?P<after>,?\s+[A-Za-z'"]+)?)"""
_OPENERS = _texts.word_set(
    "A After Also Alternatively Although An As Because Before Both By Currently Depending Do",
    "Does Don During Each Either Every For However If It Its Many May Maybe Most Neither",
    "Once One Otherwise Our Please Perhaps Since Some Such That The Their Then There",
    "Therefore These They This Those Thus Until Unless We What When Where Whether While Why",
    "With Without You Your",
)
"""Words that begin a sentence, and are seldom a property or a method."""
_OF_NAMES = _texts.word_set(
    "and argument attribute call can cannot class constructor could does enum event",
    "exception exceeds failed field flag function has header in interface is key may",
    "method module must namespace object of on option or package parameter property",
    "returned returns setting should threw throws to type value variable was were with",
)
"""Words that follow a name such as `request.Timeout` rather than begin a sentence."""
_TO_NAMES = _texts.word_set(
    "a an and as at attribute by call called calling class each either every field for from",
    "function header in into is its method named new of on option or our parameter pass",
    "property see set setting that the this to under use using value via was when with your",
)
"""Words that lead to such a name."""
_LEAST = 4
"""How many words stand before the last one of a sentence."""
_LIST = r"""(?x)
    (?:\) | \b(?:actions|are|because|conditions|either|examples?|followings?|follows|formats
               |includes?|including|options|reasons|requirements|rules|steps|these|types|values
               |words))
    :[A-Z][A-Za-z]{2,}"""
_HUMP = r"""(?x)
    \b[a-z]{3,}(?:The|This|These|Those|Please|Your?|There|However|Otherwise|Ensure|We)\b(?=\s+[a-z])
  | \b(?!(?:are|auto|can|disable|enable|force|has|not|use)[A-Z])[a-z]{3,}[A-Z][a-z]+ing
    (?=\s+(?:all|an?|any|more|multiple|that|the|this|your)\s)
  | \b[a-z]+ing(?!(?:Billing|Building|Encoding|Mapping|Messaging|Ping|Pricing|Ring|Routing|Setting
                   |String|Thing|Timing|Warning)\b)[A-Z][a-z]+ing\b(?=\s+[a-z])
  | \b[A-Z]{24,}\b"""
_NO_PROSE = r"""`[^`\n]+`|(?<!\w)(['"])\S+?\1|\bhttps?://\S+"""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a text in which a line break was lost."""
    words = _texts.texts(catalog).vocabulary
    shapes = words.translate(_SHAPE)
    signs = [sign for sign in _SUSPECT if sign in shapes]
    if not signs:
        return
    suspect = _texts.holding(signs)
    pairs = zip(words.split("\n"), shapes.split("\n"), strict=True)
    found = frozenset(word for word, shape in pairs if suspect(shape))
    kinds = (_texts.DETAIL, _texts.PROSE)
    for each in _texts.every(catalog, _texts.using(found), *kinds):
        prose = re.sub(_NO_PROSE, _blank, each.text)
        stops = list(_stops(prose))
        others = [
            match for form in (_LIST, _HUMP) for match in re.finditer(form, prose)
        ]
        if not stops and not others:
            continue
        glued = [prose[slice(*span)] for span in stops]
        glued += (match[0] for match in others)
        some = ", ".join(f'"{word}"' for word in glued[:3])
        said = f"line breaks are lost in {each.field}: {some}"
        changes = () if others else (Change(each.where, _parted(each.text, stops)),)
        hint = "set a space, or an empty line, between the two"
        if others:
            hint = "set the breaks again; a line that begins with `- ` is a bullet"
        yield each.problem(said, value=glued[0], hint=hint, changes=changes, safe=False)


def _stops(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where a full stop is followed at once by the next sentence."""
    for match in re.finditer(_STOP, prose):
        before, first, after = match[1], match["next"], match["after"]
        if after is None or re.search(r"[A-Za-z]\.[A-Za-z]|[/@\\]", before):
            continue
        if not before[1:] or (first not in _OPENERS and not _reads_on(prose, match)):
            continue
        yield match.span()


def _reads_on(prose: str, match: re.Match[str]) -> bool:
    """Tell whether whole sentences stand on both sides, not a name such as `request.Timeout`."""
    before = prose[max(0, match.end(1) - 400) : match.end(1)]
    words = re.split(r"[.?!]\s", before)[-1].split()
    after = match["after"].strip(", ")
    if not words[_LEAST:] or words[-2].lower() in _TO_NAMES:
        return False
    more = prose[match.end() : match.end() + 100].split()
    return after.islower() and after not in _OF_NAMES and bool(more[2:])


def _parted(text: str, stops: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in stops:
        glued = re.sub(r"([.?!])(?=[A-Z][a-z]*$)", r"\1 ", text[start:end])
        pieces += (text[done:start], glued)
        done = end
    return "".join((*pieces, text[done:]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


RULE = Rule(__name__, __doc__, check, group="details", severity="warning")
