"""Real catalogs in many versions, read from the packages that contain them."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from errcat.model import Catalog, Entry


class History(NamedTuple):
    """A package, some of its versions, and how to read errors from one."""

    versions: tuple[str, ...]
    fetch: Callable[[str, Path], Path]
    read: Callable[[Path], Iterator[Entry]]
    placeholders: str


def _npm(wanted: str, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", wanted]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True
    )
    return folder / done.stdout.strip()


def _pip(wanted: str, folder: Path) -> Path:
    target = folder / wanted
    options = ["--quiet", "--no-deps", "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "download", *options]
    python = ["--python-version", "3.11", "--dest", str(target), wanted]
    subprocess.run([*command, *python], check=True, capture_output=True)
    return next(target.iterdir())


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
            if not isinstance(node, ast.Dict):
                continue
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(value, ast.Tuple) and isinstance(key, ast.Constant):
                    texts = list(map(_text, value.elts[:3]))
                    if re.fullmatch("[A-Z][0-9]{4}", str(key.value)) and all(texts):
                        title, name, detail = texts
                        names = tuple(_old_names(value.elts[3:]))
                        entry = Entry(
                            str(key.value), name, title, detail, aliases=names
                        )
                        found.setdefault(entry.code, entry)
    yield from found.values()


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
        if isinstance(node, ast.Call) and len(node.args) > 1:
            if isinstance(node.func, ast.Name) and node.func.id == "ErrorCode":
                code, title = map(_text, node.args[:2])
                yield Entry(code, code.upper().replace("-", "_"), title)


def _mysql(package: Path) -> Iterator[Entry]:
    """Yield the error numbers of the server; the connector has no texts."""
    with zipfile.ZipFile(package) as archive:
        module = ast.parse(archive.read("mysql/connector/errorcode.py"))
    for node in module.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        target = node.target if isinstance(node, ast.AnnAssign) else target
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            if isinstance(value.value, int):
                yield Entry(str(value.value), target.id)


HISTORIES: Mapping[str, History] = {
    "typescript": History(
        ("2.0.10", "2.4.2", "2.9.2", "3.1.8", "3.5.3", "3.9.10")
        + ("4.2.4", "4.6.4", "5.0.4", "5.4.5", "5.9.3"),
        _npm,
        _typescript,
        "numbered",
    ),
    "pylint": History(
        ("1.9.4", "2.4.4", "2.8.3", "2.12.2", "2.15.10")
        + ("2.17.7", "3.0.4", "3.2.7", "3.3.9", "4.0.5"),
        _pip,
        _pylint,
        "printf",
    ),
    "mypy": History(
        ("0.782", "0.910", "1.0.1", "1.5.1", "1.8.0", "1.11.2", "1.15.0", "1.18.2"),
        _pip,
        _mypy,
        "named",
    ),
}
