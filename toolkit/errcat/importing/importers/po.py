"""Gettext: `msgid` is the code and `msgstr` its text; or `msgctxt` is the code and `msgid` its text.

Translations of texts, fuzzy and obsolete messages are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.importing.codes import looks_like_code
from errcat.importing.extracting import (
    Cell,
    Extract,
    Importer,
    Row,
    Skipped,
    Table,
    Text,
)
from errcat.importing.trees import unescaped

_KEYWORD = re.compile(
    r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+\"(.*)\"\s*"
).fullmatch
_MORE = re.compile(r"\"(.*)\"\s*").fullmatch

_Message = dict[str, tuple[str, int]]


def sniff(text: Text) -> float:
    """Tell whether a text is a file of gettext: it has messages."""
    return 0.95 if re.search(r"(?m)^msgid\s+\"", text.text[:16384]) else 0


def extract(text: Text) -> Extract:
    """Return the messages as rows."""
    skipped: list[Skipped] = []
    messages = [m for m in _messages(text.text, skipped) if m.get("msgid", ("", 0))[0]]
    by_context = sum("msgctxt" in m for m in messages) * 2 > len(messages)
    by_id = not by_context and sum(
        looks_like_code(m["msgid"][0]) for m in messages
    ) * 2 > len(messages)
    rows: list[Row] = []
    for message in messages:
        text_, line = message["msgid"]
        translated = message.get("msgstr") or message.get("msgstr[0]")
        if by_context and "msgctxt" in message:
            cells = {"code": Cell(*message["msgctxt"]), "title": Cell(text_, line)}
            if translated and translated[0] and translated[0] != text_:
                skipped.append(
                    Skipped(translated[1], translated[0], "it is a translation")
                )
        elif by_id:
            cells = {"code": Cell(text_, line)}
            if translated and translated[0]:
                cells["title"] = Cell(*translated)
        else:
            skipped.append(Skipped(line, text_, "the message has no code"))
            continue
        rows.append(Row(cells, line))
    table = Table(tuple(rows), fields={"code": "code", "title": "title"})
    return Extract((table,), tuple(skipped))


def _messages(text: str, skipped: list[Skipped]) -> Iterator[_Message]:
    """Yield the messages, with the line of each part; obsolete and fuzzy ones are listed."""
    message: _Message = {}
    key = ""
    fuzzy = False
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        match, more = _KEYWORD(bare), _MORE(bare)
        if match:
            if match[1] in ("msgid", "msgctxt") and any(
                k.startswith("msgstr") for k in message
            ):
                yield message
                message = {}
            key = match[1]
            message[key] = (unescaped(match[2]), number)
        elif more and key:
            held, line_ = message[key]
            message[key] = (held + unescaped(more[1]), line_)
        elif bare.startswith("#,") and "fuzzy" in bare:
            fuzzy = True
        elif bare.startswith("#~"):
            skipped.append(Skipped(number, bare, "it is obsolete"))
        elif not bare and message:
            if fuzzy and message.get("msgid", ("", 0))[0]:
                what, at = message["msgid"]
                skipped.append(Skipped(at, what, "it is marked as fuzzy"))
            elif message:
                yield message
            message, key, fuzzy = {}, "", False


IMPORTER = Importer(__name__, __doc__, (".po", ".pot"), sniff, extract)
