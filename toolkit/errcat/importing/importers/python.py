"""Python: Enum members, exception classes that carry a code, constants and dictionaries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from errcat.importing import records
from errcat.importing.extracting import (
    KEY,
    Extract,
    Group,
    Importer,
    Skipped,
    Table,
    Text,
)
from errcat.importing.importers.typescript import tree
from errcat.importing.members import (
    Member,
    child_of,
    commented,
    descendants,
    extracted,
    line_of,
    literal,
    named,
    parsed,
    reference,
    sniffer,
    table,
    texts_by_member,
    uncomputed,
    valued,
)
from errcat.importing.trees import Node

_SUFFIXES = (".py", ".pyi")
sniff = sniffer(
    r"^(?:from\s+[\w.]+\s+import\s|import\s+[\w., ]+\s*$)",
    r"^class\s+\w+(?:\([^)]*\))?:",
    r"^[A-Z_]+(?:\s*:\s*[\w\[\], ]+)?\s*=\s*[{\[]\s*$",
    suffixes=_SUFFIXES,
)
_CODE = re.compile(r"(?:^|_)(?:code|errno|sqlstate)$", re.IGNORECASE).search
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*").fullmatch


def extract(text: Text) -> Extract:
    """Return the codes of a source file."""
    root = parsed(text, "python")
    skipped: list[Skipped] = []
    tables: list[Table | None] = []
    exceptions: list[Member] = []
    texts = texts_by_member(_pairs(root))
    for node in _classes(root):
        fields = dict(_fields(child_of(node, "block")))
        if any(_CODE(name) for name in fields):
            about = _docstring(child_of(node, "block"))
            summary, line = (str(about.data).strip(), about.line) if about else ("", 0)
            name = child_of(node, "identifier").text()
            exceptions.append(Member(name, line_of(node), None, fields, summary, line))
        else:
            tables.append(_members(node, texts))
    tables.append(table("", 1, exceptions))
    enums = {child_of(c, "identifier").text() for c in _classes(root)}
    tables += _module(root, enums, skipped)
    return extracted(tables, skipped)


def _assigned(block: Any) -> Iterator[tuple[str, Any, Any, str, int]]:
    """Yield the assignments of a block: name, value, statement and comment."""
    for node, comment, line in commented(named(block), ["expression_statement"]):
        assignment = child_of(node, "assignment")
        parts = named(assignment) if assignment else []
        if len(parts) > 1 and parts[0].kind() == "identifier":
            yield parts[0].text(), parts[-1], node, comment, line


def _fields(block: Any) -> Iterator[tuple[str, Node]]:
    for name, value, _, _, _ in _assigned(block):
        constant = literal(value)
        if value.kind() == "attribute":
            status = valued(value)
            constant = status if isinstance(status.data, int) else None
        if constant and not _CONSTANT(name):
            yield name, constant


def _docstring(block: Any) -> Node | None:
    first = named(block)[0] if named(block) else None
    string = (
        child_of(first, "string")
        if first and first.kind() == "expression_statement"
        else None
    )
    return literal(string) if string else None


def _pairs(root: Any) -> Iterator[tuple[Any, Any]]:
    for pair in descendants(root, ["pair"]):
        yield named(pair)[0], named(pair)[-1]


def _members(node: Any, texts: Mapping[str, Node]) -> Table | None:
    """Return the members of an Enum, or the constants of a class."""
    members: list[Member] = []
    assigned = list(_assigned(child_of(node, "block")))
    numbers = [item for _, value, *_ in assigned if (item := literal(value))]
    plain = len(numbers) == len(assigned) > 2 and all(  # noqa: PLR2004 -- no constants
        isinstance(item.data, int) for item in numbers
    )
    for name, value, statement, comment, line in assigned:
        if not (_CONSTANT(name) or plain):
            continue
        constant = literal(value)
        if value.kind() == "tuple":
            items = [tree(item) for item in named(value)]
            fields = {str(at): item for at, item in enumerate(items) if item.is_scalar}
            members.append(
                Member(name, line_of(statement), None, fields, comment, line)
            )
        elif constant or value.kind() == "call":
            members.append(
                Member(name, line_of(statement), constant, {}, comment, line)
            )
    return table(child_of(node, "identifier").text(), line_of(node), members, texts)


def _classes(root: Any) -> Iterator[Any]:
    return descendants(root, ["class_definition"])


def _module(
    root: Any, enums: Collection[str], skipped: list[Skipped]
) -> Iterator[Table | None]:
    """Yield the dictionaries, lists and constants of the module itself."""
    computed: list[Skipped] = []
    members: list[Member] = []
    for name, value, statement, comment, line in _top_level(root):
        constant = literal(value)
        if _tells_members(value, enums):
            continue
        if value.kind() in ("dictionary", "list") and named(value):
            inside = records.tables(_by_value(tree(value), members))
            skipped += inside.skipped
            group = Group(name, line_of(statement))
            for part in inside.tables:
                columns = {name for row in part.rows for name in row.cells} - {KEY}
                positions = bool(columns) and all(map(str.isdigit, columns))
                yield part._replace(
                    group=part.group or group, headed=part.headed and not positions
                )
        elif constant and _CONSTANT(name):
            members.append(
                Member(name, line_of(statement), constant, {}, comment, line)
            )
        elif value.kind() == "binary_operator" and _CONSTANT(name):
            computed += uncomputed([(name, line_of(statement), value.text())])
    skipped += computed if members else []
    yield table("", 1, members)


def _tells_members(value: Any, enums: Collection[str]) -> bool:
    """Tell whether a dictionary only has texts of members of enums of this file."""
    pairs = [pair for pair in named(value) if pair.kind() == "pair"]
    return value.kind() == "dictionary" and all(
        reference(named(pair)[0]).partition(".")[0] in enums
        and isinstance(getattr(literal(named(pair)[-1]), "data", None), str)
        for pair in pairs
    )


def _top_level(block: Any) -> Iterator[tuple[str, Any, Any, str, int]]:
    """Yield the assignments of a module, those under an `if` or `try` included."""
    yield from _assigned(block)
    for node in named(block):
        if node.kind() in ("if_statement", "try_statement"):
            for inner in named(node):
                clause = "clause" in inner.kind()
                yield from _top_level(child_of(inner, "block") if clause else inner)


def _by_value(texts: Node, members: list[Member]) -> Node:
    """Return a dictionary whose keys are constants with their values: `{ER_NO: "No"}`."""
    values = {member.name: member.value for member in members if member.value}
    if not texts.members or not all(
        key.rpartition(".")[2] in values for key in texts.members
    ):
        return texts
    coded = {
        str(values[key.rpartition(".")[2]].data): (
            Node({"message": text}, text.line) if isinstance(text.data, str) else text
        )
        for key, text in texts.members.items()
    }
    return Node(coded, texts.line)


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
