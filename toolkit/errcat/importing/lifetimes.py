"""The life of an entry, read back from the sentences that errcat generates about it."""

from __future__ import annotations

import re
from typing import Any

_LIFE = re.compile(
    r"(?P<state>Deprecated|Retired)(?: (?:since|in) (?P<version>[^\s:]+?))?(?:: (?P<reason>.*?))?\.?"
    r"(?: Use (?P<instead>.*?) instead\.)?(?: It will be removed on (?P<sunset>[0-9-]{10})\.)?"
).fullmatch
_WITHIN = re.compile(r"\. (?=(?:Deprecated|Retired)(?: (?:since|in) |: |\.))")


def life_of(sentences: str) -> dict[str, Any]:
    """Return `deprecated` or `retired` as an entry has it; empty if the text says neither."""
    match = _LIFE(" ".join(sentences.split()))
    if match is None:
        return {}
    retired = match["state"] == "Retired"
    instead = [
        part.split()[0] for part in (match["instead"] or "").split(" or ") if part
    ]
    facts = {
        "in" if retired else "since": match["version"],
        "reason": match["reason"],
        "replaced_by": instead,
        "sunset": match["sunset"],
    }
    life = {key: value for key, value in facts.items() if value}
    if not life.keys() & {"reason", "replaced_by"}:
        life["reason"] = f"{match['state'].lower()} in its source"
    return {"retired" if retired else "deprecated": life}


def split_life(text: str) -> tuple[str, dict[str, Any]]:
    """Return a title without the sentences about its life, and that life."""
    parts = _WITHIN.split(text, maxsplit=1)
    life = life_of(parts[1]) if len(parts) > 1 else {}
    return (parts[0], life) if life else (text, {})
