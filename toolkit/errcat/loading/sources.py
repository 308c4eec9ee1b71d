"""Reading the bytes of a catalog from a file, a folder or standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from typing import NamedTuple

from errcat.errors import PathMissing, PathUnreadable

LIMIT = 64 * 1024 * 1024
"""The largest size of a file, in bytes."""
STDIN = "-"
PAGES, PAGE_SUFFIX = "pages", ".md"
"""The folder of a catalog with pages for readers, and the ending of their names."""
OPERATIONS = "operations.yaml"
"""The generated file in a catalog's folder that lists which operation returns which code."""
HEADERS = ("catalog.yaml", "catalog.yml", "catalog.json")
"""The names that the file with the header may have in a folder."""


class Raw(NamedTuple):
    """A file and its bytes."""

    file: str
    """Its path as shown to users: the operand and the path below it."""
    content: bytes


class Source(NamedTuple):
    """An operand, and the files of its catalog."""

    root: str
    folder: bool
    files: tuple[Raw, ...]
    pages: tuple[Raw, ...] = ()
    """The files `pages/*.md` of a folder: texts for readers."""

    def relative(self, file: str) -> str:
        """Return a file's path relative to the root, which does not depend on the working folder."""
        if not self.folder:
            return os.path.basename(file)
        return os.path.relpath(file, self.root).replace(os.sep, "/")


def read(operand: str, suffixes: tuple[str, ...]) -> Source:
    """Read the catalog at *operand*: a file, a folder or `-` for standard input.

    In a folder, the files with one of *suffixes* are read in the order of their paths, except
    hidden ones.

    Raises:
        PathMissing: the path does not exist.
        PathUnreadable: it is not a file or folder, is too large, or the system denies access.

    """
    if operand == STDIN:
        return Source(
            STDIN, folder=False, files=(Raw(STDIN, _capped(STDIN, _stdin())),)
        )
    try:
        mode = os.stat(operand).st_mode
    except FileNotFoundError:
        raise PathMissing(operand) from None
    except (OSError, ValueError) as error:
        raise PathUnreadable(operand, _reason(error)) from None
    if stat.S_ISDIR(mode):
        paths = _below(operand, suffixes)
        return folder_of(operand, (Raw(path, _file(path)) for path in paths))
    return Source(operand, folder=False, files=(Raw(operand, _file(operand)),))


def folder_of(root: str, raws: Iterable[Raw]) -> Source:
    """Return the catalog in the folder *root* with *raws*, which are entries and pages."""
    source = Source(root, folder=True, files=())
    files: list[Raw] = []
    pages: list[Raw] = []
    for raw in raws:
        (pages if is_page(source.relative(raw.file)) else files).append(raw)
    return source._replace(files=tuple(files), pages=tuple(pages))


def is_page(relative: str) -> bool:
    """Tell whether the path *relative* to the folder of a catalog is that of a page."""
    folder, _, name = relative.rpartition("/")
    return folder == PAGES and name.endswith(PAGE_SUFFIX) and name[0] != "."


def _stdin() -> bytes:
    try:
        return sys.stdin.buffer.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        raise PathUnreadable(STDIN, _reason(error)) from None


def _below(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """Return the paths of the files in *folder* and below, in order, except hidden ones."""
    paths: list[str] = []
    pending = [folder]
    inside = os.path.join(folder, PAGES)
    while pending:
        here = pending.pop()
        try:
            with os.scandir(here) as listing:
                entries = [item for item in listing if not item.name.startswith(".")]
        except OSError as error:
            raise PathUnreadable(here, _reason(error)) from None
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif entry.name.endswith(suffixes) or (
                here == inside and entry.name.endswith(PAGE_SUFFIX)
            ):
                paths.append(entry.path)
    return sorted(paths)


def _file(path: str) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise PathUnreadable(path, "a broken symbolic link") from None
    except (OSError, ValueError) as error:
        raise PathUnreadable(path, _reason(error)) from None
    with open(handle, "rb") as stream:
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise PathUnreadable(path, "not a regular file")
            return _capped(path, stream.read(LIMIT + 1))
        except OSError as error:
            raise PathUnreadable(path, _reason(error)) from None


def _capped(path: str, content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise PathUnreadable(path, f"larger than {LIMIT // 1024 // 1024} MiB")
    return content


def _reason(error: Exception) -> str:
    text = (
        error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    )
    return text[:1].lower() + text[1:]
