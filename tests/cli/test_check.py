"""`errcat check`: one run, one report, one exit code for everything that a merge needs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import errcat
from errcat.loading.schema import check_against
from errcat_schema import load
from tests.cli.test_compare import ONE, SPAM, TWO, commit, git, save
from tests.support import Ran, entry, run, write_tree

CONFIG = """\
catalogs = ["c.json"]
[[outputs]]
target = "json"
output = "codes.json"
"""


def check(folder: Path, *args: str, **env: str) -> Ran:
    return run("check", *args, cwd=folder, **env)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a repository with a released catalog and its generated file, all of it clean."""
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": CONFIG})
    save(tmp_path, ONE, TWO, SPAM)
    assert run("gen", cwd=tmp_path).code == 0
    commit(tmp_path, "one", "v1.0.0")
    write_tree(tmp_path, {"other.txt": "x"})
    commit(tmp_path, "two")
    return tmp_path


def test_a_clean_project_is_0_with_one_line_for_each_check(shop: Path) -> None:
    ran = check(shop)
    assert (ran.code, ran.err) == (0, "")
    first, second, third = ran.out.splitlines()
    assert first == "Checked 3 entries: no findings"
    assert second == "Generated files (2): up to date"
    assert third.startswith("shop against v1.0.0 (")
    assert third.endswith("): no difference")
    assert check(shop, "--quiet").out == ""


def test_an_invalid_catalog_a_stale_file_and_a_break_are_one_report(shop: Path) -> None:
    save(shop, {**ONE, "title": " Not routable"}, TWO)
    ran = check(shop, "--report", "concise")
    assert ran.code == 1
    assert "(title-whitespace)" in ran.out
    assert "codes.json:1:1: error: the file is out of date (output-fresh)" in ran.out
    assert "(entry-removed)" in ran.out
    assert "Generated files (2): 1 out of date" in ran.out


@pytest.mark.parametrize("failure", ["validate", "gen", "breaking"])
def test_each_check_fails_the_run_alone(failure: str, shop: Path) -> None:
    if failure == "validate":
        save(shop, ONE, TWO, SPAM, entry("40004", title="TODO"))
        run("gen", cwd=shop)
    elif failure == "gen":
        (shop / "codes.json").unlink()
    else:
        save(shop, ONE, TWO)
        assert run("gen", cwd=shop).code == 0
    commands = {"validate": ["validate"], "gen": ["gen", "--check"]}
    commands["breaking"] = ["breaking"]
    codes = {name: run(*args, cwd=shop).code for name, args in commands.items()}
    assert {failure} == {name for name, code in codes.items() if code}
    assert check(shop).code == 1


def test_a_file_that_nothing_generates_any_more_fails(shop: Path) -> None:
    write_tree(shop, {"errcat.toml": CONFIG.replace("codes.json", "new.json")})
    run("gen", cwd=shop)
    ran = check(shop)
    assert ran.code == 1
    assert "codes.json:1:1: error: no output generates this file any more" in ran.out
    assert "help: run `errcat gen --clean`" in ran.out


def test_an_addition_passes_and_is_counted(shop: Path) -> None:
    save(shop, ONE, TWO, SPAM, {**SPAM, "code": "40004", "name": "NEW", "title": "New"})
    run("gen", cwd=shop)
    ran = check(shop, "--report", "concise")
    assert ran.code == 0, ran.out
    assert "note" in ran.out
    assert "info:" not in ran.out


def test_changes_that_break_nothing_are_only_counted(shop: Path) -> None:
    save(
        shop,
        {**ONE, "title": "No route to the number"},
        {**TWO, "name": "SECOND"},
        SPAM,
    )
    run("gen", cwd=shop)
    ran = check(shop, "--report", "concise")
    assert (ran.code, "(identifier-changed)" in ran.out) == (1, True)
    assert "title-changed" not in ran.out
    assert "1 other change not shown; show all with `errcat diff`" in ran.out


# --- nothing to compare with ------------------------------------------------------------------


