"""When a code came into a catalog, and what has changed about it since a revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from errcat.loading.documents import top_of
from errcat.loading.ranges import span_codes
from errcat.loading.reading import is_list, is_mapping
from errcat.model import Entry

if TYPE_CHECKING:  # slow to import, and most lookups need no history
    from errcat.comparing.outcome import ComparisonResult
    from errcat.comparing.results import Difference
    from errcat.loading.revisions import Finder, Side


class Origin(NamedTuple):
    """The commit that brought a code into the catalog."""

    commit: str
    """In hex, shortened."""
    day: str
    """The day of the commit, such as 2026-01-05."""
    exact: bool = True
    """False if the history is cut off there, so that the code may be older."""


class History(NamedTuple):
    """What is known about the past of an entry."""

    against: str
    """The label of the revision that the entry was compared with."""
    new: bool
    """Whether that revision did not have the code."""
    changes: tuple[Difference, ...] = ()
    origin: Origin | None = None
    """None where the code is in no commit yet."""


def history_of(
    entry: Entry, result: ComparisonResult, origin: Origin | None
) -> History:
    """Return the changes of *entry* in a comparison of its catalog."""
    changes = tuple(
        change
        for change in result.differences
        if change.code == entry.code or entry.code in change.codes
    )
    new = entry.code not in result.old_catalog.by_code
    return History(result.old_label, new, changes, origin)


# --- the commit that added a code ------------------------------------------------------------


def origin_of(code: str, finder: Finder, path: str, id_: str) -> Origin | None:
    """Return the first commit with *code* in the catalog at *path*; None if there is none.

    A code stays in its catalog for good, so that halving the list of commits finds it.

    Raises:
        RevisionUnknown: git cannot read a commit.

    """
    from errcat.loading.git import Git

    git = Git(path)
    if not git.is_repository() or not git.commit("HEAD"):
        return None
    spec = f":(top,literal){git.path_in_tree(path)}"
    form = "--format=%H %cs"
    command = ("log", "--first-parent", "--reverse", form, "HEAD", "--", spec)
    commits = [line.split(" ") for line in git.lines(*command)]
    here = finder.here(path)
    low, high = 0, len(commits)
    while low < high:
        middle = (low + high) // 2
        if _has(code, finder, here, commits[middle][0], id_):
            high = middle
        else:
            low = middle + 1
    if low == len(commits):
        return None
    commit, day = commits[low]
    older = not low and (
        git.is_shallow() or _has(code, finder, here, f"{commit}^", id_)
    )
    return Origin(commit[:7], day, exact=not older)


def _has(code: str, finder: Finder, here: Side, commit: str, id_: str) -> bool:
    from errcat.loading.git import RevisionUnknown

    try:
        side = finder.old(commit, here, id_)
    except RevisionUnknown:
        return False
    return code in _codes(side, finder)


def _codes(side: Side, finder: Finder) -> Iterator[str]:
    for raw in side.source.files if side.source else ():
        rows = top_of(raw, finder.readers).get("errors")
        for row in rows if is_list(rows) else ():
            if is_mapping(row) and "code" in row:
                yield from _codes_of(str(row["code"]), row.get("through"))


def _codes_of(code: str, through: object) -> Iterable[str]:
    codes = span_codes(code, str(through)) if through else None
    return codes or [code]
