"""The laws that hold for the output of every generator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from errcat.errors import ErrcatError
from errcat.generating.running import paths
from errcat.generating.target import File, Generator
from errcat.testing.containment import contained
from errcat.testing.elsewhere import elsewhere
from errcat.testing.hostile import READABLE, hostile_catalog
from errcat.testing.samples import INTERNAL, NEVER, PARTNER, secretive
from errcat.testing.subject import Law, Subject, explained
from errcat.writing import HEAD, MARK


def _repeatable(subject: Subject) -> Iterator[str]:
    """Generating twice gives the same files."""
    for catalog in subject.catalogs:
        if subject.files(catalog) != subject.files(catalog):
            yield f"{catalog.id}: generating again gives other files"


def _order(subject: Subject) -> Iterator[str]:
    """The order of entries, and their file, make no difference."""
    for catalog in subject.catalogs:
        moved = tuple(
            entry._replace(file="elsewhere.yaml", position=index)
            for index, entry in enumerate(reversed(catalog.entries))
        )
        other = replace(catalog, entries=moved, file="other.yaml", root="other")
        if subject.files(catalog) != subject.files(other):
            yield f"{catalog.id}: the files depend on the order or the place of entries"


_RAW = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that no language allows unescaped: output with one has escaped nothing."""


def _hostile(subject: Subject) -> Iterator[str]:
    """Every text can be generated, and control characters are escaped."""
    for text in READABLE:
        try:
            files = subject.files(hostile_catalog(text))
        except Exception as error:
            yield f"with the text {text!r}: {explained(error)}"
            continue
        raw = next(filter(None, (_RAW.search(file.text) for file in files)), None)
        if raw:
            yield f"with the text {text!r}: {raw[0]!r} is not escaped"
        yield from _wrong_paths(subject.generator, files)


def _guarded(subject: Subject) -> Iterator[str]:
    """What an audience may not see is in no file and in no file name."""
    for audience, hidden in (
        ("public", (PARTNER, INTERNAL, NEVER)),
        ("partner", (INTERNAL, NEVER)),
        ("internal", (NEVER,)),
    ):
        for path, text in subject.files(secretive(), audience):
            for secret in hidden:
                if secret in path or secret in text:
                    yield f"{path} holds {secret}, but was generated for the audience {audience}"


def _marked(subject: Subject) -> Iterator[str]:
    """A file says near its start that errcat made it, so that errcat may replace it."""
    for catalog in subject.catalogs:
        for path, text in subject.files(catalog):
            if text and MARK.encode() not in text.encode("utf-8", "replace")[:HEAD]:
                yield f"{path} does not hold the first line of `errcat.header`"


def _lines(subject: Subject) -> Iterator[str]:
    """Every line ends with LF, and there is no byte order mark."""
    for catalog in subject.catalogs:
        for path, text in subject.files(catalog):
            if "\r" in text:
                yield f"{path} holds a carriage return"
            if text and not text.endswith("\n"):
                yield f"{path} does not end with a line feed"
            if text.startswith("\ufeff"):
                yield f"{path} starts with a byte order mark"


def _contained(subject: Subject) -> Iterator[str]:
    """Files lie within the output, and their paths are distinct."""
    for catalog in subject.catalogs:
        yield from _wrong_paths(subject.generator, subject.files(catalog))


def _wrong_paths(generator: Generator, files: Sequence[File]) -> Iterator[str]:
    try:
        placed = [path for path, _ in paths(generator, "out", files)]
    except ErrcatError as error:
        yield str(error)
        return
    seen: set[str] = set()
    for path in placed:
        if path.casefold() in seen:
            yield f"two files have the path {path} on file systems that ignore case"
        seen.add(path.casefold())
        if "\\" in path or "\0" in path or {"", ".", ".."} & set(path.split("/")):
            yield f"{path!r} is not a path within the output"


def _read_back(subject: Subject) -> Iterator[str]:
    """Reading the files gives the texts of the catalog."""
    if subject.read is None:
        return
    for catalog in (*subject.catalogs, *map(hostile_catalog, READABLE)):
        texts: dict[str, Sequence[str]] = {}
        for file in subject.files(catalog):
            texts.update(subject.read(file.text))
        expected = {
            entry.code: (entry.title, entry.detail) for entry in catalog.entries
        }
        for code in sorted(texts.keys() ^ expected.keys()):
            state = "missing" if code in expected else "not in the catalog"
            yield f"{catalog.id}: the code {code!r} is {state}"
        for code in sorted(texts.keys() & expected.keys()):
            actual = tuple(texts[code])
            if actual != expected[code][: len(actual)]:
                yield f"{catalog.id} {code}: {actual!r} should be {expected[code]!r}"


LAWS: Mapping[str, Law] = {
    "repeatable": _repeatable,
    "elsewhere": elsewhere,
    "order": _order,
    "hostile texts": _hostile,
    "containment": contained,
    "audience": _guarded,
    "mark": _marked,
    "lines": _lines,
    "paths": _contained,
    "reading back": _read_back,
}
