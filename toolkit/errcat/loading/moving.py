"""Finding a catalog in a commit by its id: where it was before it moved, and what it stated."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.loading.documents import top_of
from errcat.loading.reading import Reader
from errcat.loading.sources import HEADERS, Raw
from errcat.loading.trees import Node, Tree


class Wanted(NamedTuple):
    """A catalog that is looked for in a commit."""

    id: str
    path: str
    """Where it lies now, relative to the work tree; "" if it lies nowhere."""
    folder: bool
    still_there: Callable[[str], bool]
    """Tells whether a catalog at a path has stayed there: then it is another with the same id."""


class Header(NamedTuple):
    """The file with the header of a catalog."""

    path: str
    file: Node


def header(tree: Tree, path: str) -> Header | None:
    """Return the file with the header of the catalog at *path*, if there is one."""
    node = tree.find(path)
    if node is None or not node.is_folder:
        return node and Header(path, node)
    for name in HEADERS:
        file = tree.find(f"{path}/{name}")
        if file is not None and not file.is_folder:
            return Header(f"{path}/{name}", file)
    return None


def top(tree: Tree, header: Header, readers: Sequence[Reader]) -> Mapping[str, Any]:
    """Return the keys at the top of a file of *tree*."""
    return top_of(Raw(header.path, tree.content(header.file, header.path)), readers)


def places(tree: Tree, wanted: Wanted, readers: Sequence[Reader]) -> list[str]:
    """Return the paths at which *tree* has the catalog *wanted*, the likeliest kind alone.

    A folder with a header is likelier than a file of the same name, and that than any other file,
    which may be a bundle.
    """
    suffixes = tuple(suffix for reader in readers for suffix in reader.suffixes)
    own = os.path.basename(wanted.path)
    kinds: list[list[tuple[str, Node]]] = [[], [], []]
    for path, node in tree.regular(suffixes):
        name = os.path.basename(path)
        rank = 0 if name in HEADERS else 1 if name == own else 2
        kinds[rank].append((path, node))
    for kind in kinds:
        paths = [
            _place(path, wanted)
            for path, node in kind
            if _has(tree, path, node, wanted.id, readers)
        ]
        moved = [path for path in paths if not wanted.still_there(path)]
        if moved:
            return moved
    return []


def _place(path: str, wanted: Wanted) -> str:
    """Return the path of the catalog that has its header in the file at *path*."""
    is_header = os.path.basename(path) in HEADERS
    if is_header and (wanted.folder or not wanted.path):
        return os.path.dirname(path) or os.curdir
    return path


def _has(
    tree: Tree, path: str, node: Node, id_: str, readers: Sequence[Reader]
) -> bool:
    content = tree.content(node, path)
    if id_.encode() not in content:  # reading YAML takes long
        return False
    return top_of(Raw(path, content), readers).get("id") == id_