def test_without_a_repository_nothing_is_compared_and_the_rest_is_checked(
    shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("outside")
    for name in ("errcat.toml", "c.json", "codes.json", "errcat-manifest.json"):
        shutil.copy(shop / name, folder)
    ran = check(folder)
    assert (ran.code, ran.err) == (0, "")
    assert "Breaking changes: not checked: not in a git repository" in ran.out
    (folder / "codes.json").unlink()
    assert check(folder).code == 1


def test_without_a_tag_nothing_is_compared(shop: Path) -> None:
    git(shop, "tag", "-d", "v1.0.0")
    ran = check(shop)
    assert (ran.code, ran.err) == (0, "")
    assert (
        "Breaking changes: not checked: no release of shop in the history of HEAD: there are"
        " no tags; run git fetch --tags, tag a release (git tag v1.0.0)"
    ) in ran.out
    asked = check(shop, "--against", "@latest")
    assert (asked.code, asked.out) == (2, "")


def test_a_repository_without_a_commit_has_nothing_to_compare(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.json"]\n'})
    save(tmp_path, ONE)
    ran = check(tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "Breaking changes: not checked:" in ran.out


def test_without_git_nothing_is_compared(shop: Path) -> None:
    ran = check(shop, PATH="/nowhere")
    assert (ran.code, ran.err) == (0, "")
    assert "not checked: git is not installed" in ran.out


def test_a_shallow_clone_is_2_and_says_how_to_fetch(
    shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("clones") / "shallow"
    git(shop, "clone", "-q", "--depth=1", "--no-tags", f"file://{shop}", str(clone))
    ran = check(clone)
    assert (ran.code, ran.out) == (2, "")
    assert "fetch-depth: 0" in ran.err


# --- what goes wrong --------------------------------------------------------------------------


def test_checks_that_errors_prevent_are_named(shop: Path) -> None:
    (shop / "c.json").write_text('{"errcat": 1, "id": 3}')
    ran = check(shop, "--report", "concise")
    assert (ran.code, ran.err) == (1, "")
    assert "(schema-valid)" in ran.out
    assert "Generated files: not checked: fix the errors first" in ran.out


def test_an_output_that_cannot_be_made_is_a_finding(shop: Path) -> None:
    write_tree(shop, {"errcat.toml": CONFIG.replace('"json"', '"jsn"')})
    ran = check(shop, "--report", "concise")
    assert (ran.code, ran.err) == (1, "")
    assert "(output-valid)" in ran.out


def test_a_baselined_catalog_passes(shop: Path) -> None:
    save(shop, {**ONE, "title": " Not routable"}, TWO, SPAM)
    run("validate", "--write-baseline", cwd=shop)
    run("gen", cwd=shop)
    assert check(shop).code == 0


def test_standard_input_is_2(shop: Path) -> None:
    ran = run("check", "-", cwd=shop, stdin="errcat: 1\nid: e\n")
    assert ran.code == 2
    assert "standard input cannot be compared" in ran.err


def test_the_json_report_conforms_to_its_schema(shop: Path) -> None:
    save(shop, {**ONE, "title": " Not routable"}, TWO)
    data = json.loads(check(shop, "--report", "json").out)
    assert not list(check_against(load("findings"), data))
    assert {"title-whitespace", "output-fresh", "entry-removed"} <= {
        finding["rule"] for finding in data["findings"]
    }


@pytest.mark.parametrize("report", ["sarif", "github", "gitlab", "junit", "markdown"])
def test_every_report_shows_all_checks(report: str, shop: Path) -> None:
    save(shop, {**ONE, "title": " Not routable"}, TWO)
    ran = check(shop, "--report", report)
    assert ran.code == 1
    assert all(name in ran.out for name in ("output-fresh", "entry-removed"))


@pytest.mark.parametrize(
    ("break_it", "status"), [("none", "ok"), ("file", "findings"), ("code", "breaking")]
)
def test_a_workflow_learns_the_status(break_it: str, status: str, shop: Path) -> None:
    if break_it == "file":
        (shop / "codes.json").unlink()
    if break_it == "code":
        save(shop, ONE, TWO)
    told = shop / "told.txt"
    check(shop, GITHUB_OUTPUT=str(told))
    assert f"status={status}" in told.read_text().splitlines()


def test_a_script_gets_the_same(shop: Path) -> None:
    project = errcat.open_project(str(shop / "errcat.toml"))
    clean = project.check()
    assert (clean.ok, clean.exit_code()) == (True, 0)
    (shop / "codes.json").unlink()
    result = project.check()
    assert not result.ok
    assert [finding.rule for finding in result.findings] == ["output-fresh"]
    assert result.outputs is not None
    assert [result.ok for result in result.comparisons] == [True]
