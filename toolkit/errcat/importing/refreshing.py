"""The file with the operations of a catalog: what it is to hold, and what differs from what it holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.errors import OutputRefused
from errcat.importing.operations import Derived, derive, written
from errcat.importing.reports import LEFT_OUT, Note, Report, SourceRead, counted, data
from errcat.linting.running import Understood, understand
from errcat.loading.reading import Reader
from errcat.loading.sources import OPERATIONS, Source, read
from errcat.model import Operation
from errcat.text import terminal
from errcat.writing import generated, write_all


class Stale(NamedTuple):
    """One thing in which the file does not agree with the documents, and where."""

    operation: str
    """Method and path; empty for the file as a whole."""
    message: str
    file: str
    line: int


class Refresh(NamedTuple):
    """The operations that documents state, and the file that holds them, before it is written."""

    target: str
    """The folder of the catalog."""
    text: str
    operations: tuple[Operation, ...]
    stale: tuple[Stale, ...]
    """In what the file that is there differs."""
    report: Report

    @property
    def path(self) -> str:
        """The path of the file."""
        return os.path.join(self.target, OPERATIONS)

    @property
    def ok(self) -> bool:
        """Whether the file is up to date."""
        return not self.stale

    def write(self) -> bool:
        """Write the file; return False if it is up to date.

        Raises:
            OutputRefused: a file of this name is there that errcat did not generate.
            WriteFailed: the system refuses.

        """
        (new,) = write_all(self.target, [(OPERATIONS, self.text)], generated)
        return new


def refresh(
    sources: Sequence[str], target: str, readers: Sequence[Reader], root: str
) -> Refresh:
    """Return the operations in OpenAPI documents for the catalog at *target*.

    *root* is the folder of the configuration.

    Raises:
        DocumentInvalid: a document cannot be read, or a reference cannot be followed.
        OutputRefused: the catalog is a single file, or cannot be read.
        ErrcatError: the catalog has no envelope.

    """
    suffixes = tuple(suffix for reader in readers for suffix in reader.suffixes)
    source = read(target, suffixes)
    if not source.folder:
        reason = f"the catalog is a single file; {OPERATIONS} needs a folder"
        raise OutputRefused(target, reason)
    # Without the file itself, which may hold the markers of a merge conflict.
    others = (raw for raw in source.files if source.relative(raw.file) != OPERATIONS)
    catalog = understand(source._replace(files=tuple(others)), readers).catalog
    if catalog is None:
        reason = "what is there cannot be read as a catalog; see `errcat validate`"
        raise OutputRefused(target, reason)
    derived = derive(sources, catalog)
    text = written(derived.operations, sources, root)
    stale = tuple(_stale(text, derived, source, understand(source, readers)))
    return Refresh(target, text, derived.operations, stale, _report(sources, derived))


def _report(sources: Sequence[str], derived: Derived) -> Report:
    codes = {code for operation in derived.operations for code in operation.codes}
    numbers = len(derived.operations), len(codes)
    notes = tuple(
        Note(
            LEFT_OUT,
            "operations",
            f"{counted(shared.codes, 'code')} that {shared.operations} operations share for"
            " several statuses",
            shared.file,
            shared.span.line,
        )
        for shared in derived.shared
    )
    read_from = tuple(SourceRead(source, "openapi", *numbers) for source in sources)
    return Report(read_from, notes)


# --- what differs ------------------------------------------------------------------------------


def _stale(
    text: str, derived: Derived, source: Source, held: Understood
) -> Iterator[Stale]:
    """Yield in what the file differs from *text*."""
    path = os.path.join(source.root, OPERATIONS)
    current = next((raw.content for raw in source.files if raw.file == path), None)
    if current == text.encode():
        return
    document = held.loaded.operations
    if current is None or document is None or held.catalog is None:
        message = (
            "the file is missing" if current is None else "the file is out of date"
        )
        yield Stale("", message, path, 1)
        return
    old = {item.key: item for item in held.catalog.operations if item.file == path}
    new = {operation.key: operation for operation in derived.operations}
    differences = [
        *_added_or_changed(old, new, derived.places),
        *(
            Stale(key, f"{key} is in no document", path, document.span(place.path).line)
            for key, operation in old.items()
            if key not in new
            for place in [operation.place()]
        ),
    ]
    yield from differences or [Stale("", "the file is out of date", path, 1)]


def _added_or_changed(
    old: Mapping[str, Operation],
    new: Mapping[str, Operation],
    places: Mapping[str, tuple[str, int]],
) -> Iterator[Stale]:
    for key, operation in new.items():
        if key not in old:
            yield Stale(key, f"{key} is missing in {OPERATIONS}", *places[key])
        elif old[key] != operation:
            for what in _differing(old[key], operation):
                yield Stale(key, f"{key} {what}", *places[key])


def _differing(old: Operation, new: Operation) -> Iterator[str]:
    if old.id != new.id:
        yield f"has another id: {old.id or 'none'} → {new.id or 'none'}"
    for code, statuses in new.codes.items():
        if code not in old.codes:
            yield f"now returns {code}"
        elif old.codes[code] != statuses:
            before, after = _listed(old.codes[code]), _listed(statuses)
            yield f"returns {code} with another HTTP status: {before} → {after}"
    yield from (
        f"no longer returns {code}" for code in old.codes if code not in new.codes
    )


def _listed(statuses: Sequence[int]) -> str:
    return ", ".join(map(str, statuses)) or "unknown"


# --- for people and programs -------------------------------------------------------------------


def summary(result: Refresh, *, quiet: bool = False) -> str:
    """Return what was derived and left out as text; empty if *quiet*."""
    if quiet:
        return ""
    lines = [
        f"  {terminal(note.file)}:{note.line}: {note.message}\n"
        for note in result.report.notes
    ]
    if lines:
        lines.insert(0, "Left out\n")
    codes = {code for operation in result.operations for code in operation.codes}
    number = counted(len(result.operations), "operation")
    sources = counted(len(result.report.sources), "source")
    with_codes = counted(len(codes), "code")
    return "".join((*lines, f"Derived {number} with {with_codes} from {sources}\n"))


def staleness(result: Refresh) -> str:
    """Return in what the file differs as text, one line each."""
    return "".join(
        f"{terminal(item.file)}:{item.line}: {terminal(item.message)}\n"
        for item in result.stale
    )


def verdict(result: Refresh) -> str:
    """Return the line that says whether the file is up to date."""
    name = terminal(result.path)
    if result.ok:
        number = counted(len(result.operations), "operation")
        return f"{name} agrees with its sources ({number})"
    number = counted(len(result.stale), "difference")
    return f"{name} does not agree with its sources: {number}"


def as_data(result: Refresh) -> dict[str, Any]:
    """Return the result as plain data, for `--report json`."""
    codes = {code for operation in result.operations for code in operation.codes}
    differences = [
        {
            "kind": "changed",
            "code": "",
            "field": "operations",
            "operation": item.operation,
            "message": item.message,
            "file": item.file,
            "line": item.line,
        }
        for item in result.stale
    ]
    return {
        "catalog": result.target,
        "entries": len(codes),
        "operations": len(result.operations),
        **data(result.report),
        "differences": differences,
    }
