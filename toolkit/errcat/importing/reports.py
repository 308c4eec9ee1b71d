"""The report of an import as data: what was read, guessed, changed and left out, and where."""

from __future__ import annotations

from typing import Any, NamedTuple

READ, GUESSED, NORMALIZED, LEFT_OUT, CONFLICT = (
    "read",
    "guessed",
    "normalized",
    "left-out",
    "conflict",
)
KINDS = (READ, GUESSED, NORMALIZED, CONFLICT, LEFT_OUT)
SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
"""How much a guess is worth: it follows from the source, it fits, or a person must look."""


class Note(NamedTuple):
    """One statement of a report about one place in a source."""

    kind: str
    subject: str
    """What it is about: fields, code, boundary, range, name, wire_type, pattern, text ..."""
    message: str
    file: str = ""
    line: int = 0
    code: str = ""
    confidence: str = SURE


class SourceRead(NamedTuple):
    """One source: its format, and how much came out of it."""

    file: str
    format: str
    rows: int
    entries: int


class Report(NamedTuple):
    """What an import did, in the order of the sources."""

    sources: tuple[SourceRead, ...] = ()
    notes: tuple[Note, ...] = ()

    def of(self, kind: str) -> tuple[Note, ...]:
        """Return the notes of one kind."""
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def unsure(self) -> tuple[Note, ...]:
        """The guesses that a person must look at."""
        return tuple(note for note in self.notes if note.confidence == UNSURE)


def data(report: Report) -> dict[str, Any]:
    """Return a report as plain data, for `--report json`; what is empty is left out."""
    notes = [{k: v for k, v in note._asdict().items() if v} for note in report.notes]
    return {"sources": [source._asdict() for source in report.sources], "notes": notes}


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
