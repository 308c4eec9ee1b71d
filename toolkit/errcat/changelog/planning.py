"""Plan the files of a release: versions, `next`, the changelog and the accepted changes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from glob import escape
from typing import Any, NamedTuple

from errcat.changelog import journal
from errcat.changelog.headings import UNRELEASED
from errcat.changelog.inserting import PREAMBLE, insert
from errcat.changelog.outlines import ChangelogUnclear
from errcat.changelog.releasing import release
from errcat.changelog.rendering import render
from errcat.comparing import approvals
from errcat.comparing.outcome import ComparisonResult
from errcat.comparing.policy import BUMPS
from errcat.comparing.results import Acceptance, Comparison
from errcat.comparing.versions import declared_bump
from errcat.contents import read_text
from errcat.editing.amendments import amended_all
from errcat.editing.entries import NEXT
from errcat.errors import ConfigInvalid, OptionInvalid, RequestInvalid
from errcat.generating.jobs import CATALOG
from errcat.generating.running import drift
from errcat.loading.reading import Document, Path
from errcat.writing import Planned, anything, check_regular, locked, plan, put

CHANGELOG = "CHANGELOG.md"
"""The name of the changelog beside the configuration."""


class ReleasedCatalog(NamedTuple):
    """A catalog of a release."""

    id: str
    version: str
    tag: str
    """The tag by which later comparisons find the release."""


class Release(NamedTuple):
    """The files of a release, in memory."""

    root: str
    """The folder that all files lie in."""
    planned: tuple[Planned, ...]
    catalogs: tuple[ReleasedCatalog, ...]
    """The catalogs that it releases; none if none of them has changed."""

    def write(self) -> tuple[bool, ...]:
        """Write all files or none; for each file, tell whether it has changed.

        A run that is killed leaves a journal, by which `Project.undo_release` puts the files back.

        Raises:
            WriteFailed: a file could not be written; none was.

        """
        with locked(self.root):
            journal.begin(self.root, self.planned)
            try:
                written = put(self.planned)
            except BaseException:
                journal.undo(self.root)
                raise
            journal.end(self.root)
        return written

    def drift(self) -> Iterator[str]:
        """Yield a unified diff from disk to the release for every file that differs."""
        for file in self.planned:
            if not file.fresh:
                yield drift(file.path, file.content.decode("utf-8"))

    @property
    def title(self) -> str:
        """What is released, as the message of a commit."""
        if len({catalog.version for catalog in self.catalogs}) == 1:
            return f"Release {self.catalogs[0].version}"
        names = (f"{catalog.id} {catalog.version}" for catalog in self.catalogs)
        return f"Release {', '.join(names)}"

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the release, each once."""
        return tuple(dict.fromkeys(catalog.tag for catalog in self.catalogs))


class ReleaseSetup(NamedTuple):
    """What a project sets for its releases."""

    root: str
    catalogs: int
    """How many catalogs the project has."""
    tag_pattern: str
    accepted: tuple[Acceptance, ...]
    accepted_path: str
    day: str
    changelog: str | None = None
    """The changelog that a user has named."""

    @property
    def separate(self) -> bool:
        """Whether each catalog has its own versions, tags and changelog."""
        return self.catalogs <= 1 or CATALOG in self.tag_pattern

    def log(self, catalog: str) -> str:
        """Return the path of the changelog of *catalog*."""
        if self.changelog is not None:
            return self.changelog
        several = self.catalogs > 1 and self.separate
        name = f"CHANGELOG-{catalog}.md" if several else CHANGELOG
        return os.path.normpath(os.path.join(self.root, name))

    def tag(self, catalog: str, version: str) -> str:
        """Return the tag for *version* of *catalog*."""
        pattern = self.tag_pattern if self.tag_pattern.count("*") == 1 else "v*"
        return pattern.replace(CATALOG, catalog).replace("*", version)


def check_request(
    setup: ReleaseSetup, version: str | None, *, chosen: Sequence[str]
) -> None:
    """Refuse a release that would mix up the versions of several catalogs.

    Raises:
        RequestInvalid: it would.

    """
    number = len(chosen) or setup.catalogs
    if not setup.separate and (version is None or chosen):
        raise RequestInvalid(
            f"{setup.catalogs} catalogs share their tags: set tag-pattern = "
            f'"{CATALOG}-v*" to release each by itself, or release all as one X.Y.Z'
        )
    if not setup.separate or number <= 1:
        return
    choose = f"but {number} catalogs would be released; choose one with --catalog"
    if version is not None:
        raise RequestInvalid(f"version {version} is for one catalog, {choose}")
    if setup.changelog is not None:
        raise RequestInvalid(f"--changelog is for one catalog, {choose}")


