"""Text that lost its separators -> cells: where one ends and the next one begins, and how sure.

A boundary is a place where a small letter, a digit or an acronym runs into a capital. Where there
are several, the words on both sides decide; they are compared with the rest of the page, with the
words that sentences begin with, and with words that have a capital inside. A close call is a doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from errcat.importing.extracting import listed

STRONG, ACRONYM, DIGIT, STOP, QUOTE, WORDS = range(6)
"""Kinds of boundaries: `errorThe`, `URLThe`, `10The`, `failed.The`, `value'x' is`, `MMSMMS`."""

_CANDIDATES = (
    (STRONG, re.compile(r"(?<=[a-z\)\]'\"\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])")),
    (
        ACRONYM,
        re.compile(
            r"(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))|(?<=[A-Z]{2})(?=[AI]\s)|(?<=[A-Z]s)(?=[A-Z][a-z])"
        ),
    ),
    (DIGIT, re.compile(r"(?<=[0-9%])(?=[A-Z])")),
    (STOP, re.compile(r"(?<=[.!?:])(?=[A-Z\"'])")),
)
_QUOTED = re.compile(r"(?<=[a-z])(?=['\"`][^'\"`\s][^'\"`\n]*['\"`][\s.,])")
_ENDED = re.compile(r"(?<![. ][a-z])[.!?](?=\s|[A-Z\"']|$)")
_TOKEN = re.compile(r"[A-Za-z0-9_]+")
_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4,}s?(?![A-Za-z0-9])")
_STARTERS = frozenset(
    listed(
        "The A An This That These Those There It Its You Your We Our One No Not All Each Every Some Any"
        " Please If When While Only Use Make Check Try Contact Either Both Another Invalid Cannot Could"
        " At In On For To From Too Must Request Requests Der Die Das Ein Eine Es Le La Les Un Une El Los"
    )
)
_ENDS_BADLY = frozenset(
    listed("a an the of to for in on at by with from and or is are was be not")
)
_CAMEL = frozenset(
    listed(
        "OAuth GitHub GitLab PayPal WhatsApp YouTube LinkedIn JavaScript TypeScript GraphQL WebSocket"
        " WebSockets WebHook WebRTC PostgreSQL MySQL MongoDB OpenAPI OpenID DynamoDB BigQuery CloudFront"
        " FaceTime PowerShell DevOps SaaS IPv4 IPv6 McAfee DocuSign HubSpot SendGrid NoSQL JSONPath"
    )
)
_SURE, _NEVER = 2.5, -1.0
_LONGEST = 16
"""How many words a title has at most before a boundary in it is doubted."""


class Cut(NamedTuple):
    """Where two cells part; -1 where no boundary was found."""

    at: int
    sure: bool
    others: tuple[int, ...] = ()
    """The other places that were considered, the better ones first."""


class Page:
    """What the rows of a page have in common: the words that begin details, and words as such."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._words: Counter[str] = Counter()
        self._starts: Counter[str] = Counter()
        for row in rows:
            self._words.update(_TOKEN.findall(row))
        for row in rows:
            boundaries = candidates(row)
            sure = len(boundaries) == 1 and boundaries[0][0] in (STRONG, ACRONYM)
            for kind, at in boundaries:
                word = _word_at(row, at)
                likely = (
                    kind in (STRONG, ACRONYM) and len(word) > 1 and word in _STARTERS
                )
                if sure or likely:
                    self._starts[word] += sure
                    self._forget(row, at)
        self.share = sum(bool(candidates(row)) for row in rows) / (len(rows) or 1)
        """The share of rows that have a boundary at all."""

    def _forget(self, row: str, at: int) -> None:
        """Take the two words that a boundary has glued out of the known words, and add both."""
        self._words[_fused(row, at)] -= 1
        left = _TOKEN.findall(row[:at])
        self._words.update([*left[-1:], _word_at(row, at)])

    def cut(self, text: str) -> Cut:
        """Return where the first cell of *text* ends."""
        boundaries = candidates(text) or self._acronyms(text)
        if not boundaries:
            quoted = [
                (QUOTE, m.start()) for m in _QUOTED.finditer(text[: _limit(text)])
            ]
            return Cut(quoted[0][1], False) if quoted else Cut(-1, False)
        doubled = self._acronyms(text)
        rated = sorted(
            (
                (self._score(text, kind, at, order), -at)
                for order, (kind, at) in enumerate(
                    sorted({*boundaries, *doubled}, key=lambda c: c[1])
                )
            ),
            reverse=True,
        )
        rated = [pair for pair in rated if pair[0] > _NEVER]
        if not rated:
            return Cut(-1, False)
        best = rated[0]
        second = rated[1][0] if len(rated) > 1 else None
        kind = next(kind for kind, at in [*boundaries, *doubled] if at == -best[1])
        margin = best[0] - second if second is not None else _SURE
        sure = margin >= _SURE and best[0] > 0 and kind not in (DIGIT, QUOTE)
        return Cut(-best[1], sure, tuple(-at for _, at in rated[1:]))

    def _acronyms(self, text: str) -> list[tuple[int, int]]:
        """Return where a run of capitals is two words that the page knows: `MMSMMS`."""
        boundaries: list[tuple[int, int]] = []
        for match in _RUN.finditer(text[: _limit(text)]):
            run = match[0]
            for at in range(2, len(run) - 1):
                right = run[at:].removesuffix("s")
                known = self._words[run[:at]] > 0 and self._words[right] > 0
                if known and self._words[run] <= 1:
                    boundaries.append((WORDS, match.start() + at))
        return boundaries

    def _score(self, text: str, kind: int, at: int, order: int) -> float:
        """Return how much speaks for a boundary."""
        word, fused = _word_at(text, at), _fused(text, at)
        left = text[:at].split()
        last = re.sub(r"[^A-Za-z]", "", left[-1]) if left else ""
        score = {
            STRONG: 2.0,
            ACRONYM: 1.5,
            DIGIT: 0.0,
            STOP: 0.0,
            QUOTE: 0.0,
            WORDS: 3.0,
        }[kind]
        score += 3 if word in _STARTERS else min(2.5, self._starts[word] * 0.5)
        score += (
            0.5 if text[at + len(word) : at + len(word) + 1] in (" ", ",", "") else -1.0
        )
        score -= 5 if fused in _CAMEL else 0
        score -= 6 if self._words[fused] > 1 and kind != STOP else 0
        score -= 3 if last.lower() in _ENDS_BADLY and not last.isupper() else 0
        score -= 2 if len(left) > _LONGEST else 0
        score -= 3 if len(last) == 1 and last.islower() else 0
        return score - min(order, 4) * 0.75


