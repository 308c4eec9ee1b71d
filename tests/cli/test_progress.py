"""Every command that can take long shows on a terminal what it does, with counts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from errcat.cli import _progress, main
from tests.cli.test_compare import commit, git
from tests.cli.test_gen_outputs import Screen
from tests.support import catalog_text, entry, write_tree

CONFIG = """\
catalogs = ["cat"]
[[outputs]]
target = "json"
output = "made.json"
[[outputs]]
target = "csv"
output = "made.csv"
"""
READING = "checking cat (1 file)"
COMPARED = ["reading cat (1 of 1)", "comparing 2 entries with 3"]
MADE = ["generating json (1 of 2)", "generating csv (2 of 2)"]
LINE: Any = vars(_progress)["_Line"]
STEPS = {
    "diff": COMPARED,
    "breaking": COMPARED,
    "bump": COMPARED,
    "changelog": COMPARED,
    "release": [*COMPARED, "writing 1 catalog in memory"],
    "check": [READING, *MADE, *COMPARED],
    "validate": [READING],
    "gen": MADE,
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with a release, and an entry that is new since."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "x")
    git(tmp_path, "config", "user.email", "x@example.com")
    old = [entry("1", name="ONE"), entry("2", name="TWO")]
    files = {
        "errcat.toml": CONFIG,
        "cat/catalog.json": catalog_text(old, version="1.0.0"),
    }
    write_tree(tmp_path, files)
    commit(tmp_path, tag="v1.0.0")
    new = catalog_text([*old, entry("3", name="THREE")], version="1.0.0")
    write_tree(tmp_path, {"cat/catalog.json": new})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", STEPS)
def test_a_command_shows_its_steps(
    shop: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    class Recorded(LINE):  # type: ignore[misc]  # private, so it has no type here
        def update(self, step: str) -> None:
            steps.append(step)

    monkeypatch.setattr(_progress, "_Line", Recorded)
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setattr(sys, "stdout", Screen())
    with pytest.raises(SystemExit):
        main([command])
    assert [step for step in steps if step in STEPS[command]] == STEPS[command]
    assert (shop / "cat/catalog.json").exists()


def test_a_step_appears_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    class Ended:
        def wait(self, seconds: float) -> bool:
            waits.append(seconds)
            return len(waits) > 2

        def set(self) -> None:
            pass

    monkeypatch.setattr("threading.Event", Ended)
    clock = iter([0.0, 1.0, 1.2])
    monkeypatch.setattr(_progress, "monotonic", lambda: next(clock))
    screen: Any = Screen()
    line = LINE(screen)
    line.update("comparing 2 entries with 3")
    line._refresh()  # noqa: SLF001  # what the thread runs
    assert waits == [1.0, 0.2, 0.2]
    assert screen.getvalue().count("comparing 2 entries with 3 ... 1 s") == 2
