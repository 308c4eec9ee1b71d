"""The journal of a release: what a later run needs to undo one that was killed between two files."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import NamedTuple

from errcat import leftovers
from errcat.contents import read_bytes
from errcat.errors import ErrcatError
from errcat.loading.git import Git, HistoryMissing
from errcat.writing import (
    Planned,
    anything,
    contained,
    plan,
    put,
    remove,
    write,
)

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


class JournalRefused(ErrcatError):
    """The journal of a release is one that errcat would not have left there."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.path}: not a journal that errcat left here: {self.reason}; delete it, and"
            " restore the files of the release with git"
        )


class Scope(NamedTuple):
    """The files that a release may write, as seen from the root."""

    catalogs: tuple[str, ...]
    """Folders and files of catalogs, in which it writes only files that say `errcat:`."""
    others: tuple[str, ...]
    """Patterns of other files, such as `CHANGELOG-*.md`."""

    def covers(self, row: _Row, now: bytes | None) -> bool:
        """Tell whether a release may have written the file, whose content is *now*."""
        if any(fnmatchcase(row.path, pattern) for pattern in self.others):
            return True
        path = f"{row.path}/"
        inside = any(
            path.startswith("" if catalog == "." else f"{catalog}/")
            for catalog in self.catalogs
        )
        return inside and all(_OF_CATALOG(text or b"") for text in (row.before, now))


_OF_CATALOG = re.compile(rb"""(?:^|[\s{,'"\xbf])errcat['"]?[ \t]*:""").search


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


def undo(root: str, scope: Scope | None = None) -> tuple[str, ...]:
    """Put the files of an interrupted release back, and return the paths of those that it wrote.

    Without a *scope*, the journal is known to be that of this run.

    Raises:
        JournalRefused: git tracks the journal, it is no regular file, or it lists a file outside
            *scope*.
        ReleaseInterrupted: a file has changed since, or the journal cannot be read.
        WriteFailed: a file could not be written.

    """
    if not pending(root):
        return ()
    if scope:
        _check_own(root)
    rows = _rows(root)
    for row in rows if scope else ():
        _check_covered(root, row, scope or Scope((), ()))
    written = [row for row in rows if _was_written(root, row)]
    old = [(row.path, row.before) for row in written]
    files = [(path, text.decode("utf-8")) for path, text in old if text is not None]
    put(plan(root or os.curdir, files, anything))
    remove(root, [path for path, text in old if text is None])
    folders = dict.fromkeys(os.path.dirname(row.path) for row in rows)
    for folder in (*folders, ""):
        leftovers.remove(os.path.join(root, folder) or os.curdir)
    end(root)
    return tuple(os.path.join(root, row.path) for row in written)


def _check_own(root: str) -> None:
    """Refuse a journal that came with the repository: it could overwrite files."""
    path = os.path.join(root, JOURNAL)
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise JournalRefused(path, "it is not a regular file")
    with suppress(HistoryMissing):
        if Git(root or os.curdir).run("ls-files", "--", JOURNAL).stdout:
            raise JournalRefused(path, "git tracks it")


def _check_covered(root: str, row: _Row, scope: Scope) -> None:
    clean = os.path.normpath(row.path) == row.path and contained(root, row.path)
    path = os.path.join(root, row.path)
    if not clean or os.path.islink(path) or not scope.covers(row, read_bytes(path)):
        reason = f"it lists '{row.path}', which a release does not write"
        raise JournalRefused(os.path.join(root, JOURNAL), reason)


def _rows(root: str) -> list[_Row]:
    import json

    path = os.path.join(root, JOURNAL)
    try:
        rows = json.loads(read_bytes(path) or b"")["files"]
        return [
            _Row(row["path"] + "", _decoded(row["before"]), row["after"] + "")
            for row in rows
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
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
