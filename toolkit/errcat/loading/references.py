"""Documents of others that refer to each other with `$ref`: only files of one folder are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from errcat.errors import ErrcatError
from errcat.findings import Span
from errcat.loading import anchored
from errcat.loading.readers.json import READER as JSON
from errcat.loading.reading import Document, Path, is_list, is_mapping
from errcat.loading.sources import read

TOTAL = 64 * 1024 * 1024
"""How many bytes all files of a document may have together."""
REFERENCE = "$ref"


class DocumentInvalid(ErrcatError):
    """A document cannot be read, or a reference in it cannot be followed."""

    def __init__(self, file: str, span: Span, reason: str, hint: str = "") -> None:
        super().__init__(file, span, reason)
        self.file = file
        self.span = span
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.file}:{self.span.line}:{self.span.column}"
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}: {self.reason}{hint}"


class Node(NamedTuple):
    """A node of a document: its value as plain data, and where it stands."""

    document: Document
    path: Path
    value: Any

    def get(self, *steps: str | int) -> Node | None:
        """Return the node to which *steps* lead from here, or None."""
        value = self.value
        for step in steps:
            if is_mapping(value) and step in value:
                value = value[str(step)]
            elif is_list(value) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return Node(self.document, (*self.path, *steps), value)

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield the nodes of a mapping by key; nothing for any other node."""
        if is_mapping(self.value):
            for key, value in self.value.items():
                yield key, Node(self.document, (*self.path, key), value)

    def items(self) -> Iterator[Node]:
        """Yield the nodes of a list; nothing for any other node."""
        if is_list(self.value):
            for index, value in enumerate(self.value):
                yield Node(self.document, (*self.path, index), value)

    @property
    def span(self) -> Span:
        """Where it stands: a member of a mapping where its key does."""
        return self.document.span(self.path, key=True)

    def invalid(self, reason: str, hint: str = "") -> DocumentInvalid:
        """Return the error that something is wrong with the node."""
        return DocumentInvalid(self.document.file, self.span, reason, hint)


class Library:
    """The files of one folder, each read once."""

    def __init__(self, file: str) -> None:
        """Make the library of the folder of *file*."""
        self._folder = os.path.realpath(os.path.dirname(file) or os.curdir)
        self._documents: dict[str, Document] = {}
        self._left = TOTAL

    def root(self, file: str) -> Node:
        """Return the root of a file.

        Raises:
            DocumentInvalid: it is neither YAML nor JSON, or the files are too large together.
            PathMissing, PathUnreadable: it cannot be read.

        """
        key = os.path.realpath(file)
        if key not in self._documents:
            self._documents[key] = self._read(file)
        document = self._documents[key]
        return Node(document, (), document.data)

    def _read(self, file: str) -> Document:
        start = Span(1, 1, 1, 1)
        source = read(file, ())
        if source.folder:
            raise DocumentInvalid(file, start, "a folder, not a file")
        content = source.files[0].content
        self._left -= len(content)
        if self._left < 0:
            size = TOTAL // 1024 // 1024
            raise DocumentInvalid(file, start, f"the files have more than {size} MiB")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            reason = f"not valid UTF-8 at byte {error.start}"
            raise DocumentInvalid(file, start, reason) from None
        reader = JSON if text.lstrip()[:1] in ("{", "[") else anchored.READER
        document = Document(file, text, reader)
        for fault in document.faults:
            if document.data is None:
                span = document.span_at(fault.start, fault.end)
                raise DocumentInvalid(file, span, fault.message, fault.hint)
        return document

    def followed(self, node: Node) -> Node:
        """Return *node*, or what it refers to; references to references are followed.

        Raises:
            DocumentInvalid: a reference leads nowhere, in a circle, or out of the folder.

        """
        start = node
        seen: set[tuple[str, Path]] = set()
        while is_mapping(node.value) and isinstance(node.value.get(REFERENCE), str):
            here = (node.document.file, node.path)
            if here in seen:
                raise self._refused(start, "leads in a circle")
            seen.add(here)
            node = self._target(node)
        return node

    def _target(self, node: Node) -> Node:
        from urllib.parse import unquote  # slow to import

        address, _, pointer = str(node.value[REFERENCE]).partition("#")
        file = self._file(node, unquote(address)) if address else ""
        document = node.document
        root = self.root(file) if file else Node(document, (), document.data)
        if pointer and not pointer.startswith("/"):
            raise self._refused(node, "is not a JSON pointer")
        steps = [
            unquote(step).replace("~1", "/").replace("~0", "~")
            for step in pointer.split("/")[1:]
        ]
        target = root
        for step in steps:
            number = int(step) if step.isascii() and step.isdigit() else -1
            child = target.get(step) or (target.get(number) if number >= 0 else None)
            if child is None:
                raise self._refused(node, "leads nowhere")
            target = child
        return target

    def _file(self, node: Node, address: str) -> str:
        """Return the path of the file that a reference names."""
        if "://" in address or address.startswith(("//", "file:")):
            hint = "copy what it refers to into a file beside the document"
            raise self._refused(
                node, "is not a relative path; nothing is fetched", hint
            )
        file = os.path.join(os.path.dirname(node.document.file), address)
        real = os.path.realpath(file)
        if os.path.isabs(address) or os.path.commonpath([real, self._folder]) != (
            self._folder
        ):
            raise self._refused(node, "leads out of the folder of the document")
        if not os.path.isfile(real):
            raise self._refused(node, "leads nowhere")
        return os.path.normpath(file)

    def _refused(self, node: Node, reason: str, hint: str = "") -> DocumentInvalid:
        place = Node(node.document, (*node.path, REFERENCE), None)
        text = f"the reference '{node.value[REFERENCE]}' {reason}"
        return place.invalid(text, hint)
