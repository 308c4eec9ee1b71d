"""Read the templates in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

from errcat.errors import ErrcatError, PathMissing, PathUnreadable

ENDING = ".jinja"
"""The extension of templates; without it, their name is that of the generated file."""


class TemplateFailed(ErrcatError):
    """A template cannot be read, or uses something that does not exist or is not allowed."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path = path
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.reason}"


def read(folder: str) -> dict[str, str]:
    """Return the templates in *folder*, sorted by their path within it.

    Raises:
        PathMissing, ErrcatError: there is no such folder, or no template in it.
        PathUnreadable, TemplateFailed: a template cannot be read.

    """
    if not os.path.isdir(folder):
        raise PathMissing(folder)
    sources = {
        os.path.relpath(path, folder).replace(os.sep, "/"): _text(path)
        for path in _paths(folder)
    }
    if not sources:
        raise ErrcatError(
            f"{folder}: no templates found; add a file whose name ends in {ENDING}"
        )
    return dict(sorted(sources.items()))


def _paths(folder: str) -> Iterator[str]:
    """Yield the paths of the templates in *folder*; hidden files are not templates."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *files):
            path = os.path.join(place, name)
            if os.path.islink(path) and not _inside(folder, path):
                reason = "symbolic link to a place outside the folder"
                raise TemplateFailed(path, 0, reason)
            if name in files and name.endswith(ENDING) and not name.startswith("."):
                yield path


def _inside(folder: str, path: str) -> bool:
    root = os.path.realpath(folder)
    return os.path.commonpath((root, os.path.realpath(path))) == root


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read()
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None
    except UnicodeDecodeError:
        raise TemplateFailed(path, 0, "not UTF-8") from None
