"""Catalog text in Markdown exactly as the catalog has it: what would be markup becomes code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from errcat.text import markdown, markdown_cell, markdown_code, plain

_PARTS = re.compile(r"""(["'(]*)(.*?)(["'),.;:!?]*)""", re.DOTALL).fullmatch


class _Word(NamedTuple):
    """A word: some punctuation, its code span if it needs one, and more punctuation."""

    head: str
    code: str
    tail: str


def literal(
    text: str,
    *,
    start: bool = False,
    cell: bool = False,
    after_code: bool = False,
    before_code: bool = False,
) -> str:
    """Return *text* as one line of Markdown that reads the same in the source and rendered.

    Words that Markdown or GitHub would take for markup, a link or a mention become code spans.
    *start* means that the text begins a line. Code spans must not touch: *after_code* and
    *before_code* tell that one is next to the text, and a word that touches it is escaped.
    """
    line = plain(text)
    if not line:
        return ""
    words = line.split(" ")
    shown = [_word(word, start and not index) for index, word in enumerate(words)]
    if after_code and not text[0].isspace() and not shown[0].head:
        shown[0] = _escaped(words[0])
    if before_code and not text[-1].isspace() and not shown[-1].tail:
        shown[-1] = _escaped(words[-1])
    return " ".join(
        f"{head}{markdown_code(code, cell=cell)}{tail}"
        for head, code, tail in _merged(shown)
    )


def _word(word: str, start: bool) -> _Word:
    encode = markdown if start else markdown_cell
    encoded = encode(word)
    if encoded == word:
        return _Word(word, "", "")
    match = _PARTS(word)
    head, code, tail = match.groups() if match else ("", word, "")
    if not code or markdown_cell(tail) != tail:
        return _Word("", word, "")
    return _Word(head, code, tail)


def _escaped(word: str) -> _Word:
    return _Word(markdown_cell(word), "", "")


def _merged(words: Iterable[_Word]) -> Iterator[_Word]:
    """Yield *words*, with neighboring code in one span."""
    last: _Word | None = None
    for word in words:
        if last and last.code and not last.tail and word.code and not word.head:
            last = _Word(last.head, f"{last.code} {word.code}", word.tail)
            continue
        if last:
            yield last
        last = word
    if last:
        yield last
