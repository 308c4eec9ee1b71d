"""Reading an earlier state of a catalog: from a revision in git, or from another path.

Only objects of the local repository are read: nothing is checked out, cloned or fetched. An operand
is a path, `REF` (the same path there), `REF:PATH`, `@latest` (the nearest reachable tag that is not
on HEAD), `@merge-base` (with the default branch) or `-`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.errors import ErrcatError
from errcat.loading.sources import LIMIT, STDIN, Raw, Source, read

LATEST, MERGE_BASE = "@latest", "@merge-base"
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
"""The variables of git that do not select a repository. A hook sets others, which select the
repository that it runs in instead of the one with the catalog."""
_REGULAR = ("100644", "100755")


class RevisionUnknown(ErrcatError):
    """Git has no such revision here, or cannot be run."""

    def __init__(self, operand: str, reason: str, hint: str = "") -> None:
        super().__init__(operand, reason, hint)
        self.operand = operand
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.operand}: {self.reason}" + (
            f"; {self.hint}" if self.hint else ""
        )


class Side(NamedTuple):
    """A state of a catalog, and a label for it."""

    source: Source | None
    """None where the catalog did not exist yet."""
    label: str
    """For people: the path, or the revision and its commit."""
    root: str
    """The path of the operand."""
    commit: str = ""
    """The commit in hex; empty for a path."""


def here(operand: str, suffixes: tuple[str, ...]) -> Side:
    """Return the catalog at the path *operand*; raises what `sources.read` raises."""
    return Side(read(operand, suffixes), operand, operand)


def before(operand: str | None, path: str, suffixes: tuple[str, ...]) -> Side:
    """Return the state of the catalog at *path* that *operand* names.

    Without an operand that is the merge base if HEAD is not on the default branch, or else the
    latest tag.

    Raises:
        RevisionUnknown: git is not installed, or has no such revision.
        PathMissing, PathUnreadable: a path cannot be read.

    """
    if operand is not None and (operand == STDIN or os.path.exists(operand)):
        return here(operand, suffixes)
    reference, colon, inside = (operand or "").partition(":")
    where = inside if colon else path
    git = _Git(where if os.path.exists(where) else path)
    if operand is None:
        reference = git.usual()
    commit = git.commit(reference)
    source = git.source(commit, git.path_in_tree(where), where, suffixes)
    shown = reference if reference not in (LATEST, MERGE_BASE) else git.name(commit)
    short = commit[:7]
    label = short if commit.startswith(shown) else f"{shown} ({short})"
    return Side(source, label, where, commit)


class _Git:
    """Git, run in the folder of a catalog."""

    def __init__(self, path: str) -> None:
        whole = os.path.realpath(path)
        self.folder = whole if os.path.isdir(whole) else os.path.dirname(whole)
        self.path = path

    def ask(
        self, *command: str, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run git without a pager, a prompt or the variables of a hook."""
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("GIT_") or key in _KEPT
        }
        environment.update(LC_ALL="C", GIT_TERMINAL_PROMPT="0", GIT_OPTIONAL_LOCKS="0")
        whole = ["git", "--no-pager", "-c", "core.quotepath=off", *command]
        try:
            return (
                subprocess.run(  # noqa: S603  # git itself, and never through a shell
                    whole,
                    cwd=self.folder,
                    input=given,
                    capture_output=True,
                    check=False,
                    env=environment,
                )
            )
        except FileNotFoundError:
            reason = "git is not installed, so only paths can be compared"
            raise RevisionUnknown(self.path, reason) from None

    def line(self, *command: str) -> str:
        """Return the first line of git's output; empty where it fails."""
        done = self.ask(*command)
        text = done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
        return text.partition("\n")[0]

    def top(self) -> str:
        """Return the folder of the work tree."""
        done = self.ask("rev-parse", "--show-toplevel")
        if done.returncode:
            message = done.stderr.decode("utf-8", "replace")
            if "dubious ownership" in message:
                hint = f"git config --global --add safe.directory {self.folder}"
                raise RevisionUnknown(
                    self.path, "git does not trust its repository", hint
                )
            reason = "not in a git repository, so only paths can be compared"
            raise RevisionUnknown(self.path, reason)
        return os.fsdecode(done.stdout.rstrip(b"\n"))

    def usual(self) -> str:
        """Return the default operand."""
        self.top()
        branch = self._default()
        head = self.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        tip = branch and self.line(
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{branch}^{{commit}}",
        )
        if not branch or head == tip:
            return LATEST
        ahead = self.line("merge-base", "--end-of-options", "HEAD", branch)
        return LATEST if ahead == head else MERGE_BASE

    def _default(self) -> str:
        """Return the default branch, or an empty text where there is none."""
        named = self.line(
            "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"
        )
        for branch in (named, "origin/main", "origin/master", "main", "master"):
            if branch and self.line(
                "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"
            ):
                return branch
            if branch and self.line(
                "rev-parse", "--verify", "--quiet", f"refs/remotes/{branch}"
            ):
                return branch
        return ""

    def commit(self, reference: str) -> str:
        """Return the commit that *reference* names."""
        self.top()
        if reference == LATEST:
            return self._latest()
        if reference == MERGE_BASE:
            return self._merge_base()
        if reference.startswith("-"):
            raise RevisionUnknown(reference, "a revision cannot start with a dash")
        commit = self.line(
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{reference}^{{commit}}",
        )
        if commit:
            return commit
        reason = "no such file or folder, and no such git revision"
        hint = f"to fetch it, run git fetch --depth=1 origin {reference}"
        if self._shallow():
            hint += " (on GitHub: actions/checkout with fetch-depth: 0)"
        raise RevisionUnknown(reference, reason, hint)

    def _shallow(self) -> bool:
        return self.line("rev-parse", "--is-shallow-repository") == "true"

    def _latest(self) -> str:
        """Return the commit of the nearest reachable tag that is not on HEAD."""
        head = self.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        for start in ("HEAD", "HEAD^"):
            tag = self.line("describe", "--tags", "--abbrev=0", start)
            commit = tag and self.line(
                "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}"
            )
            if commit and commit != head:
                return commit
        command = self._more("git fetch --tags")
        hint = f"run {command}, or name a revision"
        raise RevisionUnknown(LATEST, "no earlier tag found", hint)

    def _merge_base(self) -> str:
        branch = self._default()
        if not branch:
            reason = "no default branch found (origin/HEAD, main or master)"
            hint = "run git remote set-head origin --auto"
            raise RevisionUnknown(MERGE_BASE, reason, hint)
        commit = self.line("merge-base", "--end-of-options", "HEAD", branch)
        if commit:
            return commit
        reason = f"HEAD and {branch} have no common commit here"
        hint = f"run {self._more('git fetch origin')}"
        raise RevisionUnknown(MERGE_BASE, reason, hint)

    def _more(self, command: str) -> str:
        """Return the command that fetches the missing commits."""
        if not self._shallow():
            return command
        return "git fetch --unshallow --tags (on GitHub: actions/checkout with fetch-depth: 0)"

    def name(self, commit: str) -> str:
        """Return the tag on *commit*, or the commit itself."""
        return self.line("describe", "--tags", "--exact-match", commit) or commit

    def path_in_tree(self, path: str) -> str:
        """Return *path* relative to the root of the work tree, with slashes."""
        top = os.path.realpath(self.top())
        whole = os.path.realpath(os.path.dirname(os.path.abspath(path)) or ".")
        relative = os.path.relpath(os.path.join(whole, os.path.basename(path)), top)
        if os.path.isdir(path):
            relative = os.path.relpath(os.path.realpath(path), top)
        if relative.split(os.sep)[0] == os.pardir:
            raise RevisionUnknown(path, f"outside the repository {top}")
        return relative.replace(os.sep, "/")

    def source(
        self, commit: str, inside: str, root: str, suffixes: tuple[str, ...]
    ) -> Source | None:
        """Return the files of the catalog at *inside* in *commit*; None where it does not exist."""
        below = [] if inside == "." else ["--", inside]
        listing = self.ask("ls-tree", "-r", "-z", "--full-tree", commit, *below).stdout
        entries = list(_entries(listing))
        if not entries:
            return None
        folder = not any(path == inside for _, _, path in entries)
        wanted = [
            (object_id, path)
            for mode, object_id, path in entries
            if mode in _REGULAR and (not folder or _is_read(path, inside, suffixes))
        ]
        contents = self._contents([object_id for object_id, _ in wanted])
        files = [
            Raw(_shown(path, inside, root), content)
            for (_, path), content in zip(wanted, contents, strict=True)
        ]
        return Source(root, folder=folder, files=tuple(sorted(files)))

    def _contents(self, ids: Sequence[str]) -> Iterator[bytes]:
        """Yield the contents of the objects, read in one run of git."""
        given = "".join(f"{object_id}\n" for object_id in ids).encode("ascii")
        output = self.ask("cat-file", "--batch", given=given).stdout
        at = 0
        for object_id in ids:
            end = output.index(b"\n", at)
            kind, size = output[at:end].split(b" ")[1:3]
            if kind != b"blob" or int(size) > LIMIT:
                raise RevisionUnknown(
                    object_id, f"larger than {LIMIT // 1024 // 1024} MiB"
                )
            yield output[end + 1 : end + 1 + int(size)]
            at = end + 2 + int(size)


def _entries(listed: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield mode, object and path of every file that `ls-tree -z` lists."""
    for line in listed.split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            mode, _, object_id = facts.decode("ascii").split(" ")
            yield mode, object_id, os.fsdecode(path)


def _is_read(path: str, inside: str, suffixes: tuple[str, ...]) -> bool:
    """Tell whether a file of a folder belongs to the catalog, as `sources.read` does."""
    steps = path.removeprefix(f"{inside}/").split("/")
    return path.endswith(suffixes) and not any(step.startswith(".") for step in steps)


def _shown(path: str, inside: str, root: str) -> str:
    """Return the path of a file as shown to users: as if it were in the catalog's current folder."""
    if path == inside:
        return root
    return os.path.join(
        root, path if inside == "." else path.removeprefix(f"{inside}/")
    )
