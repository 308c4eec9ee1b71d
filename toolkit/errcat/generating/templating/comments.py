"""Lay out catalog text as the lines of a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from errcat.text import BULLETS, comment_line, paragraphs

_GLUE = "\x1f"
_STARTS_MARKDOWN = r" (?=[-+=#:!%?>*|]|[0-9]{1,9}[.)])"
"""A space before what would be markup at the start of a line: no line may end there."""


def comment_lines(
    text: str, prefix: str, width: int, *, markdown: bool, xml: bool
) -> Iterator[str]:
    """Yield the lines of a comment, each with *prefix*: wrapped paragraphs and bullets.

    *markdown* says that the text is encoded as Markdown, so that wrapping must not turn its words
    into markup. *xml* says that the comment is one of XML.
    """
    room = width - len(prefix) - 1
    for index, block in enumerate(paragraphs(text)):
        if index:
            yield prefix
        bullet = "- " if block.kind == BULLETS else ""
        for item in block.items:
            for line in _wrapped(item, room - len(bullet), markdown=markdown):
                # Encode after wrapping: what counts is where a line starts.
                body = comment_line(line, xml_rules=xml)
                yield f"{prefix} {bullet}{body}".rstrip()
                bullet = " " * len(bullet)
            bullet = "- " if bullet else ""


def _wrapped(item: str, room: int, *, markdown: bool) -> Iterator[str]:
    glued = re.sub(_STARTS_MARKDOWN, _GLUE, item) if markdown else item
    lines = wrap(glued, max(room, 1), break_long_words=False, break_on_hyphens=False)
    for line in lines:
        yield line.replace(_GLUE, " ")
