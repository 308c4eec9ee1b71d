"""Collect what users read: messages, help, manual pages, descriptions of the schemas, and the docs."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from tests.support import ROOT

PACKAGES = ("toolkit", "generators", "schema")
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "SECURITY.md",
    ROOT / "action.yml",
    ROOT / ".pre-commit-hooks.yaml",
    *sorted((ROOT / "docs").rglob("*.md")),
)
_SHOWN = ("/cli/", "/linting/rules/", "/errcat_generators/")
"""Folders in which the docstrings of modules and commands are shown to users, too."""
_PUBLIC = ("functions.py", "project.py")
"""Modules whose docstrings are the reference of the Python API."""


class Text(NamedTuple):
    """A text that users read, and where it is."""

    place: str
    text: str


@cache
def texts() -> tuple[Text, ...]:
    """Return everything that users read."""
    return tuple(_texts())


def _texts() -> Iterator[Text]:
    for path in modules():
        yield from _literals(path)
    for path in sorted((ROOT / "schema" / "errcat_schema").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for description in _descriptions(schema):
            yield Text(path.name, description)
    for path in PAGES:
        yield Text(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))


def modules() -> Iterator[Path]:
    """Yield the modules of errcat that are written by hand."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "compiled" not in path.parts and path.name != "_misspellings.py":
                yield path


def _literals(path: Path) -> Iterator[Text]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {id(node) for node in _docstrings(tree, path)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in hidden:
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            if isinstance(node.value, str) and " " in node.value.strip():
                yield Text(place, node.value)


def _docstrings(tree: ast.Module, path: Path) -> Iterator[ast.Constant]:
    """Yield the docstrings of a module that only its developers read."""
    if path.name in _PUBLIC:
        return
    shown = any(folder in path.as_posix() for folder in _SHOWN)
    for node in ast.walk(tree):
        body = cast("list[ast.stmt]", getattr(node, "body", []))
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        command = isinstance(node, ast.FunctionDef) and node.decorator_list
        if shown and (isinstance(node, ast.Module) or command):
            continue
        for statement in body:
            if isinstance(statement, ast.Expr):
                value = statement.value
                if isinstance(value, ast.Constant):
                    yield value


def _descriptions(schema: Mapping[str, Any]) -> Iterator[str]:
    for key, value in schema.items():
        if key in {"description", "errorMessage"} and isinstance(value, str):
            yield value
        for item in _items(value):
            if isinstance(item, dict):
                yield from _descriptions(cast("dict[str, Any]", item))


def _items(value: Any) -> list[Any]:
    return (
        [*value] if isinstance(value, list) else [value]
    )  # pyright: ignore[reportUnknownVariableType]  # JSON


def names(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every name that a module gives to a variable, parameter, function or class."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