def candidates(text: str) -> list[tuple[int, int]]:
    """Return the kind and place of every boundary that may end the first cell, in order."""
    end = _limit(text)
    kinds: dict[int, int] = {}
    for kind, pattern in _CANDIDATES:
        for match in pattern.finditer(text[: end + 60]):
            if 0 < match.start() <= end:
                kinds.setdefault(match.start(), kind)
    return [(kind, at) for at, kind in sorted(kinds.items())]


def sentence_ends(text: str) -> list[int]:
    """Return where a sentence runs into the next one without a space: `failed.Contact`."""
    return [
        m.start()
        for m in re.finditer(
            r"(?:(?<=[a-z0-9\)'\"`][.!?:])|(?<=[A-Z]{2}[.!?:]))(?=[A-Z\"'])", text
        )
    ]


def _limit(text: str) -> int:
    """Return where the first sentence ends, its stop included: no first cell goes on behind it."""
    ended = _ENDED.search(text)
    return ended.end() if ended else len(text)


def _word_at(text: str, at: int) -> str:
    match = _TOKEN.match(text, at)
    return match[0] if match else ""


def _fused(text: str, at: int) -> str:
    """Return the token around a boundary."""
    left = re.search(r"[A-Za-z0-9_]*$", text[:at])
    return (left[0] if left else "") + _word_at(text, at)


_HUMPS = re.compile(
    r"(?<=[a-z)])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z)])(?=HTTP)"
)
_HEADER = 120
"""How many characters a line with the names of columns has at most."""


def column_names(line: str, is_name: Callable[[str], bool]) -> list[str]:
    """Return the names of columns that a line glues together; empty if it is no such line.

    `Error CodeHTTP StatusDescription` is three names; of all ways to part it the one with the
    fewest names counts, and a name that is not known is one where two others are.
    """
    line = line.strip()
    if not line or len(line) > _HEADER:
        return []
    cuts = [0, *(m.start() for m in _HUMPS.finditer(line)), len(line)]
    if len(cuts) == 2 and line.isalpha():  # noqa: PLR2004 -- no hump: codemessagehttp
        cuts = list(range(len(line) + 1))
    return _parted(line, cuts, is_name) or _half_known(line, cuts, is_name)


def _parted(
    line: str, cuts: Sequence[int], is_name: Callable[[str], bool]
) -> list[str]:
    best: dict[int, list[str]] = {0: []}
    for at, end in enumerate(cuts[1:], 1):
        for start in cuts[:at]:
            name = line[start:end].strip()
            held = best.get(end)
            fewer = start in best and (held is None or len(best[start]) + 1 < len(held))
            if fewer and (start or end < len(line)) and is_name(name):
                best[end] = [*best[start], name]
    return best.get(len(line), [])


def _half_known(
    line: str, cuts: Sequence[int], is_name: Callable[[str], bool]
) -> list[str]:
    if len(cuts) > len(line):
        return []
    names = [line[a:b].strip() for a, b in pairwise(cuts)]
    known = sum(map(is_name, names))
    return names if known > 1 and known * 2 >= len(names) else []
