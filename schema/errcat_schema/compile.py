"""Generate `compiled/`: validators in plain Python, compiled from the schemas by fastjsonschema.

`python -m errcat_schema.compile` rewrites outdated modules; with `--check` it only lists them.

The code of fastjsonschema is correct, but it also builds error messages, which errcat takes from
jsonschema, and imports modules that slow down every start. This module removes both. It also
replaces the check of an entry, which would look up each of thirty possible keys, by one that looks
at the keys an entry has, because a catalog may have 200,000 entries.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from errcat_schema import load

FOLDER = Path(__file__).parent / "compiled"
COMMAND = "python -m errcat_schema.compile"

_INIT = f'''"""Validators generated from the schemas by `{COMMAND}`: do not edit."""

from __future__ import annotations

import sys


class Invalid(ValueError):
    """The data does not conform to the schema; jsonschema can explain why."""


def is_decimal(value: object) -> bool:
    """Return whether *value* is a Decimal, without importing a module that few catalogs need."""
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)
'''

_OPENING = '''"""Generated from {schema}.schema.json by `{command}`: do not edit."""

# The data can be of any type, and type checkers cannot follow how these functions narrow it.
# mypy: ignore-errors
# pyright: basic, reportOperatorIssue=false

from __future__ import annotations

{imports}

{constants}
'''

_CHECK = '''
def check_{name}(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to {schema}."""
    _{definition}(data)
'''

_CHECK_ENTRY = '''
_ENTRY = {{{table}}}


def check_entry(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to the definition `entry`."""
    if not isinstance(data, dict):
        raise Invalid
    for key, value in data.items():
        check = _ENTRY.get(key)
        if check is not None:
            check(value)
        elif not key.startswith("x-"):
            raise Invalid
    if {missing}:
        raise Invalid
'''


@cache
def sources() -> Mapping[str, str]:
    """Return the text of every module in `compiled/`, by file name."""
    return {
        "__init__.py": _formatted(_INIT),
        "catalog.py": _formatted(_catalog(load("catalog")["definitions"])),
        "config.py": _formatted(_whole("config", load("config"))),
        "operations.py": _formatted(_whole("operations", load("operations"))),
    }


def main(arguments: Iterable[str]) -> int:
    """Write outdated modules; with `--check`, list them and return 1 if there are any."""
    outdated = {
        FOLDER / name: text
        for name, text in sources().items()
        if _text_of(FOLDER / name) != text
    }
    if "--check" in arguments:
        for path in outdated:
            sys.stderr.write(f"{path} is out of date; run `{COMMAND}`\n")
        return 1 if outdated else 0
    FOLDER.mkdir(exist_ok=True)
    for path, text in outdated.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _formatted(text: str) -> str:
    import black  # slow to import, and only this function needs it

    return black.format_str(text, mode=black.Mode())


def _catalog(definitions: Mapping[str, Any]) -> str:
    """Return the module that checks headers, entry files and entries."""
    compiled = dict(definitions)
    for name in ("catalog", "entries_file"):
        compiled[name] = _without_entries(definitions[name])
    entry = compiled.pop("entry")
    checks: dict[str, str] = {}
    for key, schema in entry["properties"].items():
        reference = schema.get("$ref", "").rpartition("/")[2]
        checks[key] = reference or f"entry_{key}"
        compiled.setdefault(checks[key], schema)
    functions = _functions(compiled, ["catalog", "entries_file", *checks.values()])
    table = ", ".join(f"{key!r}: _{name}" for key, name in checks.items())
    missing = " or ".join(f"{key!r} not in data" for key in entry["required"])
    return "".join(
        (
            _module("catalog", functions),
            _CHECK_ENTRY.format(table=table, missing=missing),
            _check(
                "header", "catalog", "the definition `catalog`, except for its entries"
            ),
            _check(
                "entries_file",
                "entries_file",
                "the definition `entries_file`, except for its entries",
            ),
        )
    )


def _whole(name: str, schema: Mapping[str, Any]) -> str:
    """Return the module that checks a document against all of a schema."""
    top_level = ("$schema", "$id", "definitions")
    root = {key: value for key, value in schema.items() if key not in top_level}
    functions = _functions({**schema["definitions"], "document": root}, ["document"])
    return _module(name, functions) + _check(name, "document", "the schema")


def _check(name: str, definition: str, schema: str) -> str:
    return _CHECK.format(name=name, definition=definition, schema=schema)


def _without_entries(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return a definition that only requires `errors` to be a list."""
    return {
        **definition,
        "properties": {**definition["properties"], "errors": {"type": "array"}},
    }


def _functions(
    definitions: Mapping[str, Any], roots: Iterable[str]
) -> list[ast.FunctionDef]:
    """Return a function `_name` for each of the *roots* and every definition they refer to."""
    import fastjsonschema  # a development dependency

    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": definitions,
        "allOf": [{"$ref": f"#/definitions/{name}"} for name in dict.fromkeys(roots)],
    }
    code = fastjsonschema.compile_to_code(
        schema, use_default=False, detailed_exceptions=False
    )
    tree = _ChecksOnly().visit(ast.parse(code))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return sorted(
        (node for node in functions if node.name != "validate"),
        key=lambda node: node.name,
    )


