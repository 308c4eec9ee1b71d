"""Rust: enum variants with discriminants, doc comments, `#[error("...")]` and serde names; consts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from errcat.importing.extracting import Extract, Importer, Table, Text
from errcat.importing.members import (
    Member,
    child_of,
    commented,
    counted,
    descendants,
    extracted,
    line_of,
    literal,
    named,
    parsed,
    sniffer,
    table,
)
from errcat.importing.trees import Node, unescaped

_SUFFIXES = (".rs",)
sniff = sniffer(
    r"^\s*(?:pub(?:\([^)]*\))?\s+)?enum\s+\w+(?:<[^>]*>)?\s*\{\s*(?://.*)?$",
    r"^\s*pub\s+const\s+\w+\s*:\s*[&\w' ]+\s*=",
    r"^\s*#\[derive\(",
    suffixes=_SUFFIXES,
)
_ERROR = re.compile(r'error\(\s*"((?:[^"\\]|\\.)*)"')
_RENAME = re.compile(r'rename\s*=\s*"([^"]*)"')
_FIELDS = re.compile(r"[({]").search
_NAME = re.compile(r"[A-Z]\w*")


def extract(text: Text) -> Extract:
    """Return the codes of a source file."""
    root = parsed(text, "rust")
    return extracted([*_enums(root), _constants(root)])


def _enums(root: Any) -> Iterator[Table | None]:
    for enum in descendants(root, ["enum_item"]):
        body = child_of(enum, "enum_variant_list")
        members = list(_variants(body))
        if any(member.value for member in members):
            members = counted(members)
        yield table(child_of(enum, "type_identifier").text(), line_of(enum), members)


def _variants(body: Any) -> Iterator[Member]:
    attributes: list[str] = []
    about: dict[tuple[int, str], list[str]] = {}
    for node in named(body):
        if node.kind() == "attribute_item":
            attributes.append(node.text())
        elif node.kind() == "enum_variant":
            about[line_of(node), node.text()] = attributes
            attributes = []
    for node, comment, line in commented(named(body), ["enum_variant"]):
        message = " ".join(about.get((line_of(node), node.text()), ()))
        error, rename = _ERROR.search(message), _RENAME.search(message)
        parts = named(node)
        value = literal(parts[-1]) if len(parts) > 1 else None
        if rename and value is None:
            value = Node(rename[1], line_of(node))
        at = line_of(node)
        text = Node(unescaped(error[1]), at) if error else None
        computed = value is None and "=" in node.text() and not _FIELDS(node.text())
        name = parts[0].text()
        yield Member(name, at, value, {}, comment, line, computed, text)


def _constants(root: Any) -> Table | None:
    members: list[Member] = []
    for holder in descendants(root, ["source_file", "declaration_list"]):
        for node, comment, line in commented(named(holder), ["const_item"]):
            parts = named(node)
            value = literal(parts[-1])
            name = child_of(node, "identifier")
            computed = value is None and parts[-1].kind() == "binary_expression"
            if (value or computed) and name and _NAME.fullmatch(name.text()):
                at = line_of(node)
                members.append(
                    Member(name.text(), at, value, {}, comment, line, computed)
                )
    known = any(member.value for member in members)
    return table("", 1, members if known else [])


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
