"""Write `compiled/`: validators in plain Python, made from the schemas by fastjsonschema.

`python -m errcat_schema.compile` writes what is stale, `--check` only says whether anything is.

What fastjsonschema writes is right, but made to check one document and to tell what is wrong with
it. Kept here is what decides: no messages, which are left to jsonschema, and no imports that cost a
start. An entry is checked by the keys it has, not by the thirty it could have, because there may be
200,000 of them.
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
    """The data does not conform; jsonschema can say why."""


def is_decimal(value: object) -> bool:
    """Tell whether *value* is a Decimal, without importing what few catalogs need."""
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)
'''

_OPENING = '''"""Generated from {schema}.schema.json by `{command}`: do not edit."""

# Data that may be anything is taken apart here, in a way that type checkers cannot follow.
# mypy: ignore-errors
# pyright: basic, reportOperatorIssue=false

from __future__ import annotations

{imports}

{constants}
'''

_CHECK = '''
def check_{name}(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to {what}."""
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
    """Return the text of every module of `compiled/` by file name."""
    return {
        "__init__.py": _formatted(_INIT),
        "catalog.py": _formatted(_catalog(load("catalog")["definitions"])),
        "config.py": _formatted(_config(load("config"))),
    }


def main(arguments: Iterable[str]) -> int:
    """Write what is stale; with `--check` only name it, and return 1 if anything is."""
    stale = {
        FOLDER / name: text
        for name, text in sources().items()
        if _text_of(FOLDER / name) != text
    }
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path} is stale; run `{COMMAND}`\n")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _formatted(text: str) -> str:
    import black  # a tool of development, like fastjsonschema

    return black.format_str(text, mode=black.Mode())


def _catalog(definitions: Mapping[str, Any]) -> str:
    """Return the module that checks headers, files of entries, and entries."""
    wanted = dict(definitions)
    for name in ("catalog", "entries_file"):
        wanted[name] = _without_entries(definitions[name])
    entry = wanted.pop("entry")
    checks: dict[str, str] = {}
    for key, schema in entry["properties"].items():
        named = schema.get("$ref", "").rpartition("/")[2]
        checks[key] = named or f"entry_{key}"
        wanted.setdefault(checks[key], schema)
    functions = _functions(wanted, ["catalog", "entries_file", *checks.values()])
    table = ", ".join(f"{key!r}: _{name}" for key, name in checks.items())
    missing = " or ".join(f"{key!r} not in data" for key in entry["required"])
    return "".join(
        (
            _module("catalog", functions),
            _CHECK_ENTRY.format(table=table, missing=missing),
            _check("header", "catalog", "the definition `catalog`, its entries aside"),
            _check(
                "entries_file",
                "entries_file",
                "the definition `entries_file`, its entries aside",
            ),
        )
    )


def _config(schema: Mapping[str, Any]) -> str:
    """Return the module that checks a configuration."""
    aside = ("$schema", "$id", "definitions")
    root = {key: value for key, value in schema.items() if key not in aside}
    functions = _functions({**schema["definitions"], "config": root}, ["config"])
    return _module("config", functions) + _check("config", "config", "the schema")


def _check(name: str, definition: str, what: str) -> str:
    return _CHECK.format(name=name, definition=definition, what=what)


def _without_entries(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return a definition that asks of `errors` only that it is a list."""
    return {
        **definition,
        "properties": {**definition["properties"], "errors": {"type": "array"}},
    }


def _functions(
    definitions: Mapping[str, Any], wanted: Iterable[str]
) -> list[ast.FunctionDef]:
    """Return a function `_name` for every definition that those *wanted* lead to."""
    import fastjsonschema  # a tool of development

    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": definitions,
        "allOf": [{"$ref": f"#/definitions/{name}"} for name in dict.fromkeys(wanted)],
    }
    code = fastjsonschema.compile_to_code(
        schema, use_default=False, detailed_exceptions=False
    )
    tree = _Decisive().visit(ast.parse(code))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return sorted(
        (node for node in found if node.name != "validate"), key=lambda node: node.name
    )


def _module(schema: str, functions: Iterable[ast.FunctionDef]) -> str:
    """Return a module of functions, with the imports they need."""
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


class _Decisive(ast.NodeTransformer):
    """Leaves of fastjsonschema's code only what decides whether the data conforms."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Make the data the only parameter, and return nothing."""
        self.generic_visit(node)
        node.name = node.name.replace(_GENERATED, "_")
        data = ast.arg("data", ast.Name("Any"))
        node.args = ast.arguments([], [data], None, [], [], None, [])
        node.returns = ast.Constant(None)
        node.body = node.body[:-1] or [ast.Pass()]
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Raise without a message."""
        return ast.copy_location(ast.Raise(ast.Name("Invalid")), node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        """Catch what is raised here."""
        self.generic_visit(node)
        node.type = ast.Name("Invalid")
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Pass data alone, search without compiling at import, and know Decimal by name."""
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
    """Return a search as jsonschema does it: fastjsonschema would have another `$`."""
    if pattern == "^x-":
        return ast.Call(ast.Attribute(text, "startswith"), [ast.Constant("x-")], [])
    arguments: list[ast.expr] = [ast.Constant(pattern), text]
    return ast.Call(ast.Attribute(ast.Name("re"), "search"), arguments, [])


def _isinstance(data: ast.expr, types: Iterable[ast.expr]) -> ast.expr:
    """Return a check of types in which Decimal needs no import."""
    names = [each.id for each in types if isinstance(each, ast.Name)]
    plain: list[ast.expr] = [ast.Name(name) for name in names if name != "Decimal"]
    known = ast.Call(ast.Name("isinstance"), [data, ast.Tuple(plain)], [])
    if len(plain) == len(names):
        return known
    return ast.BoolOp(ast.Or(), [known, ast.Call(ast.Name("is_decimal"), [data], [])])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
