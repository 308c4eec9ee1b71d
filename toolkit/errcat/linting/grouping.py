"""What tells entries apart besides their texts: the range, the prefix of the code, the file."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from errcat.linting import texts
from errcat.linting.unfinished import unfinished
from errcat.model import Catalog, Entry
from errcat.naming import (
    NAME_LIMIT,
    digest,
    is_wordy,
    name_of_words,
    pascal,
    propose_name,
    screaming_snake,
    spelled_name,
    words,
)

PLACEHOLDER = re.compile(r"\{\w*\}|%[0-9.]*[a-z]\b|<[\w -]+>")
"""What stands for a value in a title, and is no part of a name."""
_ADDRESS = re.compile(r"(?i:https?://|www\.)\S+|[^\s@<>()]+@[\w-]+(?:\.[\w-]+)+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_FILLER = re.compile(
    r"\b(?i:the|an|is|are|was|were|please|your)\b|(?:^A|\ba)\s+(?=[A-Za-z]{2})"
)
"""English words that a name does without."""
_PREFIX = re.compile(r"(?:(.+)[.:/#-][^.:/#-]+|([A-Za-z]+)[0-9]+)\Z", re.DOTALL)


def prefix_of(code: str) -> str:
    """Return the part of a code that several share: `auth` of `auth.expired`, `E` of `E401`."""
    match = _PREFIX.match(code)
    return (match[1] or match[2]) if match else ""


def module_of(catalog: Catalog, entry: Entry) -> str:
    """Return the name of the entry's file without its suffix; "" for the file with the header."""
    if entry.file == catalog.file:
        return ""
    return os.path.splitext(os.path.basename(entry.file))[0]


def groups_of(catalog: Catalog, entry: Entry) -> tuple[str, str, str]:
    """Return range, prefix and module of *entry*; entries that differ in one are told apart."""
    return entry.range, prefix_of(entry.code), module_of(catalog, entry)


def proposed_names(catalog: Catalog) -> Mapping[str, str]:
    """Return a name for each code without one; none is used twice, nor by another entry.

    A name is made of the code if that consists of words, else of the title. Where several entries
    would get one name, the range, the prefix of the code or the module goes before it, and where
    that is not enough, the code goes after it. The order of the entries does not matter.
    """
    missing = [entry for entry in texts.rows(catalog.entries) if not entry.name]
    wanting = [(entry, list(_candidates(catalog, entry))) for entry in missing]
    used = {_folded(name) for name in _taken(catalog)}
    names: dict[str, str] = {}
    for rank in range(max((len(options) for _, options in wanting), default=0)):
        tried = [
            (entry, options[min(rank, len(options) - 1)])
            for entry, options in wanting
            if entry.code not in names
        ]
        times = Counter(_folded(name) for _, name in tried)
        chosen = {
            entry.code: name
            for entry, name in tried
            if times[_folded(name)] == 1 and _folded(name) not in used
        }
        names |= chosen
        # What several wanted stays free for nobody: a name must not mean one of two errors.
        used |= times.keys()
    return names


def _candidates(catalog: Catalog, entry: Entry) -> Iterator[str]:
    """Yield names for *entry* from the best to the last resort, which no other code has."""
    wordy = is_wordy(entry.code)
    base = name_of_words(entry.code) if wordy else _of_title(catalog, entry)
    yield base
    for group in dict.fromkeys(filter(None, groups_of(catalog, entry))):
        before = f"{screaming_snake(group)}_"
        if not (wordy and base.startswith(before)):
            yield _limited(before, base, "")
    if wordy:
        yield _limited("", spelled_name(entry.code), "")
        yield _of_title(catalog, entry)
    code = propose_name("", entry.code).removeprefix("ERROR_")
    if not wordy:
        if base != f"ERROR_{code}":
            yield _limited("", base, f"_{code}")
        yield f"ERROR_CODE_{code}"[:NAME_LIMIT]
    yield _limited("", base, f"_X{digest(entry.code)[:8].upper()}")


def _of_title(catalog: Catalog, entry: Entry) -> str:
    """Return a name made of what a title says, without addresses, placeholders and filler words."""
    if unfinished(entry.title):
        return propose_name("", entry.code)
    title = PLACEHOLDER.sub(" ", _without_addresses(entry.title))
    if catalog.language.partition("-")[0] == "en":
        title = _spelled(title)
        title = _FILLER.sub(" ", title) if words(_FILLER.sub(" ", title)) else title
    return propose_name(title, entry.code)


def _spelled(title: str) -> str:
    """Return *title* without known misspellings: a name stays when the title is corrected."""
    from errcat.linting.rules._misspellings import RIGHT  # seldom needed

    return re.sub(r"[A-Za-z]+", lambda word: RIGHT.get(word[0].lower(), word[0]), title)


def _without_addresses(title: str) -> str:
    """Return *title* without URLs and e-mail addresses, and without the sentences they stand in."""
    sentences = _SENTENCE.split(title)
    plain = [sentence for sentence in sentences if not _ADDRESS.search(sentence)]
    return " ".join(plain or [_ADDRESS.sub(" ", sentence) for sentence in sentences])


def _limited(before: str, base: str, after: str) -> str:
    """Return a name with *base* shortened so that all of it has a length that is allowed."""
    room = NAME_LIMIT - len(before) - len(after)
    short = base if len(base) <= room else base[:room].rpartition("_")[0] or base[:room]
    name = f"{before}{short}{after}".strip("_")
    return name if name[:1].isalpha() else f"E{name}"[:NAME_LIMIT]


def _taken(catalog: Catalog) -> Iterable[str]:
    for entry in catalog.entries:
        yield from (entry.name, *entry.aliases)
    yield from (reserved.name for reserved in catalog.reserved)


def _folded(name: str) -> str:
    """Return what two names must not share: no target tells `A_1` from `A1`."""
    return pascal(name).lower()
