"""Setting up git so that it calls errcat: two drivers in its configuration, and .gitattributes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from errcat.contents import read_text
from errcat.editing.attributes import lines_for, with_block, without_block
from errcat.errors import RequestInvalid, WriteFailed
from errcat.loading.git import Git, first_line
from errcat.writing import remove, write

ATTRIBUTES = ".gitattributes"


class Installation(NamedTuple):
    """What is set up in a clone, or removed from it."""

    git: Git
    settings: tuple[tuple[str, str], ...]
    """Keys of git's configuration with their values; "" removes the key."""
    before: str
    """The text of .gitattributes."""
    after: str

    @property
    def path(self) -> str:
        """The path of .gitattributes."""
        return os.path.relpath(os.path.join(self.git.top, ATTRIBUTES))

    def write(self) -> bool:
        """Write all of it; return whether .gitattributes has changed.

        Raises:
            WriteFailed: the file or git's configuration could not be written.

        """
        for key, value in self.settings:
            _set(self.git, key, value)
        if self.after:
            return write(self.path, self.after)
        if self.before:
            remove(self.git.top, [ATTRIBUTES])
        return bool(self.before)


def installation(
    catalogs: Sequence[str], suffixes: Sequence[str], program: str
) -> Installation:
    """Return what makes git call *program* for the files of *catalogs*.

    Raises:
        RevisionUnknown: they are not in a git repository.
        RequestInvalid: they are in several.

    """
    git = _repository(catalogs)
    lines = [
        line
        for catalog in catalogs
        for line in lines_for(
            git.path_in_tree(catalog), suffixes, folder=os.path.isdir(catalog)
        )
    ]
    before = _before(git)
    settings = (
        ("diff.errcat.command", f"{program} git diff"),
        ("merge.errcat.name", "errcat: merge by code"),
        ("merge.errcat.driver", f"{program} git merge %O %A %B %P"),
    )
    return Installation(git, settings, before, with_block(before, lines))


def removal(catalogs: Sequence[str]) -> Installation:
    """Return what undoes `installation`; raises as it does."""
    git = _repository(catalogs)
    before = _before(git)
    keys = ("diff.errcat.command", "merge.errcat.name", "merge.errcat.driver")
    return Installation(
        git, tuple((key, "") for key in keys), before, without_block(before)
    )


def _repository(catalogs: Sequence[str]) -> Git:
    first, *others = map(Git, catalogs)
    for git in others:
        if git.top != first.top:
            reason = f"{first.path} and {git.path} are in different repositories"
            raise RequestInvalid(f"{reason}; name the catalogs of one of them")
    first.top  # noqa: B018  # outside a repository there is nothing to set up
    return first


def _set(git: Git, key: str, value: str) -> None:
    """Set a key of the configuration of the clone, or remove it."""
    command = ["--replace-all", key, value] if value else ["--unset-all", key]
    done = git.run("config", "--local", *command)
    absent = 5  # what git ends with where there is no such key
    if done.returncode and (value or done.returncode != absent):
        raise WriteFailed("the configuration of git", first_line(done.stderr))


def _before(git: Git) -> str:
    return read_text(os.path.join(git.top, ATTRIBUTES)) or ""
