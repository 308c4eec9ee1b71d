"""Sentences and list items are separated.

Text that is copied or imported from a web page loses its line breaks: "The body could not be
decoded.When sending JSON" was two paragraphs, and "to a numberAssigning a connection" two list
items. Names such as `mediaUrls`, GitHub, E.164 or `errors.NotFound` are allowed, and so is anything
in backticks. The fix adds a missing space after a full stop; it is unsafe, because the words may be
a name after all. The line breaks of a list have to be restored by hand.
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
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_SHAPE = str.maketrans(
    {
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
    }
)
_SUSPECT = (".A", "?A", "!A", ":A", "aaaAa", "A" * 24)
"""The shapes that make a word suspicious, so that its text is examined."""

_STOP = r"""(?<![^\s.?!])([^\s.?!]*[A-Za-z0-9)\]'"])[.?!](?P<next>[A-Z][a-z]*)(?=(?P<after>,?\s+[A-Za-z'"]+)?)"""
_OPENERS = texts.word_set(
    "A After Also Alternatively Although An As Because Before Both By Currently Depending Do",
    "Does Don During Each Either Every For However If It Its Many May Maybe Most Neither",
    "Once One Otherwise Our Please Perhaps Since Some Such That The Their Then There",
    "Therefore These They This Those Thus Until Unless We What When Where Whether While Why",
    "With Without You Your",
)
"""Words that often begin a sentence, and seldom name a property or a method."""
_OF_NAMES = texts.word_set(
    "and argument attribute call can cannot class constructor could does enum event",
    "exception exceeds failed field flag function has header in interface is key may",
    "method module must namespace object of on option or package parameter property",
    "returned returns setting should threw throws to type value variable was were with",
)
"""Words that follow a name such as `request.Timeout` rather than begin a sentence."""
_TO_NAMES = texts.word_set(
    "a an and as at attribute by call called calling class each either every field for from",
    "function header in into is its method named new of on option or our parameter pass",
    "property see set setting that the this to under use using value via was when with your",
)
"""Words that often precede such a name."""
_LEAST = 4
"""How many words a sentence has before its last one, at least."""
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
    """Yield texts with missing spaces or line breaks."""
    words = context.texts.vocabulary
    shapes = words.translate(_SHAPE)
    signs = [sign for sign in _SUSPECT if sign in shapes]
    if not signs:
        return
    suspect = texts.holding(signs)
    pairs = zip(words.split("\n"), shapes.split("\n"), strict=True)
    suspects = frozenset(word for word, shape in pairs if suspect(shape))
    kinds = (texts.DETAIL, texts.PROSE)
    for text in context.texts.every(texts.using(suspects), *kinds):
        prose = re.sub(_NO_PROSE, _blank, text.text)
        stops = list(_stops(prose))
        others = [
            match for form in (_LIST, _HUMP) for match in re.finditer(form, prose)
        ]
        if not stops and not others:
            continue
        glued = [prose[slice(*span)] for span in stops]
        glued += (match[0] for match in others)
        shown = ", ".join(f'"{word}"' for word in glued[:3])
        message = f"missing space or line break in {text.field}: {shown}"
        changes = () if others else (Change(text.where, _parted(text.text, stops)),)
        hint = "add a space or an empty line between the two"
        if others:
            hint = (
                "restore the line breaks; a line that starts with `- ` is a list item"
            )
        yield text.problem(
            message, value=glued[0], hint=hint, changes=changes, safe=False
        )


def _stops(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where the next sentence follows a full stop without a space."""
    for match in re.finditer(_STOP, prose):
        before, first, after = match[1], match["next"], match["after"]
        if after is None or re.search(r"[A-Za-z]\.[A-Za-z]|[/@\\]", before):
            continue
        if not before[1:] or (first not in _OPENERS and not _reads_on(prose, match)):
            continue
        yield match.span()


def _reads_on(prose: str, match: re.Match[str]) -> bool:
    """Tell whether there are sentences on both sides, not a name such as `request.Timeout`."""
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