def _module(schema: str, functions: Iterable[ast.FunctionDef]) -> str:
    """Return a module that contains the functions and the imports they need."""
    body = "\n\n\n".join(map(ast.unparse, functions))
    helpers = ", ".join(name for name in ("Invalid", "is_decimal") if name in body)
    imports = [
        "from typing import Any",
        f"from errcat_schema.compiled import {helpers}",
    ]
    if "re.search" in body:
        imports.insert(0, "import re")
    constants = "NoneType = type(None)" if "NoneType" in body else ""
    return (
        _OPENING.format(
            schema=schema,
            command=COMMAND,
            imports="\n".join(imports),
            constants=constants,
        )
        + body
    )


_GENERATED = "validate___definitions_"


class _ChecksOnly(ast.NodeTransformer):
    """Reduces the code of fastjsonschema to the checks that decide whether data conforms."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Make the data the only parameter and remove the return value."""
        self.generic_visit(node)
        node.name = node.name.replace(_GENERATED, "_")
        data = ast.arg("data", ast.Name("Any"))
        node.args = ast.arguments([], [data], None, [], [], None, [])
        node.returns = ast.Constant(None)
        node.body = node.body[:-1] or [ast.Pass()]
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Raise `Invalid` without a message."""
        return ast.copy_location(ast.Raise(ast.Name("Invalid")), node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        """Catch `Invalid`."""
        self.generic_visit(node)
        node.type = ast.Name("Invalid")
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Pass only the data, compile patterns on first use, and avoid importing Decimal."""
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Name(name), [data, *_]) if name.startswith(_GENERATED):
                return ast.Call(ast.Name(name.replace(_GENERATED, "_")), [data], [])
            case ast.Call(
                ast.Attribute(ast.Subscript(_, ast.Constant(pattern)), "search"), [text]
            ):
                return _search(str(pattern), text)
            case ast.Call(ast.Name("isinstance"), [data, ast.Tuple(types)]):
                return _isinstance(data, types)
            case _:
                return node


def _search(pattern: str, text: ast.expr) -> ast.expr:
    """Return a call that searches as jsonschema does; fastjsonschema translates `$` differently."""
    if pattern == "^x-":
        return ast.Call(ast.Attribute(text, "startswith"), [ast.Constant("x-")], [])
    arguments: list[ast.expr] = [ast.Constant(pattern), text]
    return ast.Call(ast.Attribute(ast.Name("re"), "search"), arguments, [])


def _isinstance(data: ast.expr, types: Iterable[ast.expr]) -> ast.expr:
    """Return a type check that does not import Decimal."""
    names = [node.id for node in types if isinstance(node, ast.Name)]
    plain: list[ast.expr] = [ast.Name(name) for name in names if name != "Decimal"]
    check = ast.Call(ast.Name("isinstance"), [data, ast.Tuple(plain)], [])
    if len(plain) == len(names):
        return check
    return ast.BoolOp(ast.Or(), [check, ast.Call(ast.Name("is_decimal"), [data], [])])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
