"""Finding the commits to compare with: the latest release, the one before, the merge base."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from errcat.loading.git import (
    DEEPEN,
    FETCH_ALL,
    FETCH_TAGS,
    Git,
    HistoryMissing,
    RevisionUnknown,
)

LATEST, PREVIOUS, MERGE_BASE = "@latest", "@previous", "@merge-base"
_TARGETS = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
"""Variables in which a service names the branch that a pull request is for."""
_SHOWN = 3
"""How many tags a message names."""
_ORIGIN = "refs/remotes/origin/"


class Revision(NamedTuple):
    """A commit, and what to call it."""

    commit: str
    name: str


class Branch(NamedTuple):
    """The default branch, or the one that a pull request is for."""

    name: str
    refs: tuple[str, ...]
    """The one of the remote and the local one: either may be ahead."""
    target: bool = False
    """Whether it is that of a pull request."""


class Releases(NamedTuple):
    """The tags that count as releases of a catalog."""

    tests: tuple[Callable[[str], bool], ...]
    """Each tells whether a tag is one; the next is asked only if no tag is one by the first."""
    catalog: str
    """The catalog, as messages call it."""
    wanted: str
    """Says for people what a tag does that is one: it "ends in the version ..."."""
    example: str
    """The tag that a release of the present state would have."""


# --- branches --------------------------------------------------------------------------------


def default_branch(git: Git, configured: str) -> Branch | None:
    """Return the branch that others start from; None where there is none.

    Raises:
        RevisionUnknown: it is known, but git does not have it here.

    """
    for source, name in _named(git, configured):
        branch = name.removeprefix("origin/")
        either = (f"{_ORIGIN}{branch}", f"refs/heads/{branch}")
        refs = git.lines("for-each-ref", "--format=%(refname)", *either)
        if refs:
            return Branch(branch, tuple(refs), source in _TARGETS)
        if source:
            reason = f"the default branch '{branch}' (from {source}) is not here"
            hint = f"run {git.complete(f'git fetch origin {branch}')}"
            raise RevisionUnknown(MERGE_BASE, reason, hint)
    return None


def _named(git: Git, configured: str) -> Iterator[tuple[str, str]]:
    """Yield what names the default branch, and the name; a mere guess comes from ""."""
    if configured:
        yield "default-branch in the configuration", configured
    for variable in _TARGETS:
        if os.environ.get(variable):
            yield variable, os.environ[variable]
    origin = git.line("symbolic-ref", "--quiet", f"{_ORIGIN}HEAD")
    if origin:
        yield "origin/HEAD", origin.removeprefix(_ORIGIN)
    yield from (("", "main"), ("", "master"))


def merge_base(git: Git, start: str, configured: str) -> Revision:
    """Return the commit where *start* left the default branch.

    Raises:
        RevisionUnknown: there is no default branch, or no common commit, here.

    """
    branch = default_branch(git, configured)
    if branch is None:
        reason = "no default branch found (looked for origin/HEAD, main and master)"
        hint = (
            "set default-branch in the configuration, or run"
            " git remote set-head origin --auto"
        )
        raise RevisionUnknown(MERGE_BASE, reason, hint)
    commit = git.line("merge-base", start, *branch.refs)
    if commit:
        return Revision(commit, f"the merge base with {branch.name}")
    reason = f"{_short(git, start)} and {branch.name} have no common commit here"
    hint = f"run {git.complete('git fetch origin')}"
    raise RevisionUnknown(MERGE_BASE, reason, hint)


def usual(git: Git, start: str, configured: str) -> str:
    """Return the default operand: @merge-base on a branch, else @latest."""
    branch = default_branch(git, configured)
    if branch is None:
        return LATEST
    current = git.line("symbolic-ref", "--quiet", "HEAD")
    if current and start == git.head():
        return LATEST if current == f"refs/heads/{branch.name}" else MERGE_BASE
    on_branch = branch.target or merge_base(git, start, configured).commit != start
    return MERGE_BASE if on_branch else LATEST


def _short(git: Git, commit: str) -> str:
    return "HEAD" if commit == git.commit("HEAD") else commit[:7]


# --- releases --------------------------------------------------------------------------------


def latest(git: Git, start: str, releases: Releases) -> Revision:
    """Return the nearest release that *start* contains, which may be *start* itself.

    Raises:
        RevisionUnknown: there is none.

    """
    where = f"in the history of {_short(git, start)}"
    return _release(git, LATEST, (start,), where, releases)


def previous(git: Git, start: str, releases: Releases) -> Revision:
    """Return the release before the latest one; raises as `latest` does."""
    last = latest(git, start, releases)
    parents = git.lines("rev-parse", f"{last.commit}^@")
    return _release(git, PREVIOUS, parents, f"before {last.name}", releases)


def _release(
    git: Git, operand: str, starts: Sequence[str], place: str, releases: Releases
) -> Revision:
    for is_release in releases.tests if starts else ():
        tag = _nearest(git, starts, is_release)
        if tag:
            return Revision(git.commit(f"refs/tags/{tag}"), tag)
    if git.is_shallow():
        reason = "the clone is shallow, so it lacks earlier commits and tags"
        raise RevisionUnknown(operand, reason, f"run {DEEPEN}, or name a revision")
    only = git.only_branch()
    if only:
        reason = f"the clone has only the branch '{only}', so the default branch may be missing"
        raise RevisionUnknown(operand, reason, f"run {FETCH_ALL}, or name a revision")
    tags = _tags(git, starts) if starts else []
    reason = f"no release of {releases.catalog} {place}: {_seen(tags, releases)}"
    hint = f"run {FETCH_TAGS}, tag a release (git tag {releases.example}), or name a revision"
    raise HistoryMissing(operand, reason, hint)


def _seen(tags: Sequence[str], releases: Releases) -> str:
    """Return what was looked at, and why it is no release."""
    if not tags:
        return "there are no tags"
    return f"no tag {releases.wanted} (tags: {_listed(tags)})"


def _listed(tags: Sequence[str]) -> str:
    more = len(tags) - _SHOWN
    shown = ", ".join(tags[:_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


def _nearest(git: Git, starts: Sequence[str], is_release: Callable[[str], bool]) -> str:
    """Return the release tag nearest to *starts*; "" if there is none.

    That is one which no other one contains. Merges bring several of these together, such as a
    release and a hotfix of an older one: the greatest version is the one that main has followed.
    """
    tags: list[str] = []
    known: dict[str, bool] = {}
    while True:
        # A tag that another one contains cannot be the nearest.
        for tag in _tags(git, starts, without=tags):
            if tag not in known:
                known[tag] = is_release(tag)
            if known[tag]:
                tags.append(tag)
                break
        else:
            break
    return max(tags, key=_numbers, default="")


def _numbers(tag: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]+", tag)]


def _tags(git: Git, starts: Sequence[str], without: Sequence[str] = ()) -> list[str]:
    """Return the tags on *starts* and their ancestors, the newest first."""
    limits = [f"--merged={start}" for start in starts]
    limits += [f"--no-merged=refs/tags/{tag}" for tag in without]
    order = ("--sort=-version:refname", "--sort=-creatordate")
    form = "--format=%(refname:strip=2)"
    return git.lines("for-each-ref", *order, form, *limits, "refs/tags")
