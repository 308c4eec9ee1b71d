"""A run that is killed while it writes leaves each file old or new, and the next one cleans up."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from errcat import open_project
from errcat.cli import _streams
from tests.cli.test_compare import commit, git
from tests.support import catalog_text, entry, write_tree

CALLS = (
    *("open", "write", "fchmod", "fsync", "close", "link", "replace", "unlink"),
    "makedirs",
)
"""The functions of os before which a run is killed."""
MOMENTS = 400
"""More than any run of this module has."""
STEP = 1 if os.environ.get("ERRCAT_EXHAUSTIVE") else 7
"""From one of the moments that are tried to the next."""
OUTPUTS = """\
catalogs = ["c.json"]
[[outputs]]
target = "json"
output = "made/all.json"
[[outputs]]
target = "csv"
output = "made/all.csv"
[[outputs]]
target = "markdown"
output = "made/pages"
options = {pages = "code"}
"""


class Scene(NamedTuple):
    """A command: what is there before it, and what it does."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], object]


def _catalog(*titles: str) -> str:
    entries = [entry(str(index), title=title) for index, title in enumerate(titles, 1)]
    return catalog_text(entries, version="1.0.0")


def _config(folder: Path) -> str:
    return str(folder / "errcat.toml")


def _before_gen(folder: Path) -> None:
    write_tree(folder, {"errcat.toml": OUTPUTS, "c.json": _catalog("One", "Two")})
    _gen(folder)
    write_tree(folder, {"c.json": _catalog("First", "Second", "Third")})


def _gen(folder: Path) -> object:
    return open_project(_config(folder)).outputs(clean=True).write()


def _before_fix(folder: Path) -> None:
    files = {
        "errcat.toml": 'catalogs = ["cat"]\n',
        "cat/catalog.json": '{"errcat": 1, "id": "example", "version": "1.0.0"}',
        "cat/one.json": _entries("1", "One  thing"),
        "cat/two.json": _entries("2", "Two  things"),
    }
    write_tree(folder, files)


def _entries(code: str, title: str) -> str:
    return json.dumps({"errcat": 1, "errors": [entry(code, title=title)]})


def _fix(folder: Path) -> object:
    return open_project(_config(folder)).fix().write()


def _before_release(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    log = "# Changelog\n\n## [Unreleased]\n"
    config = 'catalogs = ["c.json"]\n'
    first = {"errcat.toml": config, "c.json": _catalog("One"), "CHANGELOG.md": log}
    write_tree(folder, first)
    commit(folder, tag="v1.0.0")
    write_tree(folder, {"c.json": _catalog("One", "Two")})
    commit(folder)


def _release(folder: Path) -> object:
    project = open_project(_config(folder))
    project.undo_release()
    return project.release(day="2027-03-01").write()


SCENES = {
    "gen": Scene(_before_gen, _gen),
    "validate --fix": Scene(_before_fix, _fix),
    "release": Scene(_before_release, _release),
}


def files(folder: Path) -> dict[str, bytes]:
    """Return the files in *folder*, without those of git."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def restore(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name in files(folder):
        if name not in contents:
            (folder / name).unlink()
    write_tree(folder, contents)


def killed(act: Callable[[], object], number: int, moment: int) -> bool:
    """Do *act* in a process that gets the signal *number* before its call *moment* from here on."""
    process = os.fork()
    if not process:
        try:
            _streams.prepare()
            _arm(number, moment)
            act()
            os._exit(0)
        except SystemExit:
            os._exit(143)
        finally:  # nothing of the test may run in this process
            os._exit(99)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert status in (0, 143, -signal.SIGKILL)
    return status != 0


def _arm(number: int, moment: int) -> None:
    left = [moment]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def function(*args: Any, **options: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), number)
            return call(*args, **options)

        return function

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))


def ours(name: str) -> bool:
    return Path(name).name.startswith(".errcat-")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("name", SCENES)
def test_a_killed_run_leaves_whole_files_and_the_next_one_removes_the_rest(
    name: str, number: int, tmp_path: Path
) -> None:
    scene = SCENES[name]
    scene.prepare(tmp_path)
    old = files(tmp_path)
    scene.act(tmp_path)
    new = files(tmp_path)
    assert old != new
    assert not list(filter(ours, new))
    littered = 0
    for moment in range(1, MOMENTS, STEP):
        restore(tmp_path, old)
        if not killed(lambda: scene.act(tmp_path), number, moment):
            break
        left = files(tmp_path)
        for path, content in left.items():
            if not ours(path):
                assert content in (old.get(path), new.get(path)), (moment, path)
        assert {path for path in old if path in new} <= left.keys(), moment
        litter = [path for path in left if ours(path) and path.endswith(".tmp")]
        assert number == signal.SIGKILL or not litter, moment
        littered += bool(litter)
        scene.act(tmp_path)
        assert files(tmp_path) == new, moment
    else:
        pytest.fail("the run never ended")
    assert moment > 5
    assert (littered > 0) == (number == signal.SIGKILL)
