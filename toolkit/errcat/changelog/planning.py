"""What a release of catalogs writes: versions, `next`, the changelog and the acceptances."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.changelog.inserting import insert
from errcat.changelog.outlines import ChangelogUnclear
from errcat.changelog.releasing import release
from errcat.changelog.rendering import render
from errcat.comparing import approvals
from errcat.comparing.outcome import ComparisonResult
from errcat.comparing.policy import BUMPS
from errcat.comparing.results import Acceptance
from errcat.comparing.versions import declared_bump
from errcat.editing.amendments import amended_all
from errcat.editing.entries import NEXT
from errcat.errors import ConfigInvalid, OptionInvalid, PathUnreadable
from errcat.generating.running import drift
from errcat.loading.reading import Document, Path
from errcat.writing import Planned, anything, plan, put

CHANGELOG = "CHANGELOG.md"
"""What the changelog beside the configuration is called."""


class Release(NamedTuple):
    """The files of a release, in memory."""

    planned: tuple[Planned, ...]

    def write(self) -> tuple[bool, ...]:
        """Write all of it, or nothing; for each file tell whether it has changed.

        Raises:
            WriteFailed: a file could not be written; none was.

        """
        return put(self.planned)

    def drift(self) -> Iterator[str]:
        """Yield a unified diff from disk to the release for every file that differs."""
        for file in self.planned:
            if not file.fresh:
                yield drift(file.path, file.content.decode("utf-8"))


def release_of(
    results: Sequence[ComparisonResult],
    version: str,
    *,
    root: str,
    changelog: Mapping[str, str],
    accepted: Mapping[str, str],
) -> Release:
    """Return what makes *version* of the catalogs in *results*.

    *changelog* and *accepted* are further files, text by path; every file lies below *root*.

    Raises:
        OptionInvalid: *version* is none, goes back, or is less than the changes need.

    """
    for result in results:
        _check(result, version)
    texts = {**dict(_catalog_texts(results, version)), **changelog, **accepted}
    below = root or os.curdir
    files = [(os.path.relpath(path, below), text) for path, text in texts.items()]
    return Release(plan(below, files, anything))


def _check(result: ComparisonResult, version: str) -> None:
    """Refuse a version that is none, goes back, or says less than what has changed."""
    old = result.comparison.old_version
    declared = declared_bump(old, version) if old else declared_bump(version, version)
    if declared is None:
        reason = f"it is no version such as 1.4.0 that comes after {old or 'nothing'}"
        raise OptionInvalid(version, reason)
    if old and BUMPS.index(declared) < BUMPS.index(result.bump):
        needed = f"what has changed since {old} needs a {result.bump} version"
        raise OptionInvalid(version, f"it says too little: {needed}")


def _catalog_texts(
    results: Sequence[ComparisonResult], version: str
) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of a catalog that the release touches."""
    for result in results:
        source = result.new.source
        marked = {
            raw.file
            for raw in (source.files if source else ())
            if raw.content.startswith(b"\xef\xbb\xbf")
        }
        for file, document in result.documents.items():
            header = file == result.new_catalog.file
            text = _released(document, version, header=header)
            if text != document.text:
                yield file, ("\ufeff" if file in marked else "") + text


def _released(document: Document, version: str, *, header: bool) -> str:
    """Return a file with the version in its header and in the place of every `next`."""
    changes: list[tuple[Path, Mapping[str, Any]]] = []
    if header:
        changes.append(((), {"version": version}))
    for index, row in enumerate(document.data.get("errors", ())):
        path = ("errors", index)
        if row.get("since") == NEXT:
            changes.append((path, {"since": version}))
        for key, inside in (("deprecated", "since"), ("retired", "in")):
            if isinstance(row.get(key), dict) and row[key].get(inside) == NEXT:
                changes.append(((*path, key), {inside: version}))
    return amended_all(document, changes)


# --- the changelog ---------------------------------------------------------------------------


class ChangelogUpdate(NamedTuple):
    """A changelog as it is, and as it is to be."""

    path: str
    before: str
    after: str

    @property
    def fresh(self) -> bool:
        """Whether nothing changes."""
        return self.before == self.after

    def write(self) -> bool:
        """Write the changelog; False if nothing changes.

        Raises:
            WriteFailed: it could not be written.

        """
        from errcat.writing import write

        return not self.fresh and write(self.path, self.after)


def changelog_update(
    path: str, results: Sequence[ComparisonResult], version: str | None, day: str
) -> ChangelogUpdate:
    """Return the changelog at *path* with the changes of *results* below `Unreleased`.

    With a *version*, `Unreleased` becomes a section of that version, released on *day*.

    Raises:
        ConfigInvalid: it is not clear where in the document the changes belong.
        PathUnreadable: it cannot be read as UTF-8.

    """
    before = _text(path)
    comparisons = [result.comparison for result in results]
    block = render(comparisons, form="markdown", against=old_label(results))
    try:
        after = insert(before, block)
        return ChangelogUpdate(
            path, before, release(after, version, day) if version else after
        )
    except ChangelogUnclear as error:
        raise ConfigInvalid(path, error.reason, error.line, 1) from None


def old_label(results: Sequence[ComparisonResult]) -> str:
    """Return what was compared with, if that is one and the same for all."""
    labels = {result.old.label for result in results}
    return labels.pop() if len(labels) == 1 else ""


def _text(path: str) -> str:
    """Return the text of the file at *path*, its line ends as they are; "" if there is none."""
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise PathUnreadable(path, "not UTF-8") from None
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None


def acceptances_left(
    path: str, accepted: Sequence[Acceptance], results: Sequence[ComparisonResult]
) -> dict[str, str]:
    """Return the file of acceptances without those used up, by its path; nothing if all stay."""
    used = approvals.used(accepted, [result.comparison for result in results])
    if not used:
        return {}
    return {path: approvals.write([each for each in accepted if each not in used])}
