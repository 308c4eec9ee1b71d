"""Which words of a text were replaced by another version of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SAME, OLD, NEW = "same", "old", "new"
"""Whether a part is in both versions, or only in one."""

_LARGEST = 1_000_000
"""Up to how many pairs of words the difference is searched for; it takes time for each."""


class Part(NamedTuple):
    """Some words in a row, with the white space around them."""

    kind: str
    """One of `SAME`, `OLD` and `NEW`."""
    text: str


def marked(old: str, new: str) -> list[Part]:
    """Return the parts of both versions in order; what was replaced stands before its replacement.

    Parts begin and end between words, so a word that changed is replaced whole.
    """
    before, after = _words(old), _words(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    parts = (
        Part(SAME, "".join(before[:start])),
        *middle,
        Part(SAME, "".join(before[len(before) - end :])),
    )
    return [part for part in parts if part.text]


def likeness(parts: Sequence[Part]) -> float:
    """Return how much of both versions is the same: from 0 to 1."""
    lengths = Counter[str]()
    for part in parts:
        lengths[part.kind] += len(part.text.split())
    total = 2 * lengths[SAME] + lengths[OLD] + lengths[NEW]
    return 2 * lengths[SAME] / total if total else 1.0


def _words(text: str) -> list[str]:
    """Return the words and the white space between them."""
    return re.findall(r"\s+|\S+", text)


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    end = min(len(before), len(after))
    return next((index for index, (then, now) in pairs if then != now), end)


def _middle(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    """Yield the parts of two versions that differ at both ends."""
    old: list[str] = []
    new: list[str] = []
    for tag, start, end, other, until in _steps(before, after):
        kept = "".join(before[start:end])
        if tag == "equal" and kept.strip():
            yield from _replaced(old, new)
            yield Part(SAME, kept)
            old, new = [], []
        else:  # white space between two changes belongs to both of them
            old += before[start:end]
            new += after[other:until]
    yield from _replaced(old, new)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    yield Part(OLD, "".join(old))
    yield Part(NEW, "".join(new))


def _steps(
    before: Sequence[str], after: Sequence[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    if len(before) * len(after) > _LARGEST:
        return [("replace", 0, len(before), 0, len(after))]
    from difflib import SequenceMatcher  # only texts that changed need it

    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