def release_of(
    results: Sequence[ComparisonResult], version: str | None, setup: ReleaseSetup
) -> Release:
    """Return the release of the catalogs in *results* as *version*.

    Without a version, each catalog gets the one that its changes need, and those without changes
    are left out.

    Raises:
        OptionInvalid: *version* is invalid, not later, or a smaller bump than the changes need.
        ConfigInvalid: the place for the changes in a changelog is ambiguous.

    """
    versions = _versions(results, version)
    texts: dict[str, str] = {}
    logs: dict[str, list[ComparisonResult]] = {}
    for result, new in versions:
        texts.update(_catalog_texts([result], new))
        logs.setdefault(setup.log(result.new_catalog.id), []).append(result)
    new_versions = {setup.log(result.new_catalog.id): new for result, new in versions}
    for path, listed in logs.items():
        update = changelog_update(path, listed, new_versions[path], setup.day)
        texts[path] = update.after
    released = [result for result, _ in versions]
    texts.update(_acceptances_left(setup, released))
    below = setup.root or os.curdir
    files = [(os.path.relpath(path, below), text) for path, text in texts.items()]
    names = [(result.new_catalog.id, new) for result, new in versions]
    catalogs = [ReleasedCatalog(name, new, setup.tag(name, new)) for name, new in names]
    return Release(setup.root, plan(below, files, anything), tuple(catalogs))


def scope(root: str, catalogs: Sequence[str], others: Sequence[str]) -> journal.Scope:
    """Return the files that a release of *catalogs* may write: *others*, too."""

    def seen(path: str) -> str:
        return os.path.relpath(path, root or os.curdir)

    logs = (CHANGELOG, "CHANGELOG-*.md")
    known = (escape(seen(path)) for path in others)
    return journal.Scope(tuple(map(seen, catalogs)), (*logs, *known))


def _versions(
    results: Sequence[ComparisonResult], version: str | None
) -> list[tuple[ComparisonResult, str]]:
    """Return the catalogs to release, each with its version."""
    if version is None:
        needed = [(result, result.next_version) for result in results]
        return [(result, new) for result, new in needed if new != result.released]
    for result in results:
        _check(result, version)
    return [(result, version) for result in results]


def _check(result: ComparisonResult, version: str) -> None:
    """Refuse a version that is invalid, not later, or a smaller bump than the changes need."""
    if declared_bump(version, version) is None:
        raise OptionInvalid(version, "not a valid version (expected for example 1.4.0)")
    old = result.comparison.old_version
    declared = declared_bump(old or version, version)
    if declared is None:
        raise OptionInvalid(version, f"not later than version {old} of the catalog")
    if old and BUMPS.index(declared) < BUMPS.index(result.bump):
        needed = f"the changes since {old} need a {result.bump} bump"
        raise OptionInvalid(version, f"{needed}, but this is a {declared} bump")


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
    """A changelog before and after an update."""

    path: str
    before: str
    after: str

    @property
    def fresh(self) -> bool:
        """Whether nothing changes."""
        return self.before == self.after

    def write(self) -> bool:
        """Write the changelog; return False if nothing changes.

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
        ConfigInvalid: the place for the changes in the document is ambiguous.
        PathUnreadable: it cannot be read as UTF-8.

    """
    check_regular(path)
    before = read_text(path) or ""
    comparisons = [_with_accepted(result.comparison) for result in results]
    block = render(comparisons, form="markdown", against=old_label(results))
    try:
        after = insert(before, block)
        if version and not after:
            after = f"{PREAMBLE}## [{UNRELEASED}]\n"
        return ChangelogUpdate(
            path, before, release(after, version, day) if version else after
        )
    except ChangelogUnclear as error:
        raise ConfigInvalid(path, error.reason, error.line, 1) from None


def _with_accepted(comparison: Comparison) -> Comparison:
    """Return *comparison* with every accepted change in a section: its reason must not get lost."""
    return comparison._replace(
        differences=tuple(
            (
                difference._replace(section=difference.section or "Changed")
                if difference.acceptance
                else difference
            )
            for difference in comparison.differences
        )
    )


def old_label(results: Sequence[ComparisonResult]) -> str:
    """Return the label of the old side, if all *results* have the same."""
    labels = {result.old.label for result in results}
    return labels.pop() if len(labels) == 1 else ""


def _acceptances_left(
    setup: ReleaseSetup, results: Sequence[ComparisonResult]
) -> dict[str, str]:
    """Return the file of acceptances without those that the changelog lists, by its path."""
    listed = {
        difference.acceptance for result in results for difference in result.differences
    }
    left = [item for item in setup.accepted if item not in listed]
    if len(left) == len(setup.accepted):
        return {}
    return {setup.accepted_path: approvals.write(left)}
