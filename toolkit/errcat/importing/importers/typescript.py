"""TypeScript and JavaScript: enums, const objects, unions of strings, classes that carry a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from errcat.importing import records
from errcat.importing.extracting import Extract, Group, Importer, Skipped, Table, Text
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
    reference,
    sniffer,
    table,
    valued,
)
from errcat.importing.trees import Node

_ENUMS = ("enum_assignment", "property_identifier")
_COMPUTED = ("spread_element", "method_definition", "shorthand_property_identifier")
_WRAPPERS = ("as_expression", "satisfies_expression", "parenthesized_expression")

_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx")
sniff = sniffer(
    r"^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s+\w+\s*\{",
    r"^\s*(?:export\s+)?(?:const|type|var|let)\s+\w+[^=\n]*=\s*(?:Object\.freeze\()?[{|\"'`]",
    r"^\s*(?:export\s+)?(?:default\s+)?class\s+\w+\s+extends\s+\w*Error\b",
    r"^\s*(?:module\.exports|export default)\s*=?\s*\{",
    suffixes=_SUFFIXES,
)


def extract(text: Text) -> Extract:
    """Return the codes of a source file."""
    language = "tsx" if text.suffix in (".tsx", ".jsx") else "typescript"
    root = parsed(text, language)
    skipped: list[Skipped] = []
    enums = list(_enums(root))
    codes = dict(_codes(enums))
    tables: list[Table | None] = [*enums, *_unions(root), *_classes(root)]
    tables += [_exports(root), *_namespaces(root)]
    for node, title in _objects(root):
        tables += _object(node, title, codes, skipped)
    return extracted(tables, skipped)


def _enums(root: Any) -> Iterator[Table | None]:
    for enum in descendants(root, ["enum_declaration"]):
        body = child_of(enum, "enum_body")
        members: list[Member] = []
        for node, comment, line in (
            commented(named(body), [*_ENUMS, "string"]) if body else ()
        ):
            parts = named(node)
            value = literal(parts[-1]) if node.kind() == "enum_assignment" else None
            name = parts[0].text() if node.kind() == "enum_assignment" else node.text()
            computed = value is None and node.kind() == "enum_assignment"
            member = Member(
                name.strip("\"'"), line_of(node), value, {}, comment, line, computed
            )
            members.append(member)
        yield table(_name(enum), line_of(enum), counted(members))


def _codes(enums: Iterable[Table | None]) -> Iterator[tuple[str, str]]:
    """Yield the code of every member of an enum, by `Enum.Member`."""
    for enum in enums:
        if enum is None or enum.group is None:
            continue
        fields = enum.fields.items()
        column = next((name for name, field in fields if field == "code"), "")
        for row in enum.rows if column else ():
            if column in row.cells:
                member = row.cells["member"].text
                yield f"{enum.group.title}.{member}", row.cells[column].text


def _name(node: Any) -> str:
    name = child_of(node, "identifier", "type_identifier", "property_identifier")
    return name.text() if name else ""


def _unions(root: Any) -> Iterator[Table | None]:
    """Yield the unions of strings, `type Code = "a" | "b"`."""
    for alias in descendants(root, ["type_alias_declaration"]):
        union = child_of(alias, "union_type")
        if not union:
            continue
        flat = list(descendants(union, ["literal_type", "comment"]))
        values: list[Member] = []
        for node, comment, line in commented(flat, ["literal_type"]):
            value = literal(node)
            if value and isinstance(value.data, str):
                values.append(
                    Member(value.data, line_of(node), None, {}, comment, line)
                )
        yield table(_name(alias), line_of(alias), values)


def _classes(root: Any) -> Iterator[Table | None]:
    """Yield one table of the classes whose fields hold a code."""
    members: list[Member] = []
    holders = descendants(root, ["class_declaration", "program", "export_statement"])
    for holder in holders:
        for node, comment, line in commented(
            named(holder), ["class_declaration", "export_statement"]
        ):
            inner = (
                node
                if node.kind() == "class_declaration"
                else child_of(node, "class_declaration")
            )
            body = child_of(inner, "class_body") if inner else None
            if not body or holder.kind() == "export_statement":
                continue
            fields = dict(_class_fields(body))
            if any(name.lower().endswith("code") for name in fields):
                members.append(
                    Member(_name(inner), line_of(inner), None, fields, comment, line)
                )
    yield table("", 1, members)


def _class_fields(body: Any) -> Iterator[tuple[str, Node]]:
    for field in descendants(body, ["public_field_definition"]):
        value = literal(named(field)[-1])
        if value:
            yield _name(field), value


def _exports(root: Any) -> Table | None:
    """Return the constants that a CommonJS module exports: `exports.CARD_DECLINED = 1001`."""
    members: list[Member] = []
    for node, comment, line in commented(named(root), ["expression_statement"]):
        assignment = child_of(node, "assignment_expression")
        target = child_of(assignment, "member_expression")
        value = literal(named(assignment)[-1]) if target else None
        if value and target.text().startswith(("exports.", "module.exports.")):
            name = target.text().rpartition(".")[2]
            members.append(Member(name, line_of(node), value, {}, comment, line))
    return table("", 1, members)


def _namespaces(root: Any) -> Iterator[Table | None]:
    """Yield the constants of every namespace: `namespace Codes { const CardDeclined = 1001 }`."""
    for space in descendants(root, ["internal_module"]):
        members: list[Member] = []
        body = child_of(space, "statement_block")
        nodes = [child_of(n, "lexical_declaration") or n for n in named(body)]
        for node, comment, line in commented(nodes, ["lexical_declaration"]):
            declarator = child_of(node, "variable_declarator")
            kind = child_of(declarator, "type_annotation")
            alone = kind is not None and len(named(declarator)) == 2  # noqa: PLR2004
            holder = child_of(kind, "literal_type") if alone else named(declarator)[-1]
            value = literal(holder) if holder else None
            if value and node.text().startswith("const"):
                name = named(declarator)[0].text()
                members.append(Member(name, line_of(node), value, {}, comment, line))
        yield table(_name(space), line_of(space), members)


def _objects(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield the objects that are the value of a constant or of an export."""
    for node in descendants(
        root, ["variable_declarator", "assignment_expression", "export_statement"]
    ):
        value = named(node)[-1] if named(node) else None
        while value is not None and value.kind() in _WRAPPERS:
            value = named(value)[0]
        if node.kind() == "variable_declarator":
            while value is not None and value.kind() == "assignment_expression":
                value = named(value)[-1]  # const all = module.exports.all = [...]
        elif node.parent().kind() == "variable_declarator":
            continue
        if value is not None and value.kind() == "call_expression":
            arguments = child_of(value, "arguments")
            value = named(arguments)[0] if arguments and named(arguments) else None
        if value is not None and value.kind() in ("object", "array"):
            title = "" if node.kind() == "export_statement" else _name(node)
            yield value, title


