"""A clone of one branch: errcat cannot know what the branch started from, and says so."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_compare import CONFIG, ONE, TWO, commit, git, save
from tests.support import run, write_tree


def test_a_clone_of_a_single_branch_is_not_clean(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "-q", "-b", "main")
    write_tree(origin, {"errcat.toml": CONFIG})
    save(origin, ONE, TWO)
    commit(origin, "one")
    git(origin, "checkout", "-q", "-b", "work")
    save(origin, ONE)
    commit(origin, "without a code")
    git(origin, "checkout", "-q", "main")
    git(tmp_path, "clone", "-q", "--single-branch", "-b", "work", str(origin), "clone")
    clone = tmp_path / "clone"

    ran = run("check", cwd=clone)
    assert ran.code == 2
    assert "the clone has only the branch 'work'" in ran.err
    assert "git remote set-branches origin '*' && git fetch origin" in ran.err

    git(clone, "remote", "set-branches", "origin", "*")
    git(clone, "fetch", "-q", "origin")
    git(clone, "remote", "set-head", "origin", "--auto")
    assert run("check", cwd=clone).code == 1
