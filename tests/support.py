"""What tests share: catalogs written as text, and errcat run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from errcat import Catalog, Rule, open_project, plugins
from errcat.config import Config
from errcat.linting.rule import Context
from errcat.linting.running import Inspection
from errcat.linting.suppressions import REASON, UNKNOWN, UNUSED
from errcat.linting.texts import Texts
from tests.launcher import launch

ROOT = Path(__file__).parent.parent
TELNYX = ROOT / "catalog" / "telnyx"
TELNYX_STYLE = """
[rules]
code-sorted = {style = "sorted"}
detail-present = {style = "required"}
detail-punctuation = {style = "full-stop"}
title-punctuation = {style = "none"}
"""
"""The style that this repository sets for its catalog, as a part of errcat.toml."""
NODE_MODULES = Path(sys.prefix) / "node_modules"
"""The Node packages of the tests; `tests/check.py` installs them into its environment."""
_PART = re.compile(r"^# file: (\S+)\n", re.MULTILINE)

HEADER = {"errcat": 1, "id": "example"}


def first_fast(cases: Iterable[Any]) -> list[Any]:
    """Return cases for `parametrize`, of which all but the first are exhaustive."""
    return one_of_each(cases, lambda _: None)


def one_of_each(cases: Iterable[Any], kind: Callable[[Any], Any]) -> list[Any]:
    """Return cases for `parametrize`, of which all but the first of each kind are exhaustive."""
    kinds: set[Any] = set()
    marked: list[Any] = []
    for case in cases:
        slow = [pytest.mark.exhaustive] if kind(case) in kinds else []
        marked.append(pytest.param(*_values(case), marks=slow))
        kinds.add(kind(case))
    return marked


def _values(case: Any) -> Iterable[Any]:
    """Return the values of *case*; a string or a named tuple is one value."""
    return (case,) if hasattr(case, "_fields") or isinstance(case, str) else case


def combinations(*axes: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return all combinations if that may take long, else some with every value of each axis."""
    values = [list(axis) for axis in axes]
    if os.environ.get("ERRCAT_EXHAUSTIVE"):
        return list(product(*values))
    return _diagonal(values)


def diagonal(*axes: Iterable[Any]) -> list[Any]:
    """Return all combinations for `parametrize`; all but some with every value are exhaustive."""
    values = [list(axis) for axis in axes]
    fast = _diagonal([range(len(axis)) for axis in values])
    marked: list[Any] = []
    for places in product(*(range(len(axis)) for axis in values)):
        case = [axis[place] for axis, place in zip(values, places, strict=True)]
        slow = [] if places in fast else [pytest.mark.exhaustive]
        marked.append(pytest.param(*case, marks=slow))
    return marked


def _diagonal(axes: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    longest = max(map(len, axes))
    return [tuple(axis[n % len(axis)] for axis in axes) for n in range(longest)]


def examples(count: int) -> int:
    """Return how many examples a test tries: *count* if it may take long, else a fifth."""
    return count if os.environ.get("ERRCAT_EXHAUSTIVE") else count // 5


def entry(code: str, **fields: Any) -> dict[str, Any]:
    """Return an entry that no rule has anything against, but for *fields*, as plain data."""
    number = (
        "".join(char if char.isalnum() else "_" for char in code).strip("_").upper()
    )
    clean = {
        "code": code,
        "name": f"ERROR_{number}",
        "title": f"Title of {code}",
        "detail": f"What is to be said of {code}.",
    }
    return {**clean, **fields}


def catalog_text(entries: Iterable[Mapping[str, Any]], **header: Any) -> str:
    """Return a single-file catalog as JSON."""
    return json.dumps({**HEADER, **header, "errors": list(entries)}, ensure_ascii=False)


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write *files* below *folder*, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def write_example(folder: Path, text: str, suffix: str) -> str:
    """Write an example of a manual page, and return the path that errcat is to be given."""
    parts = _PART.split(text)
    if len(parts) > 1:
        write_tree(folder, dict(zip(parts[1::2], parts[2::2], strict=True)))
        return str(folder)
    if not re.search(r"^errcat:|^\{", text, re.MULTILINE):
        indented = "".join(f"  {line}\n" for line in text.splitlines())
        text = f"errcat: 1\nid: example\nerrors:\n{indented}"
    path = folder / f"example.{suffix}"
    path.write_text(text, encoding="utf-8")
    return str(path)


def look(
    path: str | Path,
    rules: Iterable[str] | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Inspection:
    """Inspect the catalog at *path* with all rules, or those named."""
    every = plugins.collect("rules", Rule)
    severities = {rule.name: rule.severity for rule in every}
    if rules is not None:  # of rules that do not run, suppressions find nothing
        severities |= dict.fromkeys((UNUSED, REASON, UNKNOWN), "off")
    config = Config(severities=severities, options=options or {})
    tools = open_project(config).toolchain
    if rules is not None:
        chosen = tuple(rule for rule in every if rule.name in set(rules))
        tools = tools._replace(rules=chosen)
    return tools.inspect([tools.read(str(path))])[0]


def context(catalog: Catalog, **fields: Any) -> Context:
    """Return what a rule is given with *catalog*: *fields* of `Context`, or the defaults."""
    return Context(Texts(catalog), **fields)


def load_text(folder: Path, text: str, name: str = "catalog.json") -> Catalog:
    """Write *text* as a catalog and read it; nothing in it may be wrong with its shape."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    inspection = look(path, rules=())
    assert inspection.catalog is not None, inspection.findings
    assert not inspection.findings
    return inspection.catalog


class Ran(NamedTuple):
    """What a run of errcat left behind."""

    code: int
    out: str
    err: str


def run(*args: str | Path, cwd: Path = ROOT, stdin: str = "", **env: str) -> Ran:
    """Run the installed `errcat` in a separate process."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")
    }
    environment = {**clean, "PYTHONUTF8": "1", **env}
    words = [*map(str, args)]
    ran = launch(words, cwd, stdin.encode(), environment)
    if ran is None:
        done = subprocess.run(
            [sys.executable, "-m", "errcat", *words],
            cwd=cwd,
            input=stdin.encode(),
            capture_output=True,
            check=False,
            env=environment,
        )
        ran = done.returncode, done.stdout, done.stderr
    code, out, err = ran
    return Ran(code, out.decode(), err.decode())
