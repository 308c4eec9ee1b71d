"""The test command installs exact versions, and reports a registry that does not answer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import check
from tests.support import ROOT, write_tree

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONSTRAINTS = sorted((ROOT / "tests" / "constraints").glob("*.txt"))
NOWHERE = "http://127.0.0.1:9/"
PIN = r"[a-z0-9-]+(\[[a-z]+\])?==[0-9][0-9a-z.]*"


def pins(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line[0] != "#"]


def test_every_python_that_is_supported_has_constraints() -> None:
    named = PROJECT["project"]["classifiers"]
    versions = [name.rpartition(" ")[2] for name in named if ":: 3." in name]
    assert versions == [path.stem for path in CONSTRAINTS]


@pytest.mark.parametrize("path", CONSTRAINTS, ids=lambda path: path.stem)
def test_constraints_are_exact_and_hold_all_that_the_project_names(path: Path) -> None:
    assert [pin for pin in pins(path) if not re.fullmatch(PIN, pin)] == []
    groups = PROJECT["dependency-groups"]
    tools = [pin for pin in groups["tests"] + groups["dev"] if isinstance(pin, str)]
    wanted = [re.sub(r"\[.*\]", "", pin) for pin in tools]
    assert set(wanted) <= set(pins(path))
    names = {pin.partition("==")[0] for pin in pins(path)}
    runtime = {bound.partition(">=")[0] for bound in PROJECT["project"]["dependencies"]}
    assert runtime | {"pip", "hatchling"} <= names


def test_the_groups_of_the_project_are_exact() -> None:
    groups = PROJECT["dependency-groups"]
    tools = [pin for pin in groups["tests"] + groups["dev"] if isinstance(pin, str)]
    assert [pin for pin in tools if not re.fullmatch(PIN, pin)] == []


def test_node_packages_are_exact_and_come_from_no_address() -> None:
    wanted = json.loads((check.NODE / "package.json").read_text("utf-8"))
    text = (check.NODE / "package-lock.json").read_text("utf-8")
    root = json.loads(text)["packages"][""]
    assert root["devDependencies"] == wanted["devDependencies"]
    assert '"resolved"' not in text
    settings = (check.NODE / ".npmrc").read_text("utf-8")
    assert settings == "omit-lockfile-registry-resolved=true\n"


@pytest.mark.parametrize(
    ("installed", "extra"),
    [
        (["Foo_Bar==1.0", "errcat==0.1.0"], []),
        (["foo-bar==1.1"], ["foo-bar==1.1"]),
        (["other==1.0"], ["other==1.0"]),
    ],
)
def test_what_is_installed_without_a_constraint_is_named(
    installed: list[str], extra: list[str]
) -> None:
    assert check.unpinned(installed, "# a comment\nfoo-bar==1.0\n") == extra


def test_the_oldest_version_is_the_lower_bound() -> None:
    assert check.oldest("click>=8.2.1") == "click==8.2.1"
    with pytest.raises(check.CheckFailed, match=r"'click<9' .* has no lower bound"):
        check.oldest("click<9")


UNREACHABLE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": NOWHERE,
    "PIP_NO_CACHE_DIR": "1",
}


def without_pip(variables: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in variables.items() if key[:4] != "PIP_"}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask registries once."""
    monkeypatch.setattr(check, "PIP", (*check.PIP, "--retries=0"))
    monkeypatch.setattr(check, "NPM", (*check.NPM, "--fetch-retries=0"))


@pytest.mark.usefixtures("impatient")
def test_pip_reports_a_registry_that_does_not_answer(tmp_path: Path) -> None:
    environment = check.Environment(tmp_path)
    environment.python = Path(sys.executable)
    environment.variables = without_pip(environment.variables) | UNREACHABLE
    with pytest.raises(check.CheckFailed, match="pip could not install the Python"):
        environment.pip("--target", tmp_path / "packages", "click")


@pytest.mark.exhaustive
def test_a_python_registry_that_does_not_answer_is_an_error() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "check.py", "--tests-only"],
        capture_output=True,
        text=True,
        check=False,
        env=without_pip(os.environ) | UNREACHABLE,
        timeout=300,
    )
    assert done.returncode == 1
    assert "error: pip could not install the Python packages" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.tools
@pytest.mark.usefixtures("impatient")
def test_a_node_registry_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    environment = check.Environment(tmp_path)
    environment.python = Path(sys.executable)
    environment.variables |= {
        "npm_config_registry": NOWHERE,
        "npm_config_cache": str(tmp_path / "cache"),
    }
    (tmp_path / "bin").mkdir()
    with pytest.raises(check.CheckFailed, match="npm could not install"):
        check.install_node(environment)


def test_every_check_runs_and_shows_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    installed: list[check.Environment] = []
    monkeypatch.setattr(check, "install_node", installed.append)
    write_tree(
        tmp_path / "lib",
        {
            "good.py": "print('fine')",
            "bad.py": "raise SystemExit('a complaint')",
            "worse.py": "import sys\nsys.exit(3)",
        },
    )
    environment = check.Environment(tmp_path)
    environment.python = Path(sys.executable)
    environment.variables["PYTHONPATH"] = str(tmp_path / "lib")
    checks = (("good", "--check"), ("worse",), ("bad",))
    assert check.side_by_side(environment, checks) == 3
    assert installed == [environment]
    shown = re.sub(r"[0-9]+ s$", "0 s", capfd.readouterr().out, flags=re.MULTILINE)
    assert "== good --check\nfine\n   passed in 0 s\n" in shown
    assert "== bad\na complaint\n   failed with exit code 1 in 0 s\n" in shown
    assert "== worse\n   failed with exit code 3 in 0 s\n" in shown
