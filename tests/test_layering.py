"""Imports point one way, and what is slow or foreign is imported in one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT, catalog_text, entry

TOOLKIT = ROOT / "toolkit" / "errcat"
TIERS = [
    ["errors"],
    ["contents"],
    ["model", "naming", "text"],
    ["leftovers", "pages"],
    ["findings", "writing"],
    ["loading"],
    ["editing"],
    ["config"],
    ["reporting", "generating"],
    ["linting"],
    ["comparing", "importing"],
    ["changelog", "lookup", "starting", "testing"],
    ["plugins", "gate"],
    ["project"],
    ["functions"],
    ["cli"],
    ["__main__"],
]
RANK = {name: rank for rank, names in enumerate(TIERS) for name in names}
ONE_PLACE = {
    "yaml": {"loading"},
    "jsonschema": {"loading"},
    "referencing": {"loading"},
    "black": {"generating"},
    "jinja2": {"generating"},
    "deepdiff": {"comparing"},
    "click": {"cli"},
    "markdown_it": {"pages", "importing"},
    "ast_grep_py": {"importing"},
    "proto_schema_parser": {"importing"},
}


def room(path: Path) -> str:
    """Return the module or package directly below errcat that *path* belongs to."""
    return path.relative_to(TOOLKIT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield every module that *path* names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


FILES = sorted(
    path for path in TOOLKIT.rglob("*.py") if path != TOOLKIT / "__init__.py"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOLKIT)))
def test_a_module_imports_lower_tiers_only(path: Path) -> None:
    own = room(path)
    for module in imported(path):
        parts = module.split(".")
        if (
            parts[0] == "errcat"
            and len(parts) > 1
            and parts[1] in RANK
            and parts[1] != own
        ):
            assert RANK[parts[1]] < RANK[own], f"{own} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOLKIT)))
def test_a_library_is_imported_in_one_place(path: Path) -> None:
    for module in imported(path):
        allowed = ONE_PLACE.get(module.partition(".")[0])
        assert (
            allowed is None or room(path) in allowed
        ), f"{room(path)} imports {module}"


def test_generators_use_only_the_public_api() -> None:
    allowed = {"errcat", "errcat.naming", "errcat.text", "errcat.testing"}
    for path in (ROOT / "generators").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "errcat"
            ):
                own = (node.module or "").startswith("errcat_generators")
                assert own or node.module in allowed, f"{path.name}: {node.module}"


def test_the_schemas_import_nothing_of_ours() -> None:
    for path in (ROOT / "schema").rglob("*.py"):
        assert not [name for name in imported(path) if name.split(".")[0] == "errcat"]


def test_every_module_has_its_tier() -> None:
    assert {room(path) for path in FILES} == set(RANK)


def test_a_clean_validate_loads_nothing_slow(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.yaml"
    entries = [entry(str(code)) for code in range(1, 50)]
    catalog.write_text(catalog_text(entries), encoding="utf-8")
    style = '[rules]\ntitle-punctuation = {style = "none"}\n'
    (tmp_path / "errcat.toml").write_text(style, encoding="utf-8")
    slow = {
        "jsonschema",
        "black",
        "deepdiff",
        "jinja2",
        "importlib.metadata",
        "hashlib",
        "difflib",
    }
    program = (
        "import sys\n"
        "from errcat.cli import main\n"
        "try:\n"
        f"    main(['validate', {str(catalog)!r}])\n"
        "finally:\n"
        "    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            f"import sys; sys.path[:0] = {sys.path!r}\n{program}",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = set(done.stderr.split())
    assert slow & loaded == set()
    assert not [name for name in loaded if "change_rules" in name]
