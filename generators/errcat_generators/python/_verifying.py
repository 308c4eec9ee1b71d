"""Whether a Python file holds exactly what it was made from: it is parsed again and compared."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any, NamedTuple

from errcat_generators.python._emitting import module
from errcat_generators.python._prepared import Group, Member, Name, Prepared, facts


class _Unexpected(Exception):
    """Something stands in the file that does not belong there; the argument says what."""


class _Class(NamedTuple):
    """A class of exceptions."""

    name: str
    base: str


class _Found:
    """What a file holds that comes from a catalog, and the rest of it, which does not."""

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
        # As bytes, because then an encoding cookie counts; and a `# type:` comment counts too.
        tree = ast.parse(text.encode("utf-8"), type_comments=True)
        _take_docstring(tree)
        tree.body = [node for node in tree.body if not self._is_taken(node)]
        self.rest = ast.dump(tree)

    def _is_taken(self, node: ast.stmt) -> bool:
        """Take what comes from the catalog out of a statement, and tell if that is all of it."""
        match node:
            case ast.ClassDef(name="ErrorCode"):
                node.body = _without(node.body, self.members, self.aliases)
            case ast.ClassDef(name="ErrorRange"):
                node.body = _without(node.body, self.range_members, [])
            case ast.ClassDef(bases=[ast.Name(base)]) if base.endswith("Error"):
                self.classes.append(_exception(node, base))
                return True
            case ast.Assign([ast.Name("__all__")], ast.List() as exported):
                self.all = [_value(each) for each in exported.elts]
                exported.elts = []
            case ast.AnnAssign(
                ast.Name("ErrorRange"), _, ast.Subscript() as alias
            ) | ast.Assign([ast.Name("ErrorRange")], ast.Subscript() as alias):
                names = alias.slice
                each = names.elts if isinstance(names, ast.Tuple) else [names]
                self.ranges = [_value(name) for name in each]
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
    """Return the statements of an enum that are not made from the catalog, and note the others."""
    left: list[ast.stmt] = []
    noted = False  # the docstring of a member follows it
    for node in body:
        match node:
            case ast.Assign([ast.Name(name)], value):
                members.append((name, _value(value)))
                noted = True
            case ast.AnnAssign(ast.Name(name), ast.Subscript(), None):
                aliases.append(name)
                noted = True
            case ast.Expr(ast.Constant(str())) if noted:
                noted = False
            case _:
                left.append(node)
                noted = False
    return left


def _exception(node: ast.ClassDef, base: str) -> _Class:
    match node:
        case ast.ClassDef(
            body=[ast.Expr(ast.Constant(str()))], keywords=[], decorator_list=[]
        ):
            return _Class(node.name, base)
        case _:
            raise _Unexpected(f"the class {node.name} is more than an exception")


def _take_docstring(tree: ast.Module) -> None:
    match tree.body[:1]:
        case [ast.Expr(ast.Constant(str()) as docstring)]:
            docstring.value = ""
        case _:
            raise _Unexpected("the file does not begin with its docstring")


def _entry_of(node: ast.expr) -> dict[str, Any]:
    match node:
        case ast.Call(ast.Name("ErrorInfo"), [], keywords):
            return {str(each.arg): _value(each.value) for each in keywords}
        case _:
            raise _Unexpected(f"line {node.lineno} is not an entry")


def _value(node: ast.expr | None) -> Any:
    """Return what a literal stands for; nothing else may stand in the place of a text."""
    match node:
        case ast.Constant(value):
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(int(value))):
            return -value
        case ast.Tuple(elements):
            return tuple(_value(each) for each in elements)
        case ast.Attribute(ast.Name(("ErrorCode" | "ErrorRange") as enum), name):
            return Name(f"{enum}.{name}")
        case ast.Name(name):
            return Name(name)
        case _:
            line = node.lineno if node else 0
            raise _Unexpected(f"line {line} has something else than a literal")


def difference(file: Prepared, text: str) -> str:
    """Return how *text* differs from what is to be in the file; "" if it does not."""
    bare = "".join(module(_without_texts(file)))
    try:
        found, frame = _Found(text), _Found(bare)
    except (SyntaxError, ValueError) as error:
        return f"it is not Python: {error}"
    except _Unexpected as error:
        return str(error)
    for what, held, meant in _compared(found, file):
        if held != meant:
            return f"its {what} are not those of the catalog"
    return "" if found.rest == frame.rest else "it holds more than the catalog"


def _compared(found: _Found, file: Prepared) -> list[tuple[str, Any, Any]]:
    """Return what is compared: what to call it, what the file holds, what it is to hold."""
    aliases = [
        (alias, Name(f"ErrorCode.{each.name}"))
        for each in file.members
        for alias in each.aliases
    ]
    ranged = "range" in file.fields
    style = file.options.groups if ranged else "none"
    groups = file.groups
    inline = file.options.metadata == "inline"
    envelope = file.catalog.envelope
    rows = [
        {"code": Name(f"ErrorCode.{each.name}"), **facts(each, file)}
        for each in file.members
    ]
    return [
        (
            "members",
            found.members,
            [(each.name, _code(each, file)) for each in file.members],
        ),
        ("entries", found.entries, rows if inline else []),
        ("old names", found.assigned, aliases),
        ("old names", found.aliases, [alias for alias, _ in aliases]),
        (
            "ranges",
            found.ranges,
            [each.name for each in groups] if style == "literal" else [],
        ),
        (
            "ranges",
            found.range_members,
            [(each.member, each.name) for each in groups] if style == "enum" else [],
        ),
        ("exceptions", found.classes, _expected_classes(file)),
        ("exceptions", found.class_of, _expected_class_of(file)),
        ("steps to a code", found.steps, envelope.steps if envelope else ()),
        ("public names", sorted(found.all), sorted(_expected_names(file))),
    ]


def _expected_classes(file: Prepared) -> list[_Class]:
    kind = file.options.exceptions
    if kind == "none":
        return []
    classes = [_Class(each.exception, "ApiError") for each in file.groups]
    bases = {each.name: each.exception for each in file.groups}
    if kind == "code":
        classes += [
            _Class(each.exception, bases.get(each.entry.range, "ApiError"))
            for each in file.members
        ]
    return classes


def _expected_class_of(file: Prepared) -> list[tuple[str | int, Name]]:
    if file.options.exceptions == "none":
        return []
    return [(_code(each, file), Name(each.exception)) for each in file.members]


def _code(member: Member, file: Prepared) -> str | int:
    return int(member.entry.code) if file.whole else member.entry.code


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
        names |= {each.name for each in _expected_classes(file)}
    return names


def _without_texts(file: Prepared) -> Prepared:
    """Return *file* with nothing in it that could become more than text."""
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
