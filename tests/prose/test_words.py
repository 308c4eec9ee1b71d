"""Words that users stumble over do not come back."""

from __future__ import annotations

import re

import pytest

from tests.prose.texts import modules, names, texts
from tests.support import ROOT

INSTEAD = {
    r"\bin vain\b": "unused",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\b(is|are|was|were|be|been|being) told\b": "say who reports what to whom",
    r"\btells? of\b": "report",
    r"\bone's own\b|\bof (its|their|your|his) own\b": "its own, a separate",
    r"\b(nobody|somebody|whoever)\b": "name who: no client, someone, users who",
    r"\bwhatever\b": "any, regardless of",
    r"\bgrave(st|r|ly)?\b|\bgravity\b|\b(light|heavi)est\b": "severity, lowest, highest",
    r"\bno more\b": "no longer, only",
    r"\b(is|was|are|were) said\b|\bsays? nothing\b": "state the default, or the fact",
    r"\b(alive|dead)\b": "active, retired; never runs",
    r"\bgone\b": "removed, missing",
    r"\bto be (given|told|said|taken|found)\b": "use the active voice",
    r"\b(in|after) the manner of\b": "like, in the format of",
    r"\bbut for\b": "except",
    r"\b(upon|hence|thereof|whereof|whence|lest|shall|ought)\b": "a modern word",
    r"\btak(e|es|en|ing) out\b": "remove",
    r"\bagree(s|d|ing)? to\b|\bagreements?\b": "accept, acceptance",
    r"\bstands? (here|there|in)\b|\bcannot stand\b": "is",
    r"\bis no (day|date|name|version|code)\b": "is not a",
    r"\bmade (from|by|of)\b": "generated from, consists of",
    r"\b(a|an|one) (line|file|page|code|entry) each\b": "one per",
    r"\bspeaks? (of|in)\b": "mention, show",
    r"\bmanner\b": "format, way",
    r"\bbehaviour\b|\bcolour\b|\bcancelled\b": "American spelling",
    r"\bsilence[sd]?\b|\bmute[sd]?\b": "suppress",
}
"""Patterns that no text for users matches, and what to write instead."""
ALLOWED = {
    "someone somebody test user": "secret-in-text lists names that occur in example addresses",
    "gravity;criticality": "import lists names that columns have",
}
"""Words that are no sentence, and what they are."""
IDENTIFIERS = {
    "told": "what it is: a report, a message",
    "said": "what it is: the output, the summary",
    "found": "what was found: findings, the path",
    "each": "the thing: entry, path, item",
    "way": "the thing: option, route",
    "it": "the thing",
    "in_vain": "unused",
    "workshop": "toolchain",
}
"""Names that say nothing about what they hold, and what to say instead."""


@pytest.mark.parametrize("pattern", INSTEAD)
def test_no_text_for_users_has_a_word_that_they_stumble_over(pattern: str) -> None:
    hits = [
        f"{text.place}: {text.text[max(0, match.start() - 40) : match.end() + 40]!r}"
        for text in texts()
        for match in re.finditer(pattern, text.text, re.IGNORECASE)
        if not any(words in text.text for words in ALLOWED)
    ]
    assert hits == [], f"write instead: {INSTEAD[pattern]}"


def test_no_name_is_a_word_that_says_nothing() -> None:
    hits = [
        f"{path.relative_to(ROOT)}:{line}: {name}; name {IDENTIFIERS[name.strip('_').lower()]}"
        for path in modules()
        for name, line in names(path)
        if name.strip("_").lower() in IDENTIFIERS
    ]
    assert hits == []
