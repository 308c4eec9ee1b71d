"""What is known about a folder before it becomes a project: its repository, CI, catalogs, languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from errcat.errors import PathUnreadable
from errcat.loading.git import Git
from errcat.loading.sources import HEADERS
from errcat.naming import kebab

GITHUB, GITLAB, NONE = "github", "gitlab", "none"
CI_SYSTEMS = (GITHUB, GITLAB, NONE)
GITHUB_FOLDER = ".github"
GITLAB_FILE = ".gitlab-ci.yml"
_SUFFIXES = (".yaml", ".yml", ".json")
_FORMAT = re.compile(
    rb"""(?:^|[\s{,"'])errcat["']?[ \t]*:[ \t]*["']?1["']?(?=[\s,}]|$)"""
)
_ID = re.compile(rb"""(?:^|[\s{,"'])id["']?[ \t]*:""")
_ENTRIES = re.compile(rb"""(?:^|[\s{,"'])errors["']?[ \t]*:""")
_HEAD = 65536
"""How many bytes from the start of a file are searched for these keys."""
_ID_LIMIT = 64
_LANGUAGES = {
    "python": ("pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"),
    "ts": ("package.json", "tsconfig.json"),
}
"""The files that a project has whose code is in the language of a target."""


class Surroundings(NamedTuple):
    """A folder, and what the files around it say."""

    root: str
    """The folder of the repository, as seen from the working folder; without one, the folder."""
    folder: str
    """The folder below *root*; "" for the root itself."""
    repository: bool
    id: str
    """The id for a catalog: the name of the repository or folder."""
    ci: str
    """The CI system that the repository uses, or "none"."""
    catalogs: tuple[str, ...]
    """The catalogs in the folder, by their paths in it."""
    languages: tuple[str, ...]
    """The targets for the languages that the project is written in."""

    def inside(self, path: str) -> str:
        """Return a path of the folder as a path of the root."""
        return f"{self.folder}/{path}" if self.folder else path

    def exists(self, path: str) -> bool:
        """Tell whether something has the *path* in the root, if only a broken link."""
        return os.path.lexists(os.path.join(self.root, path))


def look_around(folder: str) -> Surroundings:
    """Return what is known about *folder*, which need not exist yet.

    Raises:
        PathUnreadable: it is a file.

    """
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise PathUnreadable(folder, "not a folder")
    git = Git(folder)
    repository = git.is_repository()
    below = git.path_in_tree(folder) if repository else os.curdir
    top = os.path.relpath(git.top) if repository else os.path.normpath(folder)
    remote = _remote(git) if repository else ""
    name = os.path.basename(os.path.abspath(folder))
    if below == os.curdir:
        name = _repository_name(remote) or name
    return Surroundings(
        root=top,
        folder="" if below == os.curdir else below,
        repository=repository,
        id=catalog_id(name),
        ci=_ci(top, remote),
        catalogs=tuple(_catalogs(folder)),
        languages=tuple(_languages(folder)),
    )


def catalog_id(name: str) -> str:
    """Return an id for the catalog of a repository or folder called *name*."""
    words = re.sub(r"^[^a-z]+", "", kebab(name))
    return words[:_ID_LIMIT].rstrip("-") or "errors"


def _remote(git: Git) -> str:
    """Return the address of the remote `origin`, or of the first one; "" if there is none."""
    lines = git.lines("config", "--get-regexp", r"^remote\..*\.url$")
    urls = dict(line.split(" ", 1) for line in lines if " " in line)
    return urls.get("remote.origin.url") or next(iter(urls.values()), "")


def _repository_name(remote: str) -> str:
    return re.split(r"[/:\\]", remote.rstrip("/").removesuffix(".git"))[-1]


def _ci(root: str, remote: str) -> str:
    """Return the CI system of the host that *remote* names, or that the repository has files for."""
    host = re.sub(r"^[a-z+]+://|^[^@/]*@", "", remote).partition("/")[0].lower()
    for name in (GITHUB, GITLAB):
        if name in host:
            return name
    if os.path.isdir(os.path.join(root, GITHUB_FOLDER)):
        return GITHUB
    return GITLAB if os.path.isfile(os.path.join(root, GITLAB_FILE)) else NONE


def _languages(folder: str) -> Iterator[str]:
    for target, files in _LANGUAGES.items():
        if any(os.path.isfile(os.path.join(folder, file)) for file in files):
            yield target


def _catalogs(folder: str) -> Iterator[str]:
    """Yield the files and folders directly in *folder* that are catalogs, or "." for itself."""
    if not os.path.isdir(folder):
        return
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.startswith("."):
            continue
        if name.endswith(_SUFFIXES):
            head = _head(path)
            if _is_header(head):
                whole = name in HEADERS and not _ENTRIES.search(head)
                yield os.curdir if whole else name
        elif any(_is_header(_head(os.path.join(path, header))) for header in HEADERS):
            yield name


def _is_header(head: bytes) -> bool:
    return bool(_FORMAT.search(head) and _ID.search(head))


def _head(path: str) -> bytes:
    """Return the start of the file at *path*; nothing if there is no readable file."""
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""
