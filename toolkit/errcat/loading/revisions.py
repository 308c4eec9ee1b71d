"""The sides of a comparison: a path, or a state of a catalog in the local git repository.

Nothing is checked out, cloned or fetched. An operand is a path, `REF` (the same catalog there),
`REF:PATH`, `@latest` (the nearest release), `@previous` (the one before), `@merge-base` (with the
default branch), a bundle, or `-` for standard input.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import translate
from functools import cached_property
from typing import Any, NamedTuple

from errcat.errors import PathMissing
from errcat.loading import history, moving
from errcat.loading.documents import top_of
from errcat.loading.git import Git, HistoryMissing, RevisionUnknown, RevisionUnreadable
from errcat.loading.history import LATEST, MERGE_BASE, PREVIOUS, Releases, Revision
from errcat.loading.moving import Header, Wanted
from errcat.loading.reading import Reader
from errcat.loading.sources import HEADERS, STDIN, Raw, Source, read
from errcat.loading.trees import Objects, Tree

NEW = "which does not have it yet"
REMOVED = "which still configures it"
_VERSIONED = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)*\Z")
"""What a tag ends in where the catalog states no version."""

__all__ = ["Finder", "HistoryMissing", "RevisionUnknown", "RevisionUnreadable", "Side"]


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
    note: str = ""
    """For people: that the catalog lay elsewhere there, or did not exist yet."""


class Finder(NamedTuple):
    """Finds the sides that operands name, as a project has set it."""

    readers: Sequence[Reader]
    default_branch: str = ""
    tag_pattern: str = ""
    """The tags that are releases, such as `{catalog}-v*`; "" for those that end in the version."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the files that some reader reads."""
        return tuple(suffix for reader in self.readers for suffix in reader.suffixes)

    def here(self, path: str) -> Side:
        """Return the catalog at *path*; raises what `sources.read` raises."""
        return Side(read(path, self.suffixes), path, path)

    def new(self, operand: str, catalogs: Sequence[str]) -> list[Side]:
        """Return the sides that *operand* names: a revision names one for each of *catalogs*.

        Raises:
            RevisionUnknown: it is neither a path nor a revision, or cannot be read whole.
            PathMissing, PathUnreadable: a path cannot be read.

        """
        if _is_path(operand):
            return [self.here(operand)]
        reference, colon, inside = operand.partition(":")
        paths = [inside or os.curdir] if colon else catalogs
        if not any(Git(path).is_repository() for path in paths):
            raise PathMissing(operand)
        return [
            self._new(operand, reference, path, explicit=bool(colon)) for path in paths
        ]

    def _new(self, operand: str, reference: str, path: str, *, explicit: bool) -> Side:
        id_ = self.id_of(self.here(path)) if os.path.exists(path) else ""
        search = _Search(self, Git(path), Side(None, path, path), id_)
        with search.objects:
            revision = search.resolve(reference)
            if explicit:
                return search.at(revision, operand, path)
            return search.implied(revision)

    def old(
        self, operand: str | None, new: Side, id_: str, *, since_release: bool = False
    ) -> Side:
        """Return the state that *operand* names of the catalog *new*, whose id is *id_*.

        Without an operand that is the merge base if HEAD is not on the default branch, or else the
        latest release; with *since_release*, the release before where *new* is a release itself.

        Raises:
            RevisionUnknown: git is not installed, has no such revision, or cannot read it whole.
            PathMissing, PathUnreadable: a path cannot be read.

        """
        if operand is not None and _is_path(operand):
            return self.here(operand)
        reference, colon, inside = (operand or "").partition(":")
        path = (inside or os.curdir) if colon else new.root
        search = _Search(self, Git(path if path != STDIN else os.curdir), new, id_)
        with search.objects:
            if operand is None:
                reference = search.usual(since_release=since_release)
            revision = search.resolve(reference)
            if operand is not None and colon:
                return search.at(revision, operand, path)
            return search.implied(revision)

    def configured(
        self, side: Side, file: str, paths: Callable[[bytes], Iterable[str]]
    ) -> list[Side]:
        """Return the catalogs that a configuration named in the commit of *side*.

        *file* is the path of the configuration, and *paths* returns the paths that its content names.
        Catalogs that were not there are left out.

        Raises:
            RevisionUnreadable: the commit cannot be read whole.

        """
        git = Git(os.path.dirname(file) or os.curdir)
        try:
            inside = git.path_in_tree(file)
        except RevisionUnknown:  # outside the repository of the catalogs
            return []
        with Objects(git) as objects:
            tree = Tree(objects, side.commit, side.label)
            node = tree.find(inside)
            if node is None or node.is_folder:
                return []
            sources = [
                (path, tree.source(git.path_in_tree(path), path, self.suffixes))
                for path in paths(tree.content(node, file))
            ]
        return [
            Side(source, side.label, path, side.commit, REMOVED)
            for path, source in sources
            if source is not None and source.files
        ]

    def id_of(self, side: Side) -> str:
        """Return the id that the header of a side states; "" if it states none."""
        return self.stated(side, "id")

    def stated(self, side: Side, key: str) -> str:
        """Return the text of *key* in the header of a side; "" if it states none."""
        source = side.source
        for raw in source.files if source else ():
            if source and _may_be_header(source, raw):
                return str(top_of(raw, self.readers).get(key, ""))
        return ""


