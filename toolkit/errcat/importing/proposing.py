"""Names for entries without one: from meaning, unique, the same in whatever order they come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from errcat.importing.extracting import listed
from errcat.naming import name_from_code, propose_name, screaming_snake, words

LIMIT = 48
"""How many characters a proposed name has at most."""

_FILLERS = frozenset(
    listed(
        "A AN THE IS ARE WAS WERE HAS HAVE HAD BEEN THIS THAT THESE THOSE YOUR OUR PLEASE"
    )
)
_ENDINGS = tuple(
    ending.split("_")
    for ending in (
        "AT_THIS_TIME",
        "AT_THE_MOMENT",
        "TRY_AGAIN_LATER",
        "TRY_AGAIN",
        "PROVIDED",
        "SPECIFIED",
        "SUPPLIED",
        "GIVEN",
    )
)
_PLACEHOLDER = re.compile(
    r"\$?\{[^{}]*\}|%(?:[0-9]+\$)?[-+ 0#]*[0-9.]*[a-zA-Z@]|<[^<>]*>"
)
_AMPERSAND = re.compile(r"(?<=[A-Z])&(?=[A-Z]{1,3}\b)")
_SENTENCE = re.compile(r"(?<=[a-z0-9)])[.!?:;](?:\s|$)")


class Unnamed(NamedTuple):
    """An entry that needs a name: its code, its text, and the group it belongs to."""

    code: str
    text: str
    group: str = ""


class Proposal(NamedTuple):
    """A name, and why it is not just the words of the text."""

    name: str
    reason: str = ""


def propose(
    unnamed: Sequence[Unnamed], taken: Collection[str] = ()
) -> dict[str, Proposal]:
    """Return a name for every code, unique among themselves and those *taken*.

    Where texts are alike, all of them get the group before it, and if that does not tell them
    apart, the code behind it. No name depends on the order of the entries.
    """
    levels = {entry.code: 0 for entry in unnamed}
    held = set(map(_bare, taken))
    by_code = {entry.code: entry for entry in unnamed}
    names = {code: _at_level(entry, 0) for code, entry in by_code.items()}
    for _ in range(len(_LEVELS) * 2):
        counts = Counter(map(_bare, names.values()))
        clashing = [
            code
            for code, name in names.items()
            if (counts[_bare(name)] > 1 or _bare(name) in held)
            and levels[code] < len(_LEVELS) - 1
        ]
        if not clashing:
            break
        for code in clashing:
            levels[code] += 1
            names[code] = _at_level(by_code[code], levels[code])
    return {
        code: Proposal(name, _REASONS[levels[code]]) for code, name in names.items()
    }


def _bare(name: str) -> str:
    """Return a name as a target in CamelCase sees it: A_1 and A1 are alike."""
    return name.replace("_", "")


def _at_level(entry: Unnamed, level: int) -> str:
    return _LEVELS[level](entry)


def _base(entry: Unnamed) -> str:
    own = name_from_code(entry.code)
    spelled = meaning(entry.text)
    spoken = words(entry.code)
    if len(spoken) > 1 and all(word.isalpha() for word in spoken):
        spelled = [word.upper() for word in spoken]
    if not spelled:
        return own if own and len(own) <= LIMIT else _coded(("ERROR",), entry.code)
    return _joined(spelled) or _coded(("ERROR",), entry.code)


def _grouped(entry: Unnamed) -> str:
    lead = meaning(entry.group)
    own = meaning(entry.text)
    if not lead or own[: len(lead)] == lead:
        return _base(entry)
    return _joined([*lead, *own]) or _base(entry)


def _suffixed(entry: Unnamed) -> str:
    lead = meaning(entry.group)
    own = meaning(entry.text)
    if lead and own[: len(lead)] != lead:
        own = [*lead, *own]
    return _coded(own or ["ERROR"], entry.code)


def _spelled(entry: Unnamed) -> str:
    """Return a name with every character of the code, for codes that differ in signs alone."""
    spelled = "".join(
        char if char.isascii() and char.isalnum() else f"_{ord(char):X}_"
        for char in entry.code
    )
    return f"ERROR_{'_'.join(filter(None, spelled.split('_')))}".upper()


_LEVELS = (_base, _grouped, _suffixed, _spelled)
_REASONS = (
    "",
    "its text stands for several codes: the group was added",
    "its text stands for several codes: the code was added",
    "its text stands for several codes: the code was spelled out",
)


def meaning(text: str) -> list[str]:
    """Return the words that carry the meaning of a text's first sentence, in capitals."""
    text = _PLACEHOLDER.sub(" ", _AMPERSAND.sub("", text))
    sentence = _SENTENCE.split(text.strip(), maxsplit=1)[0]
    name = propose_name(sentence, "")
    parts = [] if not re.search(r"[A-Za-z0-9]", sentence) else name.split("_")
    for ending in _ENDINGS:
        if len(parts) > len(ending) + 1 and parts[-len(ending) :] == ending:
            parts = parts[: -len(ending)]
    kept = [w for at, w in enumerate(parts) if not _is_filler(parts, at)] or parts
    return kept if kept and kept[0][:1].isalpha() else ["ERROR", *kept] if kept else []


def _is_filler(parts: Sequence[str], at: int) -> bool:
    """Tell whether a word carries no meaning; `has` does where it means to own, as in `has no`."""
    following = parts[at + 1] if at + 1 < len(parts) else ""
    owns = parts[at] in ("HAS", "HAVE", "HAD") and following in (
        "NO",
        "A",
        "AN",
        "ANY",
        "THE",
    )
    return parts[at] in _FILLERS and not owns


def _joined(words: Iterable[str], room: int = LIMIT) -> str:
    """Return as many whole words as have room, without a dangling small word at the end."""
    kept: list[str] = []
    for word in words:
        if len("_".join([*kept, word])) > room:
            while kept and kept[-1] in _DANGLING:
                kept.pop()
            break
        kept.append(word)
    return "_".join(kept)


_DANGLING = frozenset(
    listed("OF TO FOR IN ON AT BY WITH FROM AND OR NOT MUST BE AS OUT WHEN IF BECAUSE")
)


def _coded(words: Sequence[str], code: str) -> str:
    suffix = screaming_snake(code) or "_".join(f"U{ord(char):04X}" for char in code)
    kept = list(words)
    if kept[-1:] == suffix.split("_")[-1:] and _joined(kept).endswith(suffix):
        return _joined(kept)
    return f"{_joined(kept, LIMIT - len(suffix) - 1) or 'ERROR'}_{suffix}"


def needs_name(code: str) -> bool:
    """Tell whether an entry needs a name: its code is no identifier, or one that tells nothing.

    `card_declined` tells what is wrong; `E1001` and `AUTH_001` do not.
    """
    letters = [word for word in words(code) if not word.isdigit()]
    numbered = any(char.isdigit() for char in code)
    return not name_from_code(code) or (numbered and len(letters) <= 1)


def groups_of(titles: Mapping[str, str]) -> dict[str, str]:
    """Return what groups are called in names: their titles without the words all of them share."""
    kept = {
        title: [w for w in map(str.upper, words(title)) if w not in _GENERIC | _FILLERS]
        for title in titles
    }
    return {title: " ".join(kept[title]) or title for title in titles}


_GENERIC = frozenset(listed("ERROR ERRORS CODE CODES API"))
