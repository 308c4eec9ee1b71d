"""A finding is silenced in three ways, and what is silenced in vain is told."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from errcat import open_project
from errcat.errors import ConfigInvalid
from errcat.linting.suppressions import read_baseline, write_baseline
from tests.support import ROOT, TELNYX, Ran, catalog_text, entry, run, write_tree

BASELINE = "errcat-baseline.json"


def lines(ran: Ran) -> list[str]:
    """Return the findings of a concise report."""
    return ran.out.splitlines()[:-1]


def validate(folder: Path, *args: str) -> Ran:
    return run("validate", "c.json", "--report", "concise", *args, cwd=folder)


def test_an_entry_mutes_a_rule_for_itself_alone(tmp_path: Path) -> None:
    lint = {"ignore": ["title-present"], "reason": "because"}
    entries = [entry("1", title="", lint=lint), entry("2", title=""), entry("3")]
    write_tree(tmp_path, {"c.json": catalog_text(entries)})
    (line,) = lines(validate(tmp_path))
    assert "2 ERROR_2: the entry has no title (title-present)" in line


def test_faulty_suppressions_are_reported(tmp_path: Path) -> None:
    lint = {
        "ignore": ["title-present", "titel-present", "schema-valid"],
        "reason": "because",
    }
    write_tree(tmp_path, {"c.json": catalog_text([entry("1", lint=lint)])})
    found = {line.rpartition(": 1 ERROR_1: ")[2] for line in lines(validate(tmp_path))}
    assert found == {
        "unused suppression: 'title-present' reports nothing here (suppression-unused)",
        "unknown rule 'titel-present' (rule-unknown)",
        "rule 'schema-valid' cannot be suppressed (suppression-unused)",
    }


def test_a_baseline_hides_what_was_there_and_nothing_new(tmp_path: Path) -> None:
    one = [entry("1", title=""), entry("9")]
    write_tree(tmp_path, {"c.json": catalog_text(one)})
    assert validate(tmp_path).code == 1
    written = validate(tmp_path, "--write-baseline")
    assert (written.code, written.err) == (0, f"wrote 1 finding to {BASELINE}\n")
    assert validate(tmp_path).out == "Checked 2 entries: no findings\n"
    two = [*one, entry("2", title="")]
    write_tree(tmp_path, {"c.json": catalog_text(two)})
    (line,) = lines(validate(tmp_path))
    assert "2 ERROR_2" in line


def test_a_baseline_only_shrinks(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            "c.json": catalog_text([entry("1", title=""), entry("2", detail="")]),
            "errcat.toml": '[rules]\ndetail-present = {style = "required"}\n',
        },
    )
    validate(tmp_path, "--write-baseline")
    refused = validate(tmp_path, "--write-baseline")
    assert refused.code == 2
    assert "delete it first to start over" in refused.err
    write_tree(tmp_path, {"c.json": catalog_text([entry("1", title=""), entry("2")])})
    stale = validate(tmp_path)
    assert stale.code == 1
    said = (
        "2: detail-present no longer reports this: 2 ERROR_2: the entry has no detail"
    )
    assert lines(stale) == [f"{BASELINE}:4:1: warning: {said} (baseline-current)"]
    pruned = validate(tmp_path, "--prune-baseline")
    assert (pruned.code, pruned.err) == (0, f"removed 1 finding from {BASELINE}\n")
    assert [
        each["code"]
        for each in json.loads((tmp_path / BASELINE).read_text())["findings"]
    ] == ["1"]
    assert validate(tmp_path).code == 0


def test_faults_of_the_schema_are_in_no_baseline(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": catalog_text([entry("1", titel="x")])})
    assert validate(tmp_path, "--write-baseline").code == 1
    assert json.loads((tmp_path / BASELINE).read_text())["findings"] == []


def test_reasons_are_kept(tmp_path: Path) -> None:
    text = (ROOT / BASELINE).read_text(encoding="utf-8")
    known = read_baseline(BASELINE, text)
    assert write_baseline(known) == text
    assert all(each.reason for each in known)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2, "findings": []}', '{"format": 1, "findings": [1]}'],
)
def test_what_is_no_baseline_ends_the_run(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigInvalid):
        read_baseline(BASELINE, text)
    write_tree(tmp_path, {"c.json": catalog_text([entry("1")]), BASELINE: text})
    ran = validate(tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"errcat: {BASELINE}:1:1: not ")


def test_the_baseline_of_one_catalog_says_nothing_of_another(tmp_path: Path) -> None:
    files = {
        "c.json": catalog_text([entry("1", title="")]),
        "d.json": catalog_text([entry("1")], id="other"),
    }
    write_tree(tmp_path, files)
    validate(tmp_path, "--write-baseline")
    assert (
        run("validate", "d.json", cwd=tmp_path).out == "Checked 1 entry: no findings\n"
    )


def test_shuffling_the_entries_leaves_the_baseline_valid(tmp_path: Path) -> None:
    """Fifty times: another order in every file, and entries moved to one file in JSON."""
    shutil.copy(ROOT / BASELINE, tmp_path)
    shuffled = random.Random(7)  # noqa: S311  # nothing here is a secret
    files: dict[str, Any] = {
        path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in TELNYX.glob("*.yaml")
    }
    shared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = shared.partition("[tool.errcat.rules]\n")[2].partition("\n[")[0]
    unsorted = rules.replace('"sorted"', '"any"')
    (tmp_path / "errcat.toml").write_text(f"[rules]\n{unsorted}")
    project = open_project(tmp_path)
    folder = tmp_path / "telnyx"
    folder.mkdir()
    for _ in range(50):
        for name, data in files.items():
            shuffled.shuffle(data.get("errors", []))
            (folder / name).with_suffix(".json").write_text(
                json.dumps(data), encoding="utf-8"
            )
        result = project.validate(folder)
        assert len(result.known) == 28
        assert result.unused == ()
        assert result.findings == ()


@pytest.mark.parametrize(
    ("baseline", "code"),
    [
        ("known.json", 0),
        ("sub/known.json", 0),
        ("sub/../known.json", 0),
        ("../known.json", 2),
        ("../../known.json", 2),
        ("sub/../../known.json", 2),
        ("out/known.json", 2),
        (".", 2),
    ],
)
def test_the_configuration_can_name_a_baseline_in_its_own_folder_only(
    baseline: str, code: int, tmp_path: Path
) -> None:
    folder = write_tree(
        tmp_path / "a" / "b", {"c.json": catalog_text([entry("1", title="")])}
    )
    (folder / "sub").mkdir()
    (folder / "out").symlink_to(tmp_path)
    write_tree(folder, {"errcat.toml": f'baseline = "{baseline}"\n'})
    before = {path for path in tmp_path.rglob("*") if folder not in path.parents}
    ran = run("validate", "c.json", "--write-baseline", cwd=folder)
    assert ran.code == code, ran.err
    assert (folder / baseline).is_file() == (code == 0)
    if code:
        assert "errcat.toml:1:1: baseline: " in ran.err
        assert f"'{baseline}' is not a file in the folder" in ran.err
    after = {path for path in tmp_path.rglob("*") if folder not in path.parents}
    assert after == before


def test_the_command_line_can_send_a_report_anywhere(tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "a", {"c.json": catalog_text([entry("1")])})
    ran = run("validate", "c.json", "--report", "json:../r.json", cwd=folder)
    assert ran.code == 0
    assert (tmp_path / "r.json").is_file()
