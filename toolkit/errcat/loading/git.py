"""Running git to read a local repository: no transport, no pager, no command of its configuration."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from functools import cached_property

from errcat.errors import ErrcatError

_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
"""The variables of git that do not select a repository. A hook sets others, which select the
repository that it runs in instead of the one with the catalog."""
_OFFLINE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # a git that does not know the first one finds no transport
}
_SETTINGS = {
    **_OFFLINE,
    "GIT_NO_REPLACE_OBJECTS": "1",  # the content of an object must match its id
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_GIT = "git"
FETCH_TAGS = "git fetch --tags"
FETCH_ALL = (
    "git remote set-branches origin '*' && git fetch origin"
    " && git remote set-head origin --auto"
)
DEEPEN = (
    "git fetch --unshallow --tags (on GitHub: actions/checkout with fetch-depth: 0)"
)


class RevisionUnknown(ErrcatError):
    """Git does not have the revision or the path, or cannot be run."""

    def __init__(self, operand: str, reason: str, hint: str = "") -> None:
        super().__init__(operand, reason, hint)
        self.operand = operand
        self.reason = reason
        self.hint = hint

    @property
    def advice(self) -> str:
        """The reason, and what to do."""
        return f"{self.reason}; {self.hint}" if self.hint else self.reason

    def __str__(self) -> str:
        return f"{self.operand}: {self.advice}"


class HistoryMissing(RevisionUnknown):
    """There is nothing to compare with: no git, no repository, no commit, or no release yet.

    Commits that a shallow clone lacks are another matter: they exist.
    """


class RevisionUnreadable(RevisionUnknown):
    """Git has the revision, but not everything that belongs to it."""


class Git:
    """Git, run in the folder of a catalog."""

    def __init__(self, path: str) -> None:
        folder = os.path.realpath(path)
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        self.folder = folder
        self.path = path

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start git with pipes for standard input, output and error."""
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("GIT_") or key in _KEPT
        }
        try:
            return (
                subprocess.Popen(  # noqa: S603  # git itself, and never through a shell
                    [_GIT, "--no-pager", "-c", "core.fsmonitor=false", *command],
                    cwd=self.folder,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env={**environment, **_SETTINGS},
                )
            )
        except FileNotFoundError:
            reason = "git is not installed, so only paths can be compared"
            raise HistoryMissing(self.path, reason) from None

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run git to its end; its exit code is for the caller to judge."""
        with self.start(*command) as process:
            output, errors = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, output, errors)

    def lines(self, *command: str) -> list[str]:
        """Return the lines that git prints; none where its exit code is 1, which means "no".

        Raises:
            RevisionUnreadable: git fails.

        """
        done = self.run(*command)
        if done.returncode > 1 or done.returncode < 0:
            reason = f"git {command[0]} failed: {first_line(done.stderr)}"
            raise RevisionUnreadable(self.path, reason, self.repair())
        if done.returncode:
            return []
        return os.fsdecode(done.stdout).splitlines()

    def line(self, *command: str) -> str:
        """Return the first line that git prints, or ""; raises as `lines` does."""
        return next(iter(self.lines(*command)), "")

    @cached_property
    def top(self) -> str:
        """The folder of the work tree.

        Raises:
            RevisionUnknown: there is none, or git does not trust it.

        """
        done = self.run("rev-parse", "--show-toplevel")
        if not done.returncode:
            return os.path.realpath(os.fsdecode(done.stdout.rstrip(b"\n")))
        if b"dubious ownership" in done.stderr:
            hint = f"git config --global --add safe.directory {self.folder}"
            raise RevisionUnknown(self.path, "git does not trust its repository", hint)
        reason = "not in a git repository, so only paths can be compared"
        raise HistoryMissing(self.path, reason)

    def is_repository(self) -> bool:
        """Tell whether there is a work tree."""
        try:
            return bool(self.top)
        except RevisionUnknown:
            return False

    def commit(self, revision: str) -> str:
        """Return the commit that *revision* names, or "" if it names none here."""
        done = self.run(
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{revision}^{{commit}}",
        )
        return "" if done.returncode else done.stdout.decode("ascii").strip()

    def head(self) -> str:
        """Return the current commit.

        Raises:
            RevisionUnknown: there is none yet.

        """
        commit = self.commit("HEAD")
        if not commit:
            raise HistoryMissing(self.path, "the repository has no commit yet")
        return commit

    def path_in_tree(self, path: str) -> str:
        """Return *path* relative to the work tree, with slashes; "." is the work tree itself.

        Symbolic links inside the work tree are kept: they may have pointed elsewhere before.

        Raises:
            RevisionUnknown: it lies outside.

        """
        for absolute in (os.path.abspath(path), os.path.realpath(path)):
            for parent in _ancestors(absolute):
                if os.path.realpath(parent) == self.top:
                    relative = os.path.relpath(absolute, parent)
                    return relative.replace(os.sep, "/")
        raise RevisionUnknown(path, f"outside the repository {self.top}")

    def is_shallow(self) -> bool:
        """Tell whether the history has been cut off."""
        return self.line("rev-parse", "--is-shallow-repository") == "true"

    def only_branch(self) -> str:
        """Return the one branch that the clone fetches; "" if it fetches all or has no remote."""
        fetched = self.lines("config", "--get-all", "remote.origin.fetch")
        if len(fetched) != 1 or "*" in fetched[0]:
            return ""
        return fetched[0].partition(":")[0].lstrip("+").removeprefix("refs/heads/")

    def complete(self, command: str) -> str:
        """Return the command that fetches what is missing: *command*, but in a shallow clone."""
        return DEEPEN if self.is_shallow() else command

    def repair(self) -> str:
        """Return advice for a repository with missing or damaged objects."""
        done = self.run("config", "--get-regexp", r"^remote\..*\.promisor$")
        if done.returncode:
            return "to see what is damaged, run git fsck"
        remote = os.fsdecode(done.stdout).split(".")[1]
        command = f"git fetch --refetch --no-filter {remote}"
        return f"this is a partial clone, and errcat does not fetch; run {command}"


def first_line(output: bytes) -> str:
    """Return the first line in which git says what is wrong."""
    lines = output.decode("utf-8", "replace").splitlines()
    serious = [line for line in lines if not line.startswith("warning: ")]
    return next(iter(serious or lines), "no reason given").removeprefix("fatal: ")


def _ancestors(path: str) -> Iterator[str]:
    """Yield *path* and every folder above it, the nearest first."""
    while True:
        yield path
        parent = os.path.dirname(path)
        if parent == path:
            return
        path = parent
