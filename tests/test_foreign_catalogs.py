"""A foreign catalog does not drown in findings, and gets to green by --learn, --fix and a baseline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import errcat
from errcat import plugins
from tests.foreign import MADE, SIZE, Planted, worth
from tests.real import REAL, ranges
from tests.support import catalog_text, run, write_tree


def _made(name: str, folder: Path) -> Planted:
    planted = MADE[name]()
    assert MADE[name]() == planted
    write_tree(folder / "catalog", planted.files)
    return planted


@pytest.mark.parametrize("name", MADE)
def test_with_the_defaults_findings_are_few_and_worth_acting_on(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = _made(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = errcat.validate("catalog")
    assert sum(len(catalog.entries) for catalog in result.catalogs) == SIZE
    found = [(finding.rule, finding.code) for finding in result.findings]
    assert len(found) < SIZE / 10, found
    assert worth(found, planted) >= 0.9, sorted(set(found) - planted.faults)
    assert planted.faults - set(found) == set()


@pytest.mark.parametrize("name", MADE)
def test_learning_and_fixing_leave_only_what_people_must_decide(
    name: str, tmp_path: Path
) -> None:
    planted = _made(name, tmp_path)
    run("validate", "catalog", "--learn", cwd=tmp_path)
    before = {path: path.read_text() for path in (tmp_path / "catalog").iterdir()}
    run("validate", "--fix", cwd=tmp_path)
    result = errcat.open_project(tmp_path).validate(tmp_path / "catalog")
    left = [(finding.rule, finding.code) for finding in result.findings]
    assert set(left) <= planted.faults
    assert not any(finding.fix and finding.fix.safe for finding in result.findings)
    assert {finding.severity for finding in result.findings} <= {"warning", "info"}
    ran = run("validate", "--fix", cwd=tmp_path)
    assert (
        "fix the rest by hand, or add it to a baseline with --write-baseline" in ran.out
    )
    names = [entry.name for entry in result.catalogs[0].entries]
    assert len(set(names)) == len(names) == SIZE
    assert not {"SEPERATE", "RECIEVED"} & {part for n in names for part in n.split("_")}
    for path, text in before.items():
        comments = [line for line in text.splitlines() if line.lstrip()[:1] == "#"]
        assert sorted(comments) == sorted(
            line for line in path.read_text().splitlines() if line.lstrip()[:1] == "#"
        )
    run("validate", "--write-baseline", cwd=tmp_path)
    assert run("validate", cwd=tmp_path).code == 0
    assert run("check", cwd=tmp_path).code == 0
    for target in plugins.names("generators"):
        ran = run("gen", target, "-o", f"out/{target}", cwd=tmp_path)
        assert ran.code == 0, (target, ran.err)


FETCHED = {"pylint", "eslint", "postgres"}
"""Those that a test downloads; the packages of the others are installed."""
REAL_CASES = [
    pytest.param(
        name,
        marks=[
            pytest.mark.tools,
            *([pytest.mark.exhaustive] if name in FETCHED else []),
        ],
    )
    for name in REAL
]


@pytest.mark.parametrize("name", REAL_CASES)
def test_a_real_catalog_has_few_findings_and_generates_after_learning_and_fixing(
    name: str, tmp_path: Path
) -> None:
    """Every finding of these versions was read; all are worth acting on (see `REVIEWED`)."""
    if name == "postgres" and shutil.which("apt-get") is None:
        pytest.skip("only Debian has the package")
    (tmp_path / "package").mkdir()
    rows = REAL[name](tmp_path / "package")
    header = {"ranges": ranges(rows)} if name == "postgres" else {}
    write_tree(
        tmp_path, {"c.json": catalog_text(rows, id=name, **header), ".git/x": ""}
    )
    ran = run("validate", "c.json", "--report", "json", cwd=tmp_path)
    found = [finding["rule"] for finding in json.loads(ran.out)["findings"]]
    assert len(rows) >= 70
    assert len(found) < len(rows) / 10
    assert set(found) <= REVIEWED[name]
    run("validate", "c.json", "--learn", cwd=tmp_path)
    run("validate", "--fix", cwd=tmp_path)
    assert run("validate", "--fail-on", "error", cwd=tmp_path).code == 0
    run("validate", "--write-baseline", cwd=tmp_path)
    assert run("validate", cwd=tmp_path).code == 0
    for target in plugins.names("generators"):
        ran = run("gen", target, "-o", f"out/{target}", cwd=tmp_path)
        assert ran.code == 0, (target, ran.err)


REVIEWED = {
    "typescript": {"name-present", "title-unique", "title-whitespace"},
    "pylint": {"detail-glued-sentences", "text-placeholder", "title-whitespace"},
    "eslint": {"name-present", "title-unique"},
    "ruff": {"title-unique"},
    "mypy": {"name-present"},
    "postgres": set[str](),
}
"""The rules of the findings, each of which was read and found to be worth acting on."""