def _object(
    node: Any, title: str, codes: Mapping[str, str], skipped: list[Skipped]
) -> list[Table | None]:
    computed = [child for child in named(node) if child.kind() in _COMPUTED]
    skipped += (
        Skipped(line_of(item), item.text(), "it is computed") for item in computed
    )
    pairs = list(commented(named(node), ["pair"]))
    if pairs and all(reference(named(pair)[0]) for pair, _, _ in pairs):
        by_code = records.tables(_by_code(tree(node), codes))
        skipped += by_code.skipped
        return list(by_code.tables)
    simple = [literal(named(pair)[-1]) for pair, _, _ in pairs]
    if pairs and all(simple):
        members = [
            Member(
                named(pair)[0].text().strip("\"'`"),
                line_of(pair),
                value,
                {},
                comment,
                line,
            )
            for (pair, comment, line), value in zip(pairs, simple, strict=True)
        ]
        return [table(title, line_of(node), members)]
    nested = records.tables(tree(node))
    skipped += nested.skipped
    group = Group(title, line_of(node)) if title else None
    return [
        item if item.group else item._replace(group=group) for item in nested.tables
    ]


def _by_code(texts: Node, codes: Mapping[str, str]) -> Node:
    """Return a map whose keys are members of enums with their codes, or else their names, as keys."""
    members: dict[str, Node] = {}
    for key, value in texts.members.items():
        data = value.data
        if isinstance(data, str):
            data = {"message": value}
        elif isinstance(data, int):
            data = {"status": value}
        code = codes.get(key) or key.rpartition(".")[2]
        members.setdefault(code, Node(data, value.line))
    return Node(members, texts.line)


def tree(node: Any) -> Node:
    """Return an object or array as a tree; what is computed is its own source text."""
    kind = node.kind()
    if kind in ("object", "dictionary"):
        members: dict[str, Node] = {}
        for pair, comment, line in commented(named(node), ["pair"]):
            parts = named(pair)
            value = tree(parts[-1])
            if value.members and comment and "description" not in value.members:
                value.data["description"] = Node(comment, line)
            key = literal(parts[0])
            name = str(key.data) if key else reference(parts[0]) or parts[0].text()
            members[name] = Node(value.data, line_of(pair))
        return Node(members, line_of(node))
    if kind in ("array", "list", "tuple"):
        items = [tree(item) for item in named(node) if "comment" not in item.kind()]
        return Node(items, line_of(node))
    return valued(node)


IMPORTER = Importer(
    __name__,
    __doc__,
    _SUFFIXES,
    sniff,
    extract,
)
