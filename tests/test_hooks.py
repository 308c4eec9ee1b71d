"""The shipped hooks, run by pre-commit itself in a scratch repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT, catalog_text, entry, write_tree

pytestmark = pytest.mark.tools

CONFIG = """\
[tool.errcat]
catalogs = ["errors"]

[[tool.errcat.outputs]]
target = "python"
output = "codes.py"
"""
GOOD = catalog_text([entry("1"), entry("2")])
BAD = catalog_text([entry("1"), entry("1", name="OTHER")])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which pre-commit keeps the environments of hooks."""
    return tmp_path_factory.mktemp("pre-commit")


def command(
    folder: Path, *args: str | Path, home: Path | None = None
) -> tuple[int, str]:
    """Run a command in *folder*, and return its exit code and what it said."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT")
    }
    done = subprocess.run(
        args,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**clean, "PRE_COMMIT_HOME": str(home)} if home else clean,
    )
    return done.returncode, done.stdout


def repository(folder: Path, files: dict[str, str]) -> Path:
    """Make a git repository with *files* staged."""
    write_tree(folder, files)
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.com")
    for step in (
        ["init", "--quiet"],
        ["add", "."],
        ["commit", "--quiet", "-m", "start"],
    ):
        code, said = command(folder, *git, *step)
        assert code == 0, said
    return folder


def hook(folder: Path, name: str, home: Path, *files: str) -> tuple[int, str]:
    """Run one hook of this repository over *files*, or over all."""
    which = ["--files", *files] if files else ["--all-files"]
    pre_commit = [
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(ROOT),
        name,
        *which,
    ]
    return command(folder, *pre_commit, "--verbose", home=home)


def test_the_manifest_is_valid() -> None:
    manifest = str(ROOT / ".pre-commit-hooks.yaml")
    assert command(
        ROOT, sys.executable, "-m", "pre_commit", "validate-manifest", manifest
    ) == (0, "")


@pytest.mark.exhaustive
def test_a_bad_catalog_is_stopped_and_a_good_one_passes(
    tmp_path: Path, home: Path
) -> None:
    folder = repository(
        tmp_path / "r",
        {"pyproject.toml": CONFIG, "errors/catalog.json": BAD, "a.txt": "x"},
    )
    code, said = hook(folder, "errcat-validate", home)
    assert code == 1
    assert "errors/catalog.json:1:" in said
    assert "(code-unique)" in said
    (folder / "errors" / "catalog.json").write_text(GOOD)
    code, said = hook(folder, "errcat-validate", home)
    assert code == 0, said
    assert "Checked 2 entries: no findings" in said
    code, said = hook(folder, "errcat-validate", home, "a.txt")
    assert code == 0
    assert "Skipped" in said


@pytest.mark.exhaustive
def test_a_stale_output_is_stopped(tmp_path: Path, home: Path) -> None:
    folder = repository(
        tmp_path / "r", {"pyproject.toml": CONFIG, "errors/catalog.json": GOOD}
    )
    code, said = hook(folder, "errcat-gen-check", home)
    assert code == 1
    assert "+++ codes.py" in said
    errcat = [sys.executable, "-m", "errcat"]
    assert command(folder, *errcat, "gen", "--quiet") == (0, "")
    code, said = hook(folder, "errcat-gen-check", home)
    assert code == 0, said


def test_a_commit_in_a_linked_worktree_is_checked(tmp_path: Path, home: Path) -> None:
    """Git sets GIT_DIR and GIT_INDEX_FILE for hooks; errcat must not be led astray by them."""
    folder = repository(
        tmp_path / "r", {"pyproject.toml": CONFIG, "errors/catalog.json": GOOD}
    )
    linked = tmp_path / "linked"
    command(folder, "git", "worktree", "add", "--quiet", linked, "-b", "other")
    script = f"#!/bin/sh\nexec {sys.executable} -m errcat validate\n"
    path = folder / ".git" / "hooks" / "pre-commit"
    path.write_text(script)
    path.chmod(0o755)
    (linked / "errors" / "catalog.json").write_text(BAD)
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.com")
    code, said = command(linked, *git, "commit", "--all", "-m", "bad")
    assert code == 1
    assert "(code-unique)" in said
    (linked / "errors" / "catalog.json").write_text(
        GOOD.replace("Title of", "Heading of")
    )
    code, said = command(linked, *git, "commit", "--all", "-m", "good")
    assert code == 0, said
