"""Whether a code still means the same error: what names and texts show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias, TypeVar

from errcat.model import Catalog, Entry
from errcat.naming import name_from_code

K = TypeVar("K", bound=Hashable)

_SHARED = 0.5
"""The share of common words from which on two texts are alike."""
_SPELLED = 0.8
"""The share of common characters from which on two short texts are alike."""
_SHORT = 80
"""The length in characters up to which spelling is compared, which is slow."""
_TERMINOLOGY = 3
"""In how many titles the same words must be replaced to count as a change of terminology."""
_PREFIX = 6
"""How many letters a code may have besides its digits and still say nothing."""

Key: TypeAlias = tuple[str, ...]
"""A title, or a title with its detail."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text or a name, in lower case."""
    return frozenset(re.findall(r"[^\W_]+", text.casefold()))


def alike(old: str, new: str) -> bool:
    """Tell whether two texts or names share at least half of their words, or most letters."""
    then, now = words(old), words(new)
    total = len(then) + len(now)
    if not total or 2 * len(then & now) >= _SHARED * total:
        return True
    if max(len(old), len(new)) > _SHORT:
        return False
    from difflib import SequenceMatcher  # slow to import, and few titles get here

    matcher = SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False)
    return matcher.quick_ratio() >= _SPELLED <= matcher.ratio()


_FUNCTION_WORDS = words(
    "a all an and any are at be been by can cannot could do does for from had has have if in is it"
    " its itself may might must no not of on only or should than that the this to was were which"
    " will with would"
)
"""Words that texts about different things share."""
_ENOUGH = 4
"""How many words two texts must share if neither has all words of the other."""
_STEM = 6
"""How many letters of a word count, so that its forms are one word."""


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, each without its ending."""
    plain = re.sub(r"\{[^{}]*\}", " ", text)
    telling = words(plain) - _FUNCTION_WORDS
    return frozenset(_ending("", word)[:_STEM] for word in telling)


_ending = re.compile(r"(?<=\w{3})(?:able|ed|ible|ing|s)\Z").sub


def rewritten(old: str, new: str) -> bool:
    """Tell whether one text says what the other says, in more words or in another form.

    The shorter one shares half of its words, function words aside: at least four, or all of two or
    more. Forms of a word, such as plurals, are one word.
    """
    then, now = stems(old), stems(new)
    shared, fewer = len(then & now), min(len(then), len(now))
    if shared == fewer:
        return shared > 1
    return shared >= _ENOUGH and 2 * shared >= fewer


def alike_texts(old: Entry, new: Entry) -> bool:
    """Tell whether the titles of two entries are alike; equal or missing ones add the detail."""
    if old.title and new.title and old.title != new.title:
        return alike(old.title, new.title)
    return alike(f"{old.title} {old.detail}", f"{new.title} {new.detail}")


def same_error(old: Entry, new: Entry) -> bool:
    """Tell whether two entries can be one error: they share a telling name, or their texts."""
    if keeps_name(old, new):
        return True
    if not (old.title or old.detail) or not (new.title or new.detail):
        return old.name == new.name
    return alike_texts(old, new)


def keeps_name(old: Entry, new: Entry) -> bool:
    """Tell whether *new* has the name of *old*, and that name is more than its code."""
    kept = old.name != "" and old.name in {new.name, *new.aliases}
    return kept and not _made_from_code(old)


def _made_from_code(entry: Entry) -> bool:
    """Tell whether the name only repeats the code, such as ERROR_10001 or that of `card_declined`."""
    if entry.name == name_from_code(entry.code):
        return True
    digits = "".join(filter(str.isdigit, entry.code))
    letters = sum(map(str.isalpha, entry.code))
    return digits != "" and letters <= _PREFIX and digits in entry.name


class Texts:
    """Where each text of two catalogs stands, and which words replace others in many titles."""

    def __init__(self, old: Catalog, new: Catalog) -> None:
        self._old = old
        self._new = new

    def moved(self, old: Entry, new: Entry) -> bool:
        """Tell whether the texts of one code show that it means another error now.

        The old text stands under another code now, or the new text stood under another code
        before. Text that went elsewhere proves nothing if the code kept most of its words, unless
        both are true.
        """
        gone = _stands_elsewhere(old, self._before, self._after)
        came = _stands_elsewhere(new, self._after, self._before)
        if gone and came:
            return old.title != new.title or old.detail != new.detail
        return (gone or came) and not alike_texts(old, new)

    def terminology(self, old: Entry, new: Entry) -> bool:
        """Tell whether the titles differ by words that are replaced in other titles, too."""
        return self._replaced[_replacement(old, new)] >= _TERMINOLOGY

    @cached_property
    def _before(self) -> Mapping[Key, str]:
        return _homes(self._old.entries, self._titles)

    @cached_property
    def _after(self) -> Mapping[Key, str]:
        return _homes(self._new.entries, self._titles)

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The titles of entries whose texts have changed: only these can have moved."""
        changed: set[str] = set()
        then, now = self._old.by_code, self._new.by_code
        for one, other in ((then, now), (now, then)):
            for code, entry in one.items():
                match = other.get(code)
                if (
                    match is None
                    or entry.title != match.title
                    or entry.detail != match.detail
                ):
                    changed.add(entry.title)
        return frozenset(changed)

    @cached_property
    def _replaced(self) -> Counter[Hashable]:
        now = self._new.by_code
        return Counter(
            _replacement(entry, now[entry.code])
            for entry in self._old.entries
            if entry.code in now and entry.title != now[entry.code].title
        )


def unique(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Return a dict of *pairs* without the keys that have several values."""
    values: dict[K, str] = {}
    shared: set[K] = set()
    for key, value in pairs:
        if values.setdefault(key, value) != value:
            shared.add(key)
    return {key: value for key, value in values.items() if key not in shared}


def _homes(entries: Iterable[Entry], titles: frozenset[str]) -> dict[Key, str]:
    """Return the code of each text with one of *titles* that only one live code has."""
    return unique(
        (key, entry.code)
        for entry in entries
        if entry.retired is None and entry.title in titles
        for key in _keys(entry)
    )


def _stands_elsewhere(
    entry: Entry, here: Mapping[Key, str], there: Mapping[Key, str]
) -> bool:
    """Tell whether a text that only *entry* has on its side is that of another code there."""
    code = entry.code
    return any(here.get(key) == code != there.get(key, code) for key in _keys(entry))


def _keys(entry: Entry) -> Iterator[Key]:
    if entry.title:
        yield (entry.title,)
    if entry.detail:
        yield (entry.title, entry.detail)


def _replacement(old: Entry, new: Entry) -> tuple[frozenset[str], frozenset[str]]:
    then, now = words(old.title), words(new.title)
    return then - now, now - then
