"""Generated files in branches that git merges: clean, or rebuilt by one `errcat gen`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from errcat import open_project
from errcat.plugins import names
from tests.cli.test_gen import gen
from tests.support import catalog_text, entry, first_fast, write_tree

OUTPUTS: dict[str, tuple[tuple[str, str], ...]] = {
    "csv": (("made/errors.csv", ""),),
    "json": (("made/errors.json", ""),),
    "markdown": (("made/docs", ""), ("made/pages", 'pages = "code", flavor = "mdx"')),
    "openapi": (
        ("made/api.yaml", ""),
        (
            "made/laid.yaml",
            'overlay = ["$.x.code"], document = "shop.yaml", prefix = "P"',
        ),
    ),
    "python": (
        ("made/errors.py", ""),
        ("made/old.py", 'python = "3.9", docstrings = "rst", groups = "enum"'),
    ),
    "ts": (
        ("made/errors.ts", ""),
        ("made/enum.ts", 'style = "enum", texts = "file"'),
        ("made/union.ts", 'style = "union"'),
        ("made/consts.ts", 'style = "consts"'),
    ),
}
"""Path and options of the outputs of every target."""
CONFIG = 'catalogs = ["c.json"]\n' + "".join(
    f'[[outputs]]\ntarget = "{target}"\noutput = "{path}"\noptions = {{{options}}}\n'
    for target, outputs in OUTPUTS.items()
    for path, options in outputs
)
HEADER: dict[str, Any] = {
    "title": "Example errors",
    "version": "1.0.0",
    "envelope": "jsonapi",
    "ranges": [
        {"name": "low", "title": "Low", "from": "1", "to": "39"},
        {"name": "high", "title": "High", "from": "40", "to": "99"},
    ],
}


def error(number: int, status: int = 404, **fields: Any) -> dict[str, Any]:
    """Return an entry of a status, with a name whose order is not that of its code."""
    name = f"{'MKBQDXCW'[number % 8]}_{number}"
    case = {"id": "api", "http_status": status}
    return entry(str(number), name=name, cases=[case], **fields)


def git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    clean = {key: text for key, text in os.environ.items() if key[:4] != "GIT_"}
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    return subprocess.run(
        ["git", *identity, *args],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**clean, "GIT_CONFIG_GLOBAL": "/nowhere"},
    )


Entries = Sequence[dict[str, Any]]


def commit(folder: Path, branch: str, entries: Entries, **header: Any) -> None:
    """Commit the catalog with *entries* and what is generated from it on a new *branch*."""
    git(folder, "checkout", "--quiet", "-B", branch, "base")
    (folder / "c.json").write_text(catalog_text(entries, **HEADER, **header))
    open_project(folder).outputs(clean=True).write()
    git(folder, "add", "--all")
    assert git(folder, "commit", "--quiet", "--message", "x").returncode == 0


def merged(
    folder: Path,
    base: Entries,
    ours: Entries,
    theirs: Entries,
    both: Entries,
    **header: Any,
) -> set[str]:
    """Merge two branches with git; return the generated files that have a conflict.

    The conflict in the catalog is resolved as a person would resolve it, and a file that one side
    deleted is deleted.
    """
    write_tree(folder, {"errcat.toml": CONFIG, "shop.yaml": "openapi: 3.1.0\n"})
    git(folder, "init", "--quiet", "--initial-branch", "base")
    commit(folder, "base", base, **header)
    commit(folder, "theirs", theirs, **header)
    commit(folder, "ours", ours, **header)
    git(folder, "merge", "theirs")
    (folder / "c.json").write_text(catalog_text(both, **HEADER, **header))
    unmerged = git(folder, "diff", "--name-only", "--diff-filter=U").stdout
    for line in git(folder, "status", "--short").stdout.splitlines():
        if line.startswith("DU "):
            git(folder, "rm", "--quiet", line[3:])
    return {*unmerged.splitlines()} - {"c.json"}


def with_new(base: Entries, *new: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted([*base, *new], key=lambda item: int(item["code"]))


def test_the_matrix_has_every_built_in_target() -> None:
    assert sorted(OUTPUTS) == list(names("generators"))


BASE = [error(number) for number in (10, 20, 30, 40, 50)]


INTEGERS = {"code": {"wire_type": "integer", "order": "number"}}


@pytest.mark.parametrize(
    ("ours", "theirs", "header"),
    [
        (15, 25, {}),
        (45, 55, INTEGERS),
        *(
            pytest.param(ours, theirs, header, marks=pytest.mark.exhaustive)
            for ours, theirs in ((5, 15), (25, 35), (35, 45), (15, 55))
            for header in ({}, INTEGERS)
        ),
    ],
)
def test_branches_that_add_codes_with_an_entry_between_merge_clean(
    tmp_path: Path, ours: int, theirs: int, header: dict[str, Any]
) -> None:
    one, other = error(ours), error(theirs)
    sides = (with_new(BASE, one), with_new(BASE, other), with_new(BASE, one, other))
    assert merged(tmp_path, BASE, *sides, **header) == set()
    ran = gen(tmp_path, "--check")
    assert ran.code == 0, ran.out + ran.err


def test_codes_of_one_status_conflict_only_in_the_lists_of_a_response(
    tmp_path: Path,
) -> None:
    base = [error(10), error(20, 400), error(30)]
    one, other = error(15), error(25)
    sides = (with_new(base, one), with_new(base, other), with_new(base, one, other))
    conflicts = merged(tmp_path, base, *sides)
    assert conflicts <= {"made/api.yaml", "made/laid.yaml", "made/laid_overlay.yaml"}
    assert gen(tmp_path).code == 0
    assert gen(tmp_path, "--check").code == 0


ADJACENT = (
    with_new(BASE, error(24)),
    with_new(BASE, error(26)),
    with_new(BASE, error(24), error(26)),
)
DEPRECATED: dict[str, Any] = {
    "deprecated": {"since": "1.0.0", "reason": "Old.", "replaced_by": ["10"]}
}
ONE_ENTRY = (
    [*BASE[:2], error(30, **DEPRECATED), *BASE[3:]],
    [*BASE[:2], error(30, title="Reworded"), *BASE[3:]],
    [*BASE[:2], error(30, title="Reworded", **DEPRECATED), *BASE[3:]],
)
REMOVED = (
    [*BASE[:2], *BASE[3:]],
    [*BASE[:2], error(30, title="Reworded"), *BASE[3:]],
    [*BASE[:2], *BASE[3:]],
)


@pytest.mark.parametrize(
    ("sides", "style"),
    [
        (ONE_ENTRY, "diff3"),
        *first_fast(
            product((ADJACENT, ONE_ENTRY, REMOVED), ("merge", "diff3", "zdiff3"))
        ),
    ],
)
def test_one_gen_rebuilds_every_file_with_a_conflict(
    tmp_path: Path, sides: tuple[Entries, Entries, Entries], style: str
) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "base")
    git(tmp_path, "config", "merge.conflictStyle", style)
    assert merged(tmp_path, BASE, *sides) != set()
    assert gen(tmp_path, "--check").code == 1
    ran = gen(tmp_path, "--clean")
    assert ran.code == 0, ran.err
    assert not [
        path
        for path in (tmp_path / "made").rglob("*")
        if path.is_file() and "<<<<<<<" in path.read_text("utf-8")
    ]
    ran = gen(tmp_path, "--check")
    assert ran.code == 0, ran.out
    listed = json.loads((tmp_path / "errcat-manifest.json").read_text())["files"]
    made = {
        str(path.relative_to(tmp_path)) for path in (tmp_path / "made").rglob("*.*")
    }
    assert set(listed) == made


def test_a_new_column_of_the_markdown_index_conflicts_once(tmp_path: Path) -> None:
    base = [entry(str(number), name=f"E_{number}") for number in (10, 20, 30)]
    one = {**base[0], "cases": [{"id": "api", "http_status": 404}]}
    other = {**base[2], **DEPRECATED}
    both = [one, base[1], other]
    sides = ([one, *base[1:]], [*base[:2], other], both)
    assert "made/docs/index.md" in merged(tmp_path, base, *sides)
    assert gen(tmp_path).code == 0
    assert gen(tmp_path, "--check").code == 0
    index = (tmp_path / "made" / "docs" / "index.md").read_text("utf-8")
    assert "| Code | Name | Title | HTTP status | Life |\n" in index


@pytest.mark.parametrize("target", names("generators"))
def test_a_file_full_of_conflicts_is_rebuilt(tmp_path: Path, target: str) -> None:
    path = OUTPUTS[target][0][0]
    config = (
        f'catalogs = ["c.json"]\n[[outputs]]\ntarget = "{target}"\noutput = "{path}"\n'
    )
    text = catalog_text(BASE, **HEADER)
    write_tree(tmp_path, {"errcat.toml": config, "c.json": text})
    assert gen(tmp_path).code == 0
    files = [file for file in tmp_path.rglob("made/**/*.*") if file.is_file()]
    files.append(tmp_path / "errcat-manifest.json")
    good = {file: file.read_text() for file in files}
    for file, content in good.items():
        lines = content.splitlines()
        ours, theirs = "\n".join(lines), "\n".join(lines[::2])
        file.write_text(f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> theirs\n")
    ran = gen(tmp_path)
    assert ran.code == 0, ran.err
    assert {file: file.read_text() for file in files} == good
