"""The files of a commit, read from git's objects as a file system would give them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from types import TracebackType
from typing import IO, NamedTuple, Self, cast

from errcat.loading.git import Git, RevisionUnreadable, first_line
from errcat.loading.sources import (
    LIMIT,
    PAGE_SUFFIX,
    PAGES,
    Raw,
    Source,
    folder_of,
)

_TREE, _LINK, _SUBMODULE = "40000", "120000", "160000"
_MOST_LINKS = 40
"""How many symbolic links are followed for one path, as in Linux."""
_SHA1_DIGITS = 40


class Node(NamedTuple):
    """What a folder of a commit holds under one name."""

    mode: str
    object_id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.mode == _TREE


class Objects:
    """The objects of a repository, read by one run of git; each must match its id."""

    def __init__(self, git: Git) -> None:
        self.git = git

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.restart()

    def restart(self) -> None:
        """End git's run, which an object that it lacks may have ended; the next read starts one."""
        process: subprocess.Popen[bytes] | None = vars(self).pop("_process", None)
        if process is not None:
            process.kill()
            with suppress(BrokenPipeError):  # what git was not given goes with it
                process.communicate()

    @cached_property
    def _process(self) -> subprocess.Popen[bytes]:
        return self.git.start("cat-file", "--batch")

    def read(self, name: str, kind: str, label: str) -> tuple[str, bytes]:
        """Return id and content of an object of a *kind*: tree or blob.

        Raises:
            RevisionUnreadable: it is missing, damaged, too large or of another kind; *label* says
                what it is needed for.

        """
        given = cast("IO[bytes]", self._process.stdin)
        answers = cast("IO[bytes]", self._process.stdout)
        with suppress(BrokenPipeError):  # then there is no answer either
            given.write(os.fsencode(f"{name}\n"))
            given.flush()
        header = answers.readline().split()
        if len(header) != 3:  # noqa: PLR2004  # id, kind, size
            raise self._unreadable(label, self._reason(header))
        object_id, stored, size = header[0].decode(), header[1].decode(), int(header[2])
        if stored != kind:
            raise self._unreadable(label, f"{object_id} is a {stored}, not a {kind}")
        if size > LIMIT:
            raise self._unreadable(label, f"larger than {LIMIT // 1024 // 1024} MiB")
        content = answers.read(size + 1)[:size]
        if len(content) < size or _hash(kind, content, object_id) != object_id:
            raise self._unreadable(label, f"the {kind} {object_id} is damaged")
        return object_id, content

    def _reason(self, header: list[bytes]) -> str:
        if header:  # "1234567 missing" is said of an object that is damaged, too
            return f"{header[0].decode()} is {header[-1].decode()} or damaged"
        errors = cast("IO[bytes]", self._process.stderr)
        return first_line(errors.read())

    def _unreadable(self, label: str, reason: str) -> RevisionUnreadable:
        return RevisionUnreadable(label, f"cannot be read: {reason}", self.git.repair())


