"""The codes that any branch of the repository uses or reserves, so that nobody takes one twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.loading.documents import top_of
from errcat.loading.git import Git, RevisionUnreadable
from errcat.loading.ranges import span_codes
from errcat.loading.reading import Reader, is_list, is_mapping
from errcat.loading.sources import Raw
from errcat.loading.trees import Node, Objects, Tree
from errcat.model import NUMBER

_FORM = "--format=%(objectname) %(symref) %(refname)"


class TakenCodes(NamedTuple):
    """Codes that are in use or reserved."""

    codes: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()
    """Reserved numbers, first and last."""
    unread: tuple[str, ...] = ()
    """The branches that git could not read whole."""

    def has(self, code: str) -> bool:
        """Tell whether *code* is taken."""
        if code in self.codes or not NUMBER(code):
            return code in self.codes
        return any(first <= int(code) <= last for first, last in self.spans)


def taken_codes(path: str, readers: Sequence[Reader]) -> TakenCodes:
    """Return the codes of the catalog at *path* on every local and remote-tracking branch."""
    git = Git(path)
    if not git.is_repository():
        return TakenCodes()
    inside = git.path_in_tree(path)
    tops: dict[str, Mapping[str, Any]] = {}
    unread: list[str] = []
    with Objects(git) as objects:
        for line in git.lines("for-each-ref", _FORM, "refs/heads", "refs/remotes"):
            commit, symbolic, ref = line.split(" ", 2)
            if symbolic:
                continue
            branch = ref.split("/", 2)[2]
            try:
                _read(Tree(objects, commit, branch), inside, readers, tops)
            except RevisionUnreadable:
                unread.append(branch)
                objects.restart()
    codes = frozenset(code for top in tops.values() for code in _codes(top))
    spans = tuple(span for top in tops.values() for span in _spans(top))
    return TakenCodes(codes, spans, tuple(unread))


def _read(
    tree: Tree,
    inside: str,
    readers: Sequence[Reader],
    tops: dict[str, Mapping[str, Any]],
) -> None:
    """Add the files of a catalog to *tops*, by the ids of their objects."""
    for path, file in _files(tree, inside, readers):
        if file.object_id not in tops:
            content = tree.content(file, path)
            tops[file.object_id] = top_of(Raw(path, content), readers)


def _files(
    tree: Tree, inside: str, readers: Sequence[Reader]
) -> Iterator[tuple[str, Node]]:
    node = tree.find(inside)
    if node is None:
        return
    if not node.is_folder:
        yield inside, node
        return
    suffixes = tuple(suffix for reader in readers for suffix in reader.suffixes)
    yield from tree.files(inside, node, suffixes)


def _rows(top: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    rows: Any = top.get(key)
    for row in rows if is_list(rows) else ():
        if is_mapping(row):
            yield row


def _codes(top: Mapping[str, Any]) -> Iterator[str]:
    for row in (*_rows(top, "errors"), *_rows(top, "reserved")):
        if "code" in row:
            code = str(row["code"])
            yield from span_codes(code, str(row.get("through", code))) or [code]


def _spans(top: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for row in _rows(top, "reserved"):
        first, last = str(row.get("from", "")), str(row.get("to", ""))
        if NUMBER(first) and NUMBER(last):
            yield int(first), int(last)
