"""What an importer is: one format, turned into tables whose every cell has a line."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from errcat.errors import ErrcatError, NameUnknown
from errcat.loading.reading import is_list

KEY, VALUE = "@key", "@value"
"""The columns of a map: what an item is called, and what it holds where that is one value."""


def listed(words: str) -> list[str]:
    """Return the words of a text, for tables of words."""
    return words.split()


class Text(NamedTuple):
    """A source: what it is called in reports, and its text, whose lines end with line feeds."""

    file: str
    text: str
    encoding: str = "utf-8"

    @property
    def stem(self) -> str:
        """The name of the file without folder and suffix."""
        return self.file.replace("\\", "/").rpartition("/")[2].partition(".")[0]

    @property
    def suffix(self) -> str:
        """The suffix of the file in lower case, `.md`; empty if it has none."""
        name = self.file.replace("\\", "/").rpartition("/")[2]
        return f".{name.rpartition('.')[2].lower()}" if "." in name else ""


class Cell(NamedTuple):
    """One value of a row, as plain data, and the line it stands on."""

    data: Any
    line: int

    @property
    def text(self) -> str:
        """The value as text, without white space around it."""
        return text_of(self.data).strip()


class Row(NamedTuple):
    """One record of a source: its cells by column, and the line it begins on."""

    cells: Mapping[str, Cell]
    line: int


class Group(NamedTuple):
    """What rows stand under: a heading, a class, a key."""

    title: str
    line: int


class Table(NamedTuple):
    """Rows with the same columns, and what the importer knows of them."""

    rows: tuple[Row, ...]
    group: Group | None = None
    fields: Mapping[str, str] = {}
    """The field behind a column where the format itself says so; an empty one leaves it out."""
    exact: bool = False
    """Whether the cells already are fields of an entry, as an errcat file has them."""
    headed: bool = True
    """Whether the columns have names; without, their content alone tells what they are."""


class Skipped(NamedTuple):
    """Something in a source that is not part of any entry, and why."""

    line: int
    what: str
    reason: str


class Changed(NamedTuple):
    """Something that the importer did not take over as it is written."""

    line: int
    message: str


class Doubt(NamedTuple):
    """A decision that the importer took and is not sure of."""

    line: int
    code: str
    subject: str
    message: str


class Extract(NamedTuple):
    """What an importer makes of a text."""

    tables: tuple[Table, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[Changed, ...] = ()
    header: Mapping[str, Any] = {}
    """Keys of the catalog's header that the source states: title, version, wire_type ..."""


@dataclass(frozen=True, slots=True)
class Importer:
    """One format: how to recognize it, and how to read it."""

    module: str
    page: str | None
    """Its manual page: the docstring of its module."""
    suffixes: tuple[str, ...]
    sniff: Callable[[Text], float]
    """Tells from 0 to 1 how well a text fits the format."""
    extract: Callable[[Text], Extract]
    name: str = field(init=False)

    def __post_init__(self) -> None:
        """Take the name from the module, as every door does."""
        name = self.module.rpartition(".")[2].replace("_", "-")
        object.__setattr__(self, "name", name)

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return inspect.cleandoc(self.page or "").partition("\n")[0]


class FormatUnclear(ErrcatError):
    """No importer recognizes a source."""

    def __init__(self, file: str, known: Sequence[str]) -> None:
        super().__init__(file, known)
        self.file = file
        self.known = tuple(known)

    def __str__(self) -> str:
        names = ", ".join(self.known)
        return f"{self.file}: format not recognized; name it with --format ({names})"


class NothingFound(ErrcatError):
    """The sources of an import state no error."""

    def __init__(self, files: Sequence[str]) -> None:
        super().__init__(*files)
        self.files = tuple(files)

    def __str__(self) -> str:
        where = ", ".join(self.files)
        return f"{where}: no error codes found; name the format with --format, or columns with --map"


class SourceInvalid(ErrcatError):
    """A source breaks the rules of its format."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


_SUFFIX_BONUS = 0.35
_ENOUGH = 0.3


def choose(text: Text, importers: Sequence[Importer], name: str = "") -> Importer:
    """Return the importer called *name*, or the one that fits the text best.

    Raises:
        NameUnknown: no importer has that name.
        FormatUnclear: no importer recognizes the text.

    """
    if name:
        for importer in importers:
            if importer.name == name:
                return importer
        raise NameUnknown("format", name, [known.name for known in importers])
    best, score = None, _ENOUGH
    for importer in importers:
        fit = importer.sniff(text)
        fit += _SUFFIX_BONUS if fit and text.suffix in importer.suffixes else 0
        if fit > score:
            best, score = importer, fit
    if best is None:
        raise FormatUnclear(text.file, [known.name for known in importers])
    return best


def text_of(data: Any) -> str:
    """Return a value as a source would write it: `true`, `404`; nothing is an empty text."""
    if data is None:
        return ""
    if isinstance(data, bool):
        return "true" if data else "false"
    if is_list(data):
        return ", ".join(text_of(item) for item in data)
    return str(data)