class Tree:
    """The files of one commit."""

    def __init__(self, objects: Objects, commit: str, label: str) -> None:
        self.objects = objects
        self.label = label
        self._commit = commit
        self._folders: dict[str, dict[str, Node]] = {}

    @cached_property
    def _root(self) -> Node:
        return Node(_TREE, self._listed(f"{self._commit}^{{tree}}"))

    def entries(self, folder: Node) -> dict[str, Node]:
        """Return what *folder* holds, by name."""
        if folder.object_id not in self._folders:
            self._listed(folder.object_id)
        return self._folders[folder.object_id]

    def _listed(self, name: str) -> str:
        """Read a folder and return its id."""
        object_id, content = self.objects.read(name, "tree", self.label)
        self._folders[object_id] = dict(_nodes(content, len(object_id) // 2))
        return object_id

    def content(self, file: Node, path: str) -> bytes:
        """Return the content of a file."""
        return self.objects.read(file.object_id, "blob", f"{self.label}: {path}")[1]

    def find(self, path: str) -> Node | None:
        """Return the file or folder at *path*, or None; symbolic links are followed.

        Raises:
            RevisionUnreadable: an object is missing, or a link cannot be followed inside the tree.

        """
        above = [self._root]
        pending = path.split("/")[::-1]
        links = 0
        while pending:
            step = pending.pop()
            if step == os.pardir:
                above.pop()
                if not above:
                    raise self.refused(path, "a symbolic link leaves the repository")
                continue
            if step in ("", os.curdir):
                continue
            node = self.entries(above[-1]).get(step) if above[-1].is_folder else None
            if node is None:
                return None
            if node.mode == _SUBMODULE:
                raise self.refused(path, "a submodule, whose files git does not have")
            if node.mode != _LINK:
                above.append(node)
                continue
            links += 1
            target = os.fsdecode(self.content(node, path))
            if os.path.isabs(target):
                raise self.refused(path, "a symbolic link to an absolute path")
            if links > _MOST_LINKS:
                raise self.refused(path, "too many levels of symbolic links")
            pending += target.split("/")[::-1]
        return above[-1]

    def source(
        self, inside: str, root: str, suffixes: tuple[str, ...]
    ) -> Source | None:
        """Return the files at *inside* as `sources.read` would; None where there is nothing.

        The files are called as if they were at *root*.
        """
        node = self.find(inside)
        if node is None:
            return None
        if not node.is_folder:
            content = self.content(node, inside)
            return Source(root, folder=False, files=(Raw(root, content),))
        files = [
            Raw(os.path.join(root, path), self.content(file, f"{inside}/{path}"))
            for path, file in (
                *self.files(inside, node, suffixes),
                *self._pages(inside, node, suffixes),
            )
        ]
        return folder_of(root, sorted(files))

    def _pages(
        self, inside: str, folder: Node, suffixes: tuple[str, ...]
    ) -> Iterator[tuple[str, Node]]:
        """Yield path and node of the pages of a catalog's *folder* without one of *suffixes*."""
        pages = self.entries(folder).get(PAGES)
        if pages is not None and pages.is_folder:
            for name, node in self.files(f"{inside}/{PAGES}", pages, (PAGE_SUFFIX,)):
                if "/" not in name and not name.endswith(suffixes):
                    yield f"{PAGES}/{name}", node

    def files(
        self, inside: str, folder: Node, suffixes: tuple[str, ...]
    ) -> Iterator[tuple[str, Node]]:
        """Yield path and node of the files in *folder* and below, except hidden ones."""
        for name, node in self.entries(folder).items():
            path = f"{inside}/{name}"
            if name.startswith("."):
                continue
            if node.mode == _SUBMODULE:
                raise self.refused(path, "a submodule, whose files git does not have")
            if node.is_folder:
                for below, file in self.files(path, node, suffixes):
                    yield f"{name}/{below}", file
            elif name.endswith(suffixes):
                yield name, self._followed(path) if node.mode == _LINK else node

    def _followed(self, path: str) -> Node:
        node = self.find(path)
        if node is None:
            raise self.refused(path, "a broken symbolic link")
        if node.is_folder:
            raise self.refused(path, "not a regular file")
        return node

    def regular(
        self, suffixes: tuple[str, ...], inside: str = ""
    ) -> Iterator[tuple[str, Node]]:
        """Yield path and node of the regular files of the whole tree, except hidden ones."""
        folder = self.find(inside)
        for name, node in self.entries(folder).items() if folder else ():
            path = f"{inside}/{name}" if inside else name
            if name.startswith("."):
                continue
            if node.is_folder:
                yield from self.regular(suffixes, path)
            elif name.endswith(suffixes) and node.mode not in (_LINK, _SUBMODULE):
                yield path, node

    def refused(self, path: str, reason: str) -> RevisionUnreadable:
        """Return the error that *path* cannot be read for a *reason*."""
        return RevisionUnreadable(f"{self.label}: {path}", reason)


def _nodes(content: bytes, size: int) -> Iterator[tuple[str, Node]]:
    """Yield name and node of everything in a tree object; an id has *size* bytes."""
    at = 0
    while at < len(content):
        end = content.index(b"\0", at)
        mode, _, name = content[at:end].partition(b" ")
        object_id = content[end + 1 : end + 1 + size].hex()
        yield os.fsdecode(name), Node(mode.decode("ascii"), object_id)
        at = end + 1 + size


def _hash(kind: str, content: bytes, object_id: str) -> str:
    """Return the id that git gives *content*, by the algorithm of *object_id*."""
    import hashlib  # slow to import, and only git's objects need it

    name = "sha1" if len(object_id) == _SHA1_DIGITS else "sha256"
    head = f"{kind} {len(content)}\0".encode("ascii")
    return hashlib.new(name, head + content, usedforsecurity=False).hexdigest()
