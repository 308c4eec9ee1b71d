"""Texts that stand for a text, such as "-" or "TODO", and sentences that break off."""

from __future__ import annotations

import re

_STAND_INS = frozenset(
    (
        "",
        "description",
        "description not available",
        "fixme",
        "lorem ipsum",
        "missing description",
        "n/a",
        "na",
        "no description",
        "no description available",
        "no description given",
        "no description provided",
        "no detail",
        "no details",
        "no details available",
        "no message",
        "no message available",
        "not available",
        "placeholder",
        "tba",
        "tbc",
        "tbd",
        "to be announced",
        "to be defined",
        "to be determined",
        "to be documented",
        "to do",
        "todo",
        "wip",
        "xxx",
    )
)
"""In lower case, without the marks around them."""
_VALUES = frozenset(("nil", "none", "null", "undefined", "nan", "string", "text"))
"""What a program writes for a missing text; spelled otherwise, these may be titles."""
_AROUND = " \t\r\n.,:;!?*_-\u2013\u2014\u2026()[]<>\"'`"
_NOTE = re.compile(r"(?:TODO|FIXME|TBD|XXX)(?:\b|:)|(?i:todo|fixme|lorem ipsum)[: ]\S*")
_OPEN = re.compile(r"""(?x) (?:^|\s) (?:
        the | an | and | or | nor | than | whether | because | of
      | such\ as | must\ be | should\ be | one\ of | either
    ) [.,]? $ | , $""")
"""The end of a sentence that goes on; after a colon, programs append how it does."""


def unfinished(text: str) -> str:
    """Return what is unfinished about *text*: a stand-in, or the words where it breaks off.

    The result is empty where nothing is. Only plain words count: `of` in backticks or quotes is
    quoted, and "Of" begins a name.
    """
    return stand_in(text) or _broken_off(" ".join(text.split()))


def stand_in(text: str) -> str:
    """Return a text such as "-" or "TODO", which stands for another; "" for any other text."""
    bare = " ".join(text.split())
    inside = bare.strip(_AROUND)
    if inside.lower() in _STAND_INS or inside in _VALUES or inside in _SHOUTED:
        return bare
    return bare if _NOTE.match(bare) else ""


_SHOUTED = frozenset(("NULL", "NONE", "NIL"))


def _broken_off(bare: str) -> str:
    match = _OPEN.search(bare)
    if match is None or " " not in bare:
        return ""
    return f"...{bare[-24:].lstrip()}" if bare[30:] else bare
