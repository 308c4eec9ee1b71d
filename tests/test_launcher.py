"""A forked run is like one in a Python of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launcher import launch
from tests.support import catalog_text, entry, write_tree

GOOD = catalog_text([entry("1")])
BAD = catalog_text([entry("1"), entry("1", name="OTHER")])
SHOW = """\
import os, sys, click

@click.command("show")
@click.argument("words", nargs=-1)
def show(words):
    \"\"\"Show what a process is like.\"\"\"
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        click.echo((stream.encoding, stream.errors, stream.mode, stream.line_buffering))
    click.echo((words, os.getcwd(), sorted(os.environ.items()), sys.argv[1:], sys.path))
    click.echo(sys.stdin.read(), err=True)
    sys.exit(int(os.environ["CODE"]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    package = "lib/acme_show"
    commands = {
        f"{package}/__init__.py": "",
        f"{package}/commands/__init__.py": "",
        f"{package}/commands/show.py": SHOW,
    }
    own = 'plugins = ["acme_show"]\ncatalogs = ["good.json"]\n'
    files = {"good.json": GOOD, "bad.json": BAD, "errcat.toml": own}
    return write_tree(tmp_path, {**files, **commands})


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (["validate"], ""),
        (["validate", "bad.json", "--report", "json"], ""),
        (["validate", "-"], BAD),
        (["gen", "json", "--catalog", "-"], GOOD),
        (["show", "a", "", "--", "-ü"], "ä\n" * 100_000),
        (["no-command"], ""),
    ],
)
def test_a_forked_run_is_like_one_in_a_new_python(
    folder: Path, args: list[str], stdin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ERRCAT_EXHAUSTIVE", raising=False)
    paths = [str(folder / "lib"), os.environ.get("PYTHONPATH", "")]
    joined = os.pathsep.join(filter(None, paths))
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": joined, "CODE": "41"}
    done = subprocess.run(
        [sys.executable, "-m", "errcat", *args],
        cwd=folder,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        env=env,
    )
    new = done.returncode, done.stdout, done.stderr
    assert new == launch(args, folder, stdin.encode(), env)


@pytest.mark.parametrize("module", ["jsonschema.py", "sitecustomize.py"])
def test_a_run_that_imports_other_modules_is_not_forked(
    tmp_path: Path, module: str
) -> None:
    write_tree(tmp_path, {module: ""})
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(tmp_path)}
    assert launch(["--version"], tmp_path, b"", env) is None


@pytest.mark.parametrize("variable", ["PYTHONUTF8", "PYTHONIOENCODING", "LC_ALL", "TZ"])
def test_a_run_with_another_start_of_python_is_not_forked(
    tmp_path: Path, variable: str
) -> None:
    env = {**os.environ, "PYTHONUTF8": "1", variable: "0"}
    assert launch(["--version"], tmp_path, b"", env) is None
