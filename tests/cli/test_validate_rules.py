"""`errcat validate` runs the rules that the command line chooses, and counts by rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Ran, catalog_text, entry, run, write_tree

ENTRIES = [
    entry("1", title="Gone", detail="It occured."),
    entry("2", title="Gone", detail="-"),
    entry("3", title="  x"),
]


def validate(folder: Path, *args: str, config: str = "") -> Ran:
    write_tree(folder, {"c.json": catalog_text(ENTRIES), "errcat.toml": config})
    return run("validate", "c.json", *args, cwd=folder)


def rules(ran: Ran) -> list[str]:
    """Return the rules of a concise report, in order of name."""
    lines = [line for line in ran.out.splitlines() if line.startswith("c.json:")]
    return sorted(line.rpartition("(")[2].rstrip(")") for line in lines)


ALL = ["spelling", "text-placeholder", "title-unique", "title-whitespace"]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], ALL),
        (["--select", "spelling"], ["spelling"]),
        (["--select", "titles"], ["title-unique", "title-whitespace"]),
        (
            ["--select", "spelling,titles", "--ignore", "title-unique"],
            ["spelling", "title-whitespace"],
        ),
        (
            ["--select", "spelling", "--select", "title-unique"],
            ["spelling", "title-unique"],
        ),
        (["--ignore", "texts"], ["title-unique", "title-whitespace"]),
    ],
)
@pytest.mark.parametrize(
    "config", ["", '[rules]\nspelling = "error"\ntitle-unique = "info"\n']
)
def test_rules_are_chosen_whatever_the_configuration_says(
    args: list[str], expected: list[str], config: str, tmp_path: Path
) -> None:
    ran = validate(tmp_path, "--report", "concise", *args, config=config)
    assert rules(ran) == expected


def test_a_rule_of_style_runs_when_it_is_selected_by_name(tmp_path: Path) -> None:
    ran = validate(tmp_path, "--report", "concise", "--select", "detail-punctuation")
    assert rules(ran) == []
    write_tree(tmp_path, {"d.json": catalog_text([entry("1", detail="No stop")])})
    ran = run("validate", "d.json", "--select", "detail-punctuation", cwd=tmp_path)
    assert "(detail-punctuation)" in ran.out


def test_reading_and_the_schema_are_checked_all_the_same(tmp_path: Path) -> None:
    write_tree(tmp_path, {"d.json": catalog_text([entry("1", titel="x")])})
    ran = run("validate", "d.json", "--select", "spelling", cwd=tmp_path)
    assert "(schema-valid)" in ran.out


def test_what_does_not_run_is_not_unused_in_the_baseline(tmp_path: Path) -> None:
    assert validate(tmp_path, "--write-baseline").code == 0
    for args in (["--select", "spelling"], ["--ignore", "spelling"]):
        assert validate(tmp_path, *args).out == "Checked 3 entries: no findings\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["--select", "titels"],
            "unknown rule or group 'titels'; did you mean 'titles'?",
        ),
        (["--ignore", "speling"], "did you mean 'spelling'?"),
        (["--select", "spelling", "--write-baseline"], "a baseline is of all rules"),
        (
            ["--statistics", "--report", "full"],
            "two reports have the same destination",
        ),
    ],
)
def test_what_cannot_be_chosen_ends_the_run(
    args: list[str], message: str, tmp_path: Path
) -> None:
    ran = validate(tmp_path, *args)
    assert ran.code == 2
    assert message in ran.err


def test_statistics_count_by_rule(tmp_path: Path) -> None:
    ran = validate(tmp_path, "--statistics")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert [line.split("  ")[0] for line in lines[:4]] == [
        "1 [ ] spelling",
        "1 [ ] text-placeholder",
        "1 [ ] title-unique",
        "1 [*] title-whitespace",
    ]
    assert lines[-1] == "Checked 3 entries: 4 warnings (1 fixable with --fix)"


def test_standard_input_cannot_be_learned_from() -> None:
    ran = run("validate", "-", "--learn", stdin=catalog_text(ENTRIES))
    assert ran.code == 2
    assert "standard input has no configuration" in ran.err
