"""Verify that a Python file matches the catalog exactly: parse it again and compare."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any, NamedTuple

from errcat_generators.python._emitting import module
from errcat_generators.python._prepared import Group, Member, Name, Prepared, facts


class _Unexpected(Exception):
    """The file holds something that the target never writes; the argument says what."""


class _Class(NamedTuple):
    """An exception class."""

    name: str
    base: str


class _Parsed:
    """The parts of a file that come from the catalog, and the rest of it."""

    def __init__(self, text: str) -> None:
        self.all: list[Any] = []
        self.ranges: list[Any] = []
        self.range_members: list[tuple[str, Any]] = []
        self.members: list[tuple[str, Any]] = []
        self.aliases: list[str] = []
        self.assigned: list[tuple[str, Any]] = []
        self.entries: list[dict[str, Any]] = []
        self.classes: list[_Class] = []
        self.class_of: list[tuple[Any, Any]] = []
        self.steps: Any = ()
        # As bytes, so that an encoding cookie is obeyed; `# type:` comments are parsed too.
        tree = ast.parse(text.encode("utf-8"), type_comments=True)
        _take_docstring(tree)
        tree.body = [node for node in tree.body if not self._is_taken(node)]
        self.rest = ast.dump(tree)

    def _is_taken(self, node: ast.stmt) -> bool:
        """Move what comes from the catalog out of a statement; True if nothing else is left."""
        match node:
            case ast.ClassDef(name="ErrorCode"):
                node.body = _without(node.body, self.members, self.aliases)
            case ast.ClassDef(name="ErrorRange"):
                node.body = _without(node.body, self.range_members, [])
            case ast.ClassDef(bases=[ast.Name(base)]) if base.endswith("Error"):
                self.classes.append(_exception(node, base))
                return True
            case ast.Assign([ast.Name("__all__")], ast.List() as exported):
                self.all = [_value(name) for name in exported.elts]
                exported.elts = []
            case ast.AnnAssign(
                ast.Name("ErrorRange"), _, ast.Subscript() as alias
            ) | ast.Assign([ast.Name("ErrorRange")], ast.Subscript() as alias):
                names = alias.slice
                nodes = names.elts if isinstance(names, ast.Tuple) else [names]
                self.ranges = [_value(node) for node in nodes]
                alias.slice = ast.Tuple([], ast.Load())
            case ast.AnnAssign(ast.Name("_STEPS"), _, ast.Tuple() as steps):
                self.steps = _value(steps)
                steps.elts = []
            case ast.AnnAssign(ast.Name("_ENTRIES"), _, ast.Tuple() as rows):
                self.entries = [_entry_of(row) for row in rows.elts]
                rows.elts = []
            case ast.AnnAssign(
                ast.Name("_CLASSES"), _, ast.Call(_, [ast.Dict() as classes])
            ):
                pairs = zip(classes.keys, classes.values, strict=True)
                self.class_of = [(_value(key), _value(value)) for key, value in pairs]
                classes.keys, classes.values = [], []
            case ast.Assign([ast.Attribute(ast.Name("ErrorCode"), alias)], value):
                self.assigned.append((alias, _value(value)))
                return True
            case _:
                pass
        return False


def _without(
    body: list[ast.stmt], members: list[tuple[str, Any]], aliases: list[str]
) -> list[ast.stmt]:
    """Return the statements of an enum that do not come from the catalog; collect the others."""
    left: list[ast.stmt] = []
    follows_member = False  # then a docstring is that of the member
    for node in body:
        match node:
            case ast.Assign([ast.Name(name)], value):
                members.append((name, _value(value)))
                follows_member = True
            case ast.AnnAssign(ast.Name(name), ast.Subscript(), None):
                aliases.append(name)
                follows_member = True
            case ast.Expr(ast.Constant(str())) if follows_member:
                follows_member = False
            case _:
                left.append(node)
                follows_member = False
    return left


def _exception(node: ast.ClassDef, base: str) -> _Class:
    match node:
        case ast.ClassDef(
            body=[ast.Expr(ast.Constant(str()))], keywords=[], decorator_list=[]
        ):
            return _Class(node.name, base)
        case _:
            raise _Unexpected(f"class {node.name} is not a plain exception")


def _take_docstring(tree: ast.Module) -> None:
    match tree.body[:1]:
        case [ast.Expr(ast.Constant(str()) as docstring)]:
            docstring.value = ""
        case _:
            raise _Unexpected("the file does not start with a docstring")


def _entry_of(node: ast.expr) -> dict[str, Any]:
    match node:
        case ast.Call(ast.Name("ErrorInfo"), [], keywords):
            return {str(keyword.arg): _value(keyword.value) for keyword in keywords}
        case _:
            raise _Unexpected(f"line {node.lineno} is not an entry")


def _value(node: ast.expr | None) -> Any:
    """Return the value of a literal; any other expression is unexpected."""
    match node:
        case ast.Constant(value):
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(int(value))):
            return -value
        case ast.Tuple(elements):
            return tuple(_value(element) for element in elements)
        case ast.Attribute(ast.Name(("ErrorCode" | "ErrorRange") as enum), name):
            return Name(f"{enum}.{name}")
        case ast.Name(name):
            return Name(name)
        case _:
            line = node.lineno if node else 0
            raise _Unexpected(f"line {line} holds something other than a literal")


def difference(file: Prepared, text: str) -> str:
    """Return how *text* differs from the expected file; "" if it does not."""
    bare = "".join(module(_without_texts(file)))
    try:
        parsed, frame = _Parsed(text), _Parsed(bare)
    except (SyntaxError, ValueError) as error:
        return f"it is not valid Python: {error}"
    except _Unexpected as error:
        return str(error)
    for what, actual, expected in _compared(parsed, file):
        if actual != expected:
            return f"the {what} differ"
    return (
        ""
        if parsed.rest == frame.rest
        else "it holds statements that are not from the catalog"
    )


def _compared(parsed: _Parsed, file: Prepared) -> list[tuple[str, Any, Any]]:
    """Return what is compared: its name in messages, the actual and the expected value."""
    aliases = [
        (alias, Name(f"ErrorCode.{member.name}"))
        for member in file.members
        for alias in member.aliases
    ]
    ranged = "range" in file.fields
    style = file.options.groups if ranged else "none"
    groups = file.groups
    inline = file.options.metadata == "inline"
    envelope = file.catalog.envelope
    rows = [
        {"code": Name(f"ErrorCode.{member.name}"), **facts(member, file)}
        for member in file.members
    ]
    return [
        (
            "members",
            parsed.members,
            [(member.name, _code(member, file)) for member in file.members],
        ),
        ("entries", parsed.entries, rows if inline else []),
        ("old names", parsed.assigned, aliases),
        ("old names", parsed.aliases, [alias for alias, _ in aliases]),
        (
            "ranges",
            parsed.ranges,
            [group.name for group in groups] if style == "literal" else [],
        ),
        (
            "ranges",
            parsed.range_members,
            [(group.member, group.name) for group in groups] if style == "enum" else [],
        ),
        ("exceptions", parsed.classes, _expected_classes(file)),
        ("exceptions", parsed.class_of, _expected_class_of(file)),
        ("steps to a code", parsed.steps, envelope.steps if envelope else ()),
        ("public names", sorted(parsed.all), sorted(_expected_names(file))),
    ]


def _expected_classes(file: Prepared) -> list[_Class]:
    kind = file.options.exceptions
    if kind == "none":
        return []
    classes = [_Class(group.exception, "ApiError") for group in file.groups]
    bases = {group.name: group.exception for group in file.groups}
    if kind == "code":
        classes += [
            _Class(member.exception, bases.get(member.entry.range, "ApiError"))
            for member in file.members
        ]
    return classes


def _expected_class_of(file: Prepared) -> list[tuple[str | int, Name]]:
    if file.options.exceptions == "none":
        return []
    return [(_code(member, file), Name(member.exception)) for member in file.members]


def _code(member: Member, file: Prepared) -> str | int:
    return int(member.entry.code) if file.numeric else member.entry.code


def _expected_names(file: Prepared) -> set[str]:
    names = {"ErrorCode"}
    if file.options.metadata == "inline":
        names |= {"ERRORS", "ErrorInfo"}
    if "range" in file.fields:
        names.add("ErrorRange")
    if "retry" in file.fields:
        names.add("Retry")
    if file.catalog.envelope:
        names.add("codes_in")
    if file.options.exceptions != "none":
        names |= {"ApiError", "error_class"}
        names |= {expected.name for expected in _expected_classes(file)}
    return names


def _without_texts(file: Prepared) -> Prepared:
    """Return *file* without entries and texts, which leaves only the frame."""
    catalog = file.catalog
    envelope = catalog.envelope and catalog.envelope._replace(code="/x")
    harmless = replace(
        catalog,
        id="x",
        title="x",
        description="",
        version="",
        envelope=envelope,
        ranges=(),
        entries=(),
    )
    groups = (Group("x", "X", "XError", "x"),) if file.groups else ()
    return file._replace(catalog=harmless, members=(), groups=groups)
