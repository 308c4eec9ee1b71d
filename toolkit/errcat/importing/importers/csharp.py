"""C#: enum members with their values, `Description` attributes and XML comments; constants."""

from __future__ import annotations

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
    texts_by_member,
)
from errcat.importing.trees import Node

_SUFFIXES = (".cs",)
sniff = sniffer(
    r"^\s*namespace\s+[\w.]+\s*[;{]?\s*$",
    r"^\s*(?:public|internal)\s+(?:static\s+|sealed\s+)*(?:enum|class)\s+\w+[^\n{]*\s*$",
    r"^\s*public\s+const\s+(?:string|int)\s+\w+\s*=",
    suffixes=_SUFFIXES,
)


def extract(text: Text) -> Extract:
    """Return the codes of a source file."""
    root = parsed(text, "csharp")
    return extracted([*_enums(root), *_constants(root)])


def _enums(root: Any) -> Iterator[Table | None]:
    texts = texts_by_member(_texts(root))
    for enum in descendants(root, ["enum_declaration"]):
        body = child_of(enum, "enum_member_declaration_list")
        members: list[Member] = []
        nodes = [*_unconditional(body)]
        for node, comment, line in commented(nodes, ["enum_member_declaration"]):
            parts = [child for child in named(node) if child.kind() != "attribute_list"]
            value = literal(parts[1]) if len(parts) > 1 else None
            about = _description(node)
            computed = value is None and len(parts) > 1
            member = Member(
                parts[0].text(),
                line_of(parts[0]),
                value,
                {},
                comment,
                line,
                computed,
                about,
            )
            members.append(member)
        title = child_of(enum, "identifier").text()
        yield table(title, line_of(enum), counted(members), texts)


def _texts(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of dictionaries and of `switch` expressions."""
    kinds = (
        "initializer_expression",
        "assignment_expression",
        "switch_expression_arm",
    )
    for node in descendants(root, kinds):
        parts = named(node)
        if len(parts) == 2:  # noqa: PLR2004 -- a member and its text
            yield parts[0], parts[1]


def _unconditional(body: Any) -> Iterator[Any]:
    """Yield the members of an enum, those between `#if` and `#endif` included."""
    for node in named(body):
        if node.kind() == "ERROR" or node.kind().startswith("preproc_"):
            yield from _unconditional(node)
        else:
            yield node


def _description(node: Any) -> Node | None:
    """Return the text of an attribute such as `[Description("...")]`."""
    first: Node | None = None
    for attribute in descendants(node, ["attribute"]):
        for argument in descendants(attribute, ["string_literal"]):
            if child_of(attribute, "identifier").text() in ("Description", "Display"):
                return literal(argument)
            first = first or literal(argument)
            break
    return first


def _constants(root: Any) -> Iterator[Table | None]:
    for body in descendants(root, ["declaration_list"]):
        members: list[Member] = []
        for node, comment, line in commented(named(body), ["field_declaration"]):
            words = {
                child.text() for child in named(node) if child.kind() == "modifier"
            }
            for declarator in descendants(node, ["variable_declarator"]):
                value = literal(named(declarator)[-1])
                if value and ("const" in words or {"static", "readonly"} <= words):
                    name = named(declarator)[0].text()
                    members.append(
                        Member(name, line_of(node), value, {}, comment, line)
                    )
        title = child_of(body.parent(), "identifier")
        yield table(title.text() if title else "", line_of(body), members)


IMPORTER = Importer(__name__, __doc__, _SUFFIXES, sniff, extract)
