"""The journal of a release: what a later run needs to undo one that was killed between two files."""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import NamedTuple

from errcat.contents import read_bytes
from errcat.errors import ErrcatError
from errcat.writing import Planned, anything, plan, put, remove, write

JOURNAL = ".errcat-release.json"
"""The name of the journal, which lies beside the configuration while a release is written."""


class ReleaseInterrupted(ErrcatError):
    """An earlier release was interrupted while errcat wrote its files."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: a release was interrupted; {self.reason}"


class _Row(NamedTuple):
    """A file of a release."""

    path: str
    """As seen from the root."""
    before: bytes | None
    """None if the file did not exist."""
    after: str
    """The SHA-256 of its content in the release."""


def begin(root: str, planned: Sequence[Planned]) -> None:
    """Write the journal of a release that is about to write *planned*.

    Raises:
        WriteFailed: it could not be written.

    """
    import json

    rows = [
        {
            "path": os.path.relpath(file.path, root or os.curdir),
            "before": _encoded(read_bytes(file.path)),
            "after": hashlib.sha256(file.content).hexdigest(),
        }
        for file in planned
        if not file.fresh
    ]
    text = json.dumps({"format": 1, "files": rows}, indent=2)
    write(os.path.join(root, JOURNAL), f"{text}\n")


def end(root: str) -> None:
    """Delete the journal: the files are written, or as they were before.

    Raises:
        WriteFailed: it could not be deleted.

    """
    remove(root, [JOURNAL])


def pending(root: str) -> bool:
    """Tell whether an earlier release was interrupted."""
    return os.path.lexists(os.path.join(root, JOURNAL))


def undo(root: str) -> tuple[str, ...]:
    """Put the files of an interrupted release back, and return the paths of those that it wrote.

    Raises:
        ReleaseInterrupted: a file has changed since, or the journal cannot be read.
        WriteFailed: a file could not be written.

    """
    if not pending(root):
        return ()
    written = [row for row in _rows(root) if _was_written(root, row)]
    old = [(row.path, row.before) for row in written]
    files = [(path, text.decode("utf-8")) for path, text in old if text is not None]
    put(plan(root or os.curdir, files, anything))
    remove(root, [path for path, text in old if text is None])
    end(root)
    return tuple(os.path.join(root, row.path) for row in written)


def _rows(root: str) -> list[_Row]:
    import json

    path = os.path.join(root, JOURNAL)
    try:
        rows = json.loads(read_bytes(path) or b"")["files"]
        return [
            _Row(row["path"], _decoded(row["before"]), row["after"]) for row in rows
        ]
    except (ValueError, KeyError, TypeError):
        reason = "its journal cannot be read; restore the files with git, and delete it"
        raise ReleaseInterrupted(path, reason) from None


def _was_written(root: str, row: _Row) -> bool:
    """Tell whether the release wrote the file, and nobody has changed it since."""
    path = os.path.join(root, row.path)
    now = read_bytes(path)
    if now == row.before:
        return False
    if now is not None and hashlib.sha256(now).hexdigest() == row.after:
        return True
    reason = f"this file has changed since; restore it with git, or delete {JOURNAL}"
    raise ReleaseInterrupted(path, reason)


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else b64encode(content).decode("ascii")


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text, validate=True)
