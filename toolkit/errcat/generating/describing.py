"""Sentences about entries and checks of names that all targets share, so that they agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from errcat.errors import ErrcatError
from errcat.model import NUMBER, Catalog, Entry


class Wording(NamedTuple):
    """How an output writes the parts of a sentence; the defaults give plain text."""

    text: Callable[[str], str] = str
    """Encodes a version, a date or the label of an entry."""
    reason: Callable[[str], str] = str
    """Encodes a reason."""
    state: Callable[[str], str] = str
    """Emphasizes the first word: Deprecated, Retired or Preview."""
    reference: Callable[[str], str] | None = None
    """Writes a reference to the entry of a code; by default, its label as text."""


PLAIN = Wording()


def sentence(text: str) -> str:
    """Return *text* with a full stop, unless it ends like a sentence.

    A text without a letter or digit, such as "-", gets none, nor does one that ends in an address,
    which would end in the full stop.
    """
    worded = any(map(str.isalnum, text))
    finished = text.endswith((".", "!", "?")) or _ADDRESS.search(text) is not None
    return text if finished or not worded else f"{text}."


_ADDRESS = re.compile(
    r"(?:^|[\s(])(?:\w+://|www\.|mailto:|[^\s@]+@)[^\s<>()\[\]\"'`]+\Z"
)


def life_sentences(
    entry: Entry, catalog: Catalog, wording: Wording = PLAIN
) -> tuple[str, ...]:
    """Return what becomes of *entry*, in sentences; nothing for an active one.

    For example "Deprecated since 1.3: It says too little.", "Use 20002 CALL_HUNG_UP instead." and
    "It will be removed on 2030-01-01."
    """
    return tuple(filter(None, _sentences(entry, catalog, wording)))


def _sentences(entry: Entry, catalog: Catalog, wording: Wording) -> Iterator[str]:
    if retired := entry.retired:
        yield _state("Retired", "in", retired.version, retired.reason, wording)
        yield _instead(entry, catalog, wording)
    elif old := entry.deprecated:
        yield _state("Deprecated", "since", old.since, old.reason, wording)
        yield _instead(entry, catalog, wording)
        sunset = wording.text(old.sunset)
        yield f"It will be removed on {sunset}." if sunset else ""
    elif entry.preview:
        yield f"{wording.state('Preview')}: this code may still change."


def _state(
    state: str, preposition: str, version: str, reason: str, wording: Wording
) -> str:
    since, why = wording.text(version), wording.reason(reason)
    text = wording.state(state)
    text = f"{text} {preposition} {since}" if since else text
    return f"{text}: {sentence(why)}" if why else sentence(text)


def _instead(entry: Entry, catalog: Catalog, wording: Wording) -> str:
    references = [_reference(code, catalog, wording) for code in replacements(entry)]
    return f"Use {' or '.join(references)} instead." if references else ""


def _reference(code: str, catalog: Catalog, wording: Wording) -> str:
    if wording.reference is not None:
        return wording.reference(code)
    return wording.text(label_of(code, catalog))


def label_of(code: str, catalog: Catalog) -> str:
    """Return code and name of an entry, or the code alone if the catalog has no such entry."""
    entry = catalog.by_code.get(code)
    return code if entry is None else entry.label


def replacements(entry: Entry) -> tuple[str, ...]:
    """Return the codes that replace a deprecated or retired entry."""
    life = entry.retired or entry.deprecated
    return life.replaced_by if life else ()


def check_distinct(names: Iterable[tuple[str, str]], where: str) -> None:
    """Check that no two things get one name in generated code.

    *names* are pairs: the name, and a label of what is called so. *where* completes the message,
    as in "in Python".

    Raises:
        ErrcatError: two of them have the same name.

    """
    owners: dict[str, str] = {}
    for name, owner in names:
        if name not in owners:
            owners[name] = owner
        elif owners[name] == owner:
            raise ErrcatError(f"'{owner}' would use '{name}' twice {where}")
        else:
            raise ErrcatError(
                f"'{owners[name]}' and '{owner}' would both be '{name}' {where};"
                " rename one of them"
            )


def integer_code(code: str, limit: int | None = None) -> int:
    """Return a code that the API sends as a number.

    Raises:
        ErrcatError: the code is not an integer in its shortest form, or not below *limit*.

    """
    if not NUMBER(code):
        raise ErrcatError(f"code '{code}' is not an integer, but `wire_type` is")
    if limit is not None and abs(int(code)) >= limit:
        raise ErrcatError(
            f"code '{code}' is too large; the target can represent codes below {limit}"
        )
    return int(code)
