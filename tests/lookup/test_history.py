"""When a code came into its catalog, and what has changed about it, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from errcat import open_project
from errcat.lookup.history import History, Origin
from tests.cli.test_compare import commit, git
from tests.support import catalog_text, entry, write_tree

CONFIG = 'catalogs = ["c.json"]\n'
ONE, TWO, THREE = entry("1"), entry("2"), entry("3")
STATES: list[list[dict[str, Any]]] = [
    [ONE],
    [ONE],
    [ONE, TWO],
    [{**ONE, "title": "Another title"}, TWO],
    [{**ONE, "title": "Another title"}, TWO, THREE],
]


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, list[str]]:
    """Make a repository with a commit for each of `STATES`, and return their hashes."""
    git(tmp_path, "init", "-q", "-b", "main")
    commits: list[str] = []
    for number, state in enumerate(STATES):
        content = catalog_text(state, description=f"State {number}")
        write_tree(tmp_path, {"errcat.toml": CONFIG, "c.json": content})
        commits.append(commit(tmp_path, tag=f"v{number}")[:7])
    return tmp_path, commits


def history(folder: Path, code: str, against: str = "v0") -> History:
    (found,) = open_project(folder).explain(code, history=against).explanations
    assert found.history is not None
    return found.history


@pytest.mark.parametrize(("code", "state"), [("1", 0), ("2", 2), ("3", 4)])
def test_the_commit_that_added_a_code_is_found(
    code: str, state: int, repository: tuple[Path, list[str]]
) -> None:
    folder, commits = repository
    origin = history(folder, code).origin
    assert origin is not None
    assert (origin.commit, origin.exact) == (commits[state], True)


def test_a_code_in_no_commit_has_no_origin(repository: tuple[Path, list[str]]) -> None:
    folder, _ = repository
    write_tree(folder, {"c.json": catalog_text([ONE, TWO, THREE, entry("4")])})
    found = history(folder, "4", "v4")
    assert (found.origin, found.new, found.changes[0].rule) == (
        None,
        True,
        "entry-added",
    )


def test_the_changes_are_those_of_the_entry_alone(
    repository: tuple[Path, list[str]],
) -> None:
    folder, commits = repository
    one = history(folder, "1")
    assert [change.rule for change in one.changes] == ["title-changed"]
    assert one.against == f"v0 ({commits[0]})"
    assert not history(folder, "2", "v2").changes


def test_a_catalog_that_moved_may_be_older_than_its_path(
    repository: tuple[Path, list[str]],
) -> None:
    folder, _ = repository
    git(folder, "mv", "c.json", "moved.json")
    write_tree(folder, {"errcat.toml": 'catalogs = ["moved.json"]\n'})
    moved = commit(folder)
    origin = history(folder, "2").origin
    assert origin is not None
    assert (origin.commit, origin.exact) == (moved[:7], False)


def test_a_shallow_clone_does_not_claim_more_than_it_knows(
    repository: tuple[Path, list[str]], tmp_path: Path
) -> None:
    folder, commits = repository
    clone = tmp_path / "clone"
    git(folder, "clone", "-q", "--depth=2", f"file://{folder}", str(clone))
    origin = history(clone, "2", "HEAD").origin
    assert origin == Origin(commits[3], origin.day if origin else "", exact=False)
    assert json.loads((clone / "c.json").read_text())["description"] == "State 4"