class _Search:
    """Finding the states of one catalog in one repository."""

    def __init__(self, finder: Finder, git: Git, new: Side, id_: str) -> None:
        self.finder = finder
        self.git = git
        self.new = new
        self.id = id_
        self.objects = Objects(git)
        self._tops: dict[str, Mapping[str, Any]] = {}

    @property
    def start(self) -> str:
        """The commit of the new side: HEAD where that is on disk."""
        return self.new.commit or self.git.head()

    def usual(self, *, since_release: bool) -> str:
        """Return the default operand."""
        self.git.top  # noqa: B018  # outside a repository the message is another
        if since_release and self._is_release():
            return PREVIOUS
        return history.usual(self.git, self.start, self.finder.default_branch)

    def _is_release(self) -> bool:
        """Tell whether the new side is exactly what a release contains."""
        try:
            revision = history.latest(self.git, self.start, self._releases())
        except RevisionUnreadable:
            raise
        except RevisionUnknown:
            return False
        if revision.commit != self.start:
            return False
        return bool(self.new.commit) or self._is_clean(revision)

    def _is_clean(self, revision: Revision) -> bool:
        source = self.implied(revision).source
        return source is not None and _plain(source) == _plain(self.new.source)

    def resolve(self, reference: str) -> Revision:
        """Return the commit that *reference* names."""
        self.git.top  # noqa: B018  # outside a repository the message is another
        if reference == LATEST:
            return history.latest(self.git, self.start, self._releases())
        if reference == PREVIOUS:
            return history.previous(self.git, self.start, self._releases())
        if reference == MERGE_BASE:
            branch = self.finder.default_branch
            return history.merge_base(self.git, self.start, branch)
        if reference.startswith("-"):
            raise RevisionUnknown(reference, "a revision cannot start with a dash")
        commit = self.git.commit(reference)
        if commit:
            return Revision(commit, reference)
        reason = "no such file or folder, and no such git revision"
        fetch = f"git fetch --depth=1 origin {reference}"
        hint = f"to fetch it, run {self.git.complete(fetch)}"
        raise RevisionUnknown(reference, reason, hint)

    def _releases(self) -> Releases:
        pattern = self.finder.tag_pattern.replace("{catalog}", self.id)
        if pattern:
            tests: tuple[Callable[[str], bool], ...] = (_matching(pattern),)
            wanted = f"matches the tag-pattern '{pattern}'"
        else:
            tests = (self._states_version, self._stated_version)
            wanted = "ends in the version that the catalog has in that commit"
        version = self.finder.stated(self.new, "version") or "1.0.0"
        example = (pattern or "v*").replace("*", version)
        return Releases(tests, self.id or "the catalog", wanted, example)

    def _states_version(self, tag: str) -> bool:
        """Tell whether a tag ends in the version that the catalog states there."""
        tree = self._tree(f"refs/tags/{tag}", tag)
        header = moving.header(tree, self.path) if self.path else None
        return header is not None and self._is_version(tree, header, tag)

    def _stated_version(self, tag: str) -> bool:
        """Tell the same of a catalog that has moved since."""
        tree = self._tree(f"refs/tags/{tag}", tag)
        headers = (moving.header(tree, place) for place in self._places(tree))
        return any(header and self._is_version(tree, header, tag) for header in headers)

    def _is_version(self, tree: Tree, header: Header, tag: str) -> bool:
        top = self._top(tree, header)
        version = top.get("version", "")
        is_it = not self.id or top.get("id") == self.id
        return is_it and bool(
            _VERSIONED.search(tag)
            if not version
            else re.search(rf"(?<![0-9.]){re.escape(str(version))}\Z", tag)
        )

    def _top(self, tree: Tree, header: Header) -> Mapping[str, Any]:
        """Return a header; many tags share one, and reading it takes long."""
        key = header.file.object_id
        if key not in self._tops:
            self._tops[key] = moving.top(tree, header, self.finder.readers)
        return self._tops[key]

    # --- the catalog in a commit -----------------------------------------------------------

    @cached_property
    def path(self) -> str:
        """Where the catalog lies now, relative to the work tree; "" if it lies nowhere."""
        if self.new.root == STDIN:
            return ""
        return self.git.path_in_tree(self.new.root)

    def _tree(self, commit: str, label: str) -> Tree:
        return Tree(self.objects, commit, label)

    def at(self, revision: Revision, operand: str, path: str) -> Side:
        """Return the catalog at a path that was named, which must be there."""
        label = _label(revision)
        tree = self._tree(revision.commit, label)
        inside = self.git.path_in_tree(path)
        source = tree.source(inside, path, self.finder.suffixes)
        if source is not None:
            return Side(source, label, path, revision.commit)
        reason = f"{label} has no file or folder '{inside}'"
        places = self._places(tree)
        hint = f"{self.id} is at '{places[0]}' there" if places else ""
        raise RevisionUnknown(operand, reason, hint)

    def implied(self, revision: Revision) -> Side:
        """Return the catalog where it lies now, or wherever its id is found.

        Raises:
            RevisionUnreadable: it cannot be read whole, or its id is found at several paths.

        """
        label = _label(revision)
        tree = self._tree(revision.commit, label)
        side = Side(None, label, self.new.root, revision.commit)
        if self.path:
            source = tree.source(self.path, self.new.root, self.finder.suffixes)
            side = side._replace(source=source if source and source.files else None)
        if side.source and (not self.id or self.finder.id_of(side) == self.id):
            return side
        places = self._places(tree)
        if len(places) > 1:
            several = ", ".join(f"'{place}'" for place in places)
            hint = f"name one, such as {revision.commit[:7]}:{places[0]}"
            raise RevisionUnreadable(label, f"{self.id} is at {several} there", hint)
        if places:
            source = tree.source(places[0], places[0], self.finder.suffixes)
            note = f"where it is at {places[0]}"
            return side._replace(source=source, note=note)
        return side if side.source else side._replace(note=NEW)

    def _places(self, tree: Tree) -> list[str]:
        if not self.id:
            return []
        folder = self.new.source is not None and self.new.source.folder
        wanted = Wanted(self.id, self.path, folder, self._still_there)
        return moving.places(tree, wanted, self.finder.readers)

    def _still_there(self, path: str) -> bool:
        """Tell whether the new side, too, has a catalog with the id at *path*."""
        if path == self.path:
            return False
        if self.new.commit:
            tree = self._tree(self.new.commit, self.new.label)
            header = moving.header(tree, path)
            return header is not None and self._top(tree, header).get("id") == self.id
        full = os.path.join(self.git.top, path)
        if not os.path.exists(full):
            return False
        return self.finder.id_of(self.finder.here(full)) == self.id


def _is_path(operand: str) -> bool:
    return operand == STDIN or os.path.exists(operand)


def _may_be_header(source: Source, raw: Raw) -> bool:
    return not source.folder or source.relative(raw.file) in HEADERS


def _matching(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a tag matches *pattern*."""
    match = re.compile(translate(pattern)).match
    return lambda tag: match(tag) is not None


def _label(revision: Revision) -> str:
    short = revision.commit[:7]
    is_it = revision.commit.startswith(revision.name)
    return short if is_it else f"{revision.name} ({short})"


def _plain(source: Source | None) -> list[tuple[str, bytes]]:
    """Return the files of a source with the line ends that git stores."""
    files = source.files if source else ()
    return [(raw.file, raw.content.replace(b"\r\n", b"\n")) for raw in files]
