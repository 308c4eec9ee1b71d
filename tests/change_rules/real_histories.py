"""Real catalogs in many versions, read from the packages that contain them."""

from __future__ import annotations

import ast
import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from errcat.model import Catalog, Entry
from tests.downloads import npm_pack, pip_download

_DIAGNOSTIC = re.compile(
    r"""(?x)(?:diag\(|code:\ )(?P<code>[0-9]+),\s*(?:category:\ )?[\w.]*(?:[0-9]+\ /\*[^*]*\*/)?,
    \s*(?:key:\ )?(?P<name>"[^"]*"),\s*(?:message:\ )?(?P<title>"(?:[^"\\]|\\.)*")"""
)


def _typescript(package: Path) -> Iterator[Entry]:
    """Yield the diagnostics of the compiler; names are made from the messages."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/lib/typescript.js")
        assert member is not None
        text = member.read().decode()
    for match in _DIAGNOSTIC.finditer(text):
        name = json.loads(match["name"]).removesuffix("_" + match["code"])
        yield Entry(match["code"], name, json.loads(match["title"]))


def _modules(package: Path) -> Iterator[ast.Module]:
    with zipfile.ZipFile(package) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".py") and "/test" not in name:
                yield ast.parse(archive.read(name))


def _pylint(package: Path) -> Iterator[Entry]:
    """Yield the messages of the linter: its dictionaries of code, text, symbol, description."""
    found: dict[str, Entry] = {}
    for module in _modules(package):
        for node in ast.walk(module):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    for entry in _message(key, value):
                        found.setdefault(entry.code, entry)
    yield from found.values()


def _message(key: ast.expr | None, value: ast.expr) -> Iterator[Entry]:
    if not isinstance(key, ast.Constant) or not isinstance(value, ast.Tuple):
        return
    texts = list(map(_text, value.elts[:3]))
    if re.fullmatch("[A-Z][0-9]{4}", str(key.value)) and all(texts):
        title, name, detail = texts
        aliases = tuple(_old_names(value.elts[3:]))
        yield Entry(str(key.value), name, title, detail, aliases=aliases)


def _text(node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _old_names(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "old_names":
                    yield from (name for _, name in ast.literal_eval(value))


def _mypy(package: Path) -> Iterator[Entry]:
    """Yield the error codes of the type checker, which are texts."""
    with zipfile.ZipFile(package) as archive:
        module = ast.parse(archive.read("mypy/errorcodes.py"))
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or len(node.args) <= 1:
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "ErrorCode":
            code, title = map(_text, node.args[:2])
            yield Entry(code, code.upper().replace("-", "_"), title)


HISTORIES: Mapping[str, Callable[[Path], Iterator[Entry]]] = {
    "typescript": _typescript,
    "pylint": _pylint,
    "mypy": _mypy,
}
"""How to read the errors in a package."""
ANYWHERE = ("--only-binary=:all:", "--python-version=3.11")
"""Options of pip: the versions need not run with this Python."""
PLACEHOLDERS = {"typescript": "numbered", "pylint": "printf", "mypy": "named"}


def errors(package: str, version: str, folder: Path) -> Catalog:
    """Return the catalog in one version of a package, which is downloaded into *folder*."""
    target = folder / f"{package}-{version}"
    if package == "typescript":
        path = npm_pack(f"{package}@{version}", target)
    else:
        path = pip_download(f"{package}=={version}", target, *ANYWHERE)
    entries = tuple(HISTORIES[package](path))
    return Catalog(package, entries=entries, placeholders=PLACEHOLDERS[package])
