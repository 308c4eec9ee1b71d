"""What a user of the commands that compare sees, with real git, and every exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from errcat.loading.schema import check_against
from errcat_schema import load
from tests.support import Ran, catalog_text, entry, run, write_tree

CONFIG = 'catalogs = ["c.json"]\n'
ONE = entry("40001", name="NOT_ROUTABLE", title="Not routable", detail="No route.")
TWO = entry("40002", name="BLOCKED", title="Blocked", detail="It was blocked.")
SPAM = entry("40003", name="SPAM", title="Spam", detail="It is spam.")


def git(folder: Path, *command: str, **env: str) -> str:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    clean = {key: value for key, value in os.environ.items() if key[:4] != "GIT_"}
    done = subprocess.run(
        ["git", *names, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={**clean, **env},
    )
    return done.stdout.strip()


def save(folder: Path, *entries: dict[str, Any], **header: Any) -> None:
    text = catalog_text(entries, **{"id": "shop", "version": "1.0.0", **header})
    (folder / "c.json").write_text(text)


def commit(folder: Path, message: str = "x", tag: str = "") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    if tag:
        git(folder, "tag", "-m", tag, tag)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make a repository with a release, and a catalog on disk that differs from it."""
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": CONFIG})
    save(tmp_path, ONE, TWO, SPAM)
    commit(tmp_path, "one", "v1.0.0")
    write_tree(tmp_path, {"other.txt": "x"})
    commit(tmp_path, "two")
    save(tmp_path, {**ONE, "code": "40101"}, {**TWO, "title": "Blocked by carrier"})
    return tmp_path


def errcat(folder: Path, *args: str, **env: str) -> Ran:
    return run(*args, cwd=folder, **env)


def changes(ran: Ran) -> list[tuple[str, str, str]]:
    """Return rule, code and level of every change in a JSON report, which fits its schema."""
    data = json.loads(ran.out)
    assert not list(check_against(load("changes"), data))
    return [
        (each["rule"], each["code"], each["level"])
        for comparison in data["comparisons"]
        for each in comparison["changes"]
    ]


# --- the commands ----------------------------------------------------------------------------

EXPECTED = [
    ("entry-removed", "40003", "error"),
    ("entry-renumbered", "40101", "error"),
    ("title-changed", "40002", "info"),
]


def test_diff_tells_facts_and_is_clean(shop: Path) -> None:
    ran = errcat(shop, "diff")
    assert ran.code == 0
    blocks = ran.out.split("\n\n")
    assert [block.partition(" (")[0] for block in blocks[:-1]] == [
        *("40002 BLOCKED", "40003 SPAM", "40101 NOT_ROUTABLE"),
    ]
    assert "  title\n  - " in blocks[0]
    assert "{+by carrier+}" in blocks[0]
    assert "- was removed" in blocks[1]
    assert "shop against v1.0.0 (" in ran.out.rpartition("\n\n")[2]
    assert errcat(shop, "diff", "--exit-code").code == 1
    assert changes(errcat(shop, "diff", "--report", "json")) == EXPECTED


def test_breaking_is_the_gate(shop: Path) -> None:
    ran = errcat(shop, "breaking", "--report", "concise")
    assert ran.code == 1
    assert "error: 40003 SPAM was removed" in ran.out
    assert f"[{marks(shop)['entry-removed']}] (entry-removed)" in ran.out
    assert "Blocked by carrier" not in ran.out
    assert "1 other change not shown; show all with --all\n" in ran.out
    assert ran.out.endswith("2 errors, 1 note; needs a major version\n")
    ran = errcat(shop, "breaking", "--report", "concise", "--all")
    assert "Blocked by carrier" in ran.out
    assert "not shown" not in ran.out
    save(shop, ONE, TWO, SPAM, entry("40004"))
    assert errcat(shop, "breaking").code == 0
    assert errcat(shop, "breaking", "--fail-on", "info").code == 1


def test_bump_prints_what_is_needed(shop: Path) -> None:
    assert errcat(shop, "bump").out == "major\n"
    assert errcat(shop, "bump", "--next").out == "2.0.0\n"
    save(shop, ONE, TWO, SPAM, entry("40004"))
    assert errcat(shop, "bump").out == "minor\n"
    save(shop, ONE, TWO, SPAM)
    assert (errcat(shop, "bump").out, errcat(shop, "bump", "--next").out) == (
        "none\n",
        "1.0.0\n",
    )


def test_a_file_or_folder_is_compared_without_git(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    save(tmp_path / "a", ONE, TWO)
    (tmp_path / "b").mkdir()
    save(tmp_path / "b", TWO, ONE)
    ran = errcat(tmp_path, "diff", "a/c.json", "b/c.json", "--exit-code")
    assert (ran.code, ran.out) == (0, "shop against a/c.json: no difference\n")


def test_a_bundle_of_a_release_is_a_side(shop: Path) -> None:
    git(shop, "stash", "-q")
    assert errcat(shop, "gen", "json", "-o", "release.json").code == 0
    git(shop, "stash", "pop", "-q")
    ran = errcat(shop, "diff", "release.json", "--report", "json")
    assert changes(ran) == EXPECTED


def test_standard_input_is_a_side(shop: Path) -> None:
    old = git(shop, "show", "v1.0.0:c.json")
    ran = run("diff", "-", "--report", "json", cwd=shop, stdin=old)
    assert changes(ran) == EXPECTED


def test_what_did_not_exist_makes_everything_new(shop: Path) -> None:
    (shop / "sub").mkdir()
    save(shop / "sub", ONE)
    ran = errcat(shop, "diff", "v1.0.0", "sub/c.json", "--report", "json")
    assert (ran.code, changes(ran)) == (0, [("entry-added", "40001", "info")])


# --- revisions -------------------------------------------------------------------------------


@pytest.mark.parametrize("operand", ["v1.0.0", "HEAD~1", "v1.0.0:c.json", "@latest"])
def test_a_revision_is_named_in_many_ways(shop: Path, operand: str) -> None:
    ran = errcat(shop, "diff", operand, "--report", "json")
    assert changes(ran) == EXPECTED


def test_on_a_branch_the_merge_base_is_what_counts(shop: Path) -> None:
    """What came to main meanwhile is not told as removed."""
    git(shop, "stash", "-q")
    base = git(shop, "rev-parse", "HEAD")
    git(shop, "checkout", "-qb", "topic")
    save(shop, ONE, TWO, SPAM, entry("40005"))
    commit(shop, "topic")
    git(shop, "checkout", "-q", "main")
    save(shop, ONE, TWO, SPAM, entry("40006"))
    commit(shop, "main moved")
    git(shop, "checkout", "-q", "topic")
    for args in ([], ["@merge-base"]):
        ran = errcat(shop, "diff", *args)
        assert "40005" in ran.out
        assert "40006" not in ran.out
        assert f"({base[:7]})" in ran.out or f"against {base[:7]}" in ran.out


def test_a_linked_worktree_and_a_hook_see_their_own_repository(shop: Path) -> None:
    git(shop, "stash", "-q")
    linked = shop.parent / f"{shop.name}-linked"
    git(shop, "worktree", "add", "-q", str(linked), "-b", "other")
    save(linked, ONE, TWO)
    ran = errcat(linked, "diff", "v1.0.0", "--report", "json")
    assert changes(ran) == [("entry-removed", "40003", "error")]
    # Git tells a hook of another repository by variables.
    foreign = {"GIT_DIR": "/nonexistent", "GIT_INDEX_FILE": "x", "GIT_WORK_TREE": "/"}
    ran = errcat(linked, "diff", "v1.0.0", "--report", "json", **foreign)
    assert changes(ran) == [("entry-removed", "40003", "error")]


def test_a_real_hook_can_run_it(shop: Path) -> None:
    save(shop, ONE, TWO)
    hook = shop / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -m errcat breaking\n")
    hook.chmod(0o755)
    git(shop, "add", "-A")
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-m", "x"],
        cwd=shop,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "40003 SPAM was removed" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("operand", "said"),
    [
        ("v9", "v9: no such file or folder, and no such git revision"),
        ("v9", "git fetch --depth=1 origin v9"),
        ("--output=x", "no such option"),
        ("-x:c.json", "no such option"),
    ],
)
def test_what_is_no_revision_is_2(shop: Path, operand: str, said: str) -> None:
    ran = errcat(shop, "breaking", "--against", operand)
    ran = ran if operand == "v9" else errcat(shop, "diff", operand)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert not (shop / "x").exists()


def test_a_revision_that_begins_with_a_dash_is_refused(shop: Path) -> None:
    for operand in ("--output=pwned", "-pwned:c.json"):
        ran = errcat(shop, "breaking", f"--against={operand}")
        assert (ran.code, "cannot start with a dash" in ran.err) == (2, True), ran.err
    assert not (shop / "pwned").exists()


def test_outside_a_repository_only_paths_are_compared(tmp_path: Path) -> None:
    write_tree(tmp_path, {"errcat.toml": CONFIG})
    save(tmp_path, ONE)
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    ran = errcat(tmp_path, "diff", "v1", **ceiling)
    assert (ran.code, "not in a git repository" in ran.err) == (2, True)
    ran = errcat(tmp_path, "diff", "c.json", "typo.json", **ceiling)
    assert (ran.code, ran.err) == (2, "errcat: typo.json: no such file or folder\n")


def test_without_git_that_is_said(shop: Path) -> None:
    ran = errcat(shop, "diff", "v1.0.0", PATH="/nonexistent")
    assert (ran.code, "git is not installed" in ran.err) == (2, True)


def test_a_folder_with_names_in_any_script_is_read(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    header = 'errcat: 1\nid: shop\nversion: "1.0.0"\n'
    body = 'errcat: 1\nerrors:\n  - {code: "1", name: A, title: A, detail: A.}\n'
    names = ["caf\u00e9 \u4e2d.yaml", 'quo"te.yaml', "tab\tname.yaml"]
    files = {
        f"cat/{name}": body.replace('"1"', f'"{at}"')
        for at, name in enumerate(names, 1)
    }
    files = {
        k: v.replace("name: A", f"name: A{at}")
        for at, (k, v) in enumerate(files.items())
    }
    hidden = {
        "cat/.hidden.yaml": body,
        "cat/notes.txt": "x",
        "cat/catalog.yaml": header,
    }
    write_tree(tmp_path, {**files, **hidden})
    commit(tmp_path, tag="v1")
    ran = errcat(tmp_path, "diff", "v1", "cat")
    assert (ran.code, ran.out) == (
        0,
        f"shop against v1 ({git(tmp_path, 'rev-parse', 'v1^{}')[:7]}): no difference\n",
    )


# --- what cannot be compared -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["{", '{"errcat": 1}', '{"errcat": 2, "id": "x"}', "\xff"]
)
def test_a_side_that_cannot_be_understood_is_neither_breaking_nor_clean(
    shop: Path, text: str
) -> None:
    (shop / "c.json").write_text(text, encoding="latin-1")
    output = shop / "outputs"
    for command in ("breaking", "diff", "bump", "changelog"):
        ran = errcat(shop, command, GITHUB_OUTPUT=str(output))
        assert ran.code == 2, (command, ran)
        assert "Traceback" not in ran.err
    assert "status=error" in output.read_text()


def test_the_old_side_need_not_be_without_fault(shop: Path) -> None:
    git(shop, "checkout", "-q", "v1.0.0", "--", "c.json")
    text = (shop / "c.json").read_text().replace('"title": "Spam"', '"titel": "Spam"')
    (shop / "c.json").write_text(text)
    commit(shop, "with a fault")
    save(shop, ONE, TWO, SPAM)
    ran = errcat(shop, "diff", "HEAD", "--report", "json")
    assert (ran.code, changes(ran)) == (0, [("title-added", "40003", "info")])


# --- reports -------------------------------------------------------------------------------------


def test_github_gets_annotations_and_outputs(shop: Path) -> None:
    output = shop / "outputs"
    ran = errcat(shop, "breaking", GITHUB_ACTIONS="true", GITHUB_OUTPUT=str(output))
    assert ran.code == 1
    assert "::error title=entry-removed,file=c.json,line=1" in ran.out
    assert output.read_text() == (
        "status=breaking\nbump=major\nerrors=2\nwarnings=0\ninfos=1\n"
    )


@pytest.mark.parametrize(
    "report", ["sarif", "gitlab", "junit", "markdown", "jsonl", "rdjson"]
)
def test_every_report_shows_a_change(shop: Path, report: str) -> None:
    ran = errcat(shop, "breaking", "--report", report)
    assert ran.code == 1
    assert "40003" in ran.out


# --- agreeing ------------------------------------------------------------------------------------


def marks(folder: Path) -> dict[str, str]:
    data = json.loads(errcat(folder, "breaking", "--report", "json").out)
    found = data["comparisons"][0]["changes"]
    return {each["rule"]: each["fingerprint"] for each in found}


def test_a_break_is_agreed_to_once_and_remembered(shop: Path) -> None:
    mark = marks(shop)
    ran = errcat(
        shop,
        "accept",
        mark["entry-removed"],
        mark["entry-renumbered"],
        "--reason",
        "never sent",
    )
    assert ran.code == 0
    ran = errcat(shop, "breaking", "--report", "concise")
    assert ran.code == 0
    assert "(accepted: never sent)" in ran.out
    assert ran.out.endswith("needs a major version\n")
    save(shop, ONE, TWO, SPAM)
    ran = errcat(shop, "breaking", "--report", "concise", "--fail-on", "warning")
    assert ran.code == 1
    assert "errcat-accepted.json" in ran.out
    assert "(acceptance-unused)" in ran.out


def test_a_correction_breaks_nothing(shop: Path) -> None:
    save(shop, ONE, TWO)
    mark = marks(shop)["entry-removed"]
    errcat(shop, "accept", mark, "--reason", "the API never did that", "--correction")
    assert errcat(shop, "bump").out == "patch\n"
    assert "### Fixed" in errcat(shop, "changelog").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["0" * 16, "--reason", "x"],
            "0000000000000000: unknown fingerprint; `errcat breaking` prints",
        ),
        (["MARK", "--reason", " "], "--reason: must not be empty"),
        (["MARK"], "missing option '--reason'"),
        (["MARK", "--reason", "x", "--expires", "soon"], "'soon' is not a date"),
        (
            ["MARK", "--reason", "x", "--expires", "2020-01-01"],
            "'2020-01-01' is not a future date",
        ),
    ],
)
def test_what_cannot_be_agreed_to_is_2(shop: Path, args: list[str], said: str) -> None:
    mark = marks(shop)["entry-removed"]
    ran = errcat(shop, "accept", *(mark if each == "MARK" else each for each in args))
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert not (shop / "errcat-accepted.json").exists()


# --- the changelog -------------------------------------------------------------------------------


def test_the_changelog_writes_itself_and_only_its_block(shop: Path) -> None:
    path = shop / "CHANGELOG.md"
    human = "\ufeff# Changelog\r\n\r\n## [Unreleased]\r\n\r\n- By hand.\r\n\r\n## [1.0.0]\r\n\r\n- x"
    path.write_bytes(human.encode())
    assert errcat(shop, "changelog", "--check", "CHANGELOG.md").code == 1
    assert path.read_bytes() == human.encode()
    assert errcat(shop, "changelog", "--write", "CHANGELOG.md").code == 0
    text = path.read_bytes().decode()
    assert text.startswith("\ufeff# Changelog\r\n")
    assert "- By hand.\r\n" in text
    assert text.endswith("## [1.0.0]\r\n\r\n- x")
    assert (
        "### Breaking\r\n\r\n"
        "- `40003` `SPAM` was removed, and its code can be used again.\r\n"
        "- `40001` `NOT_ROUTABLE`: code changed: `40001` → `40101`.\r\n"
    ) in text
    again = errcat(shop, "changelog", "--write", "CHANGELOG.md")
    assert (again.code, again.err) == (0, "unchanged CHANGELOG.md\n")
    assert path.read_bytes().decode() == text
    assert errcat(shop, "changelog", "--check", "CHANGELOG.md").code == 0


def test_a_printed_changelog_is_cut_and_a_written_one_is_whole(shop: Path) -> None:
    save(shop, *(entry(str(code)) for code in range(50001, 50200)))
    printed = errcat(shop, "changelog", "--max-length", "2000").out
    assert len(printed) <= 2000
    assert "left out here; print all with `errcat changelog --max-length 0`." in printed
    whole = errcat(shop, "changelog", "--max-length", "0").out
    assert errcat(shop, "changelog").out == whole
    args = ("--write", "CHANGELOG.md", "--max-length", "2000")
    assert errcat(shop, "changelog", *args).code == 0
    assert whole in (shop / "CHANGELOG.md").read_text()
    assert "see `CHANGELOG.md`, or" in errcat(shop, "changelog", *args[2:]).out


@pytest.mark.parametrize("form", ["markdown", "html", "text", "json"])
def test_the_changelog_has_many_forms(shop: Path, form: str) -> None:
    ran = errcat(shop, "changelog", "--report", form)
    assert ran.code == 0
    assert "40101" in ran.out


# --- what a change brought -------------------------------------------------------------------------


def test_validate_tells_only_what_is_new(shop: Path) -> None:
    style = '[rules]\ntitle-punctuation = {style = "none"}\n'
    write_tree(shop, {"errcat.toml": CONFIG + style})
    shouting = {**TWO, "title": "BLOCKED."}
    save(shop, shouting, SPAM)
    commit(shop)
    save(shop, shouting, {**SPAM, "title": "Spam."})
    both = errcat(shop, "validate", "--report", "concise")
    assert both.code == 1
    ran = errcat(shop, "validate", "--against", "HEAD", "--report", "concise")
    assert ran.code == 1
    assert "40003" in ran.out
    assert "40002 BLOCKED" not in ran.out
    save(shop, shouting, SPAM)
    assert errcat(shop, "validate", "--against", "HEAD").code == 0
    assert errcat(shop, "validate", "--against", "v9").code == 2


# --- git diff ----------------------------------------------------------------------------------------


def test_git_diff_speaks_in_entries(shop: Path) -> None:
    write_tree(shop, {".gitattributes": "c.json diff=errcat\n"})
    driver = f"{sys.executable} -m errcat git diff"
    git(shop, "config", "diff.errcat.command", driver)
    shown = git(shop, "diff", "--ext-diff", "--", "c.json")
    assert "errcat diff c.json" in shown
    assert re.search(
        r"^40101 NOT_ROUTABLE \(c\.json:\d+:\d+\)\n  code\n  - 40001\n  \+ 40101$",
        shown,
        re.MULTILINE,
    )
    (shop / "c.json").write_text("{")
    assert "+{" in git(shop, "diff", "--ext-diff", "--", "c.json")


def test_the_page_of_a_change_is_shown(shop: Path) -> None:
    ran = errcat(shop, "rule", "entry-removed")
    assert ran.code == 0
    assert ran.out.startswith(
        "entry-removed (breaks: API clients, generated code, exhaustive matches; "
        "risk for: documentation)"
    )
    assert "errcat retire" in ran.out
    data = json.loads(errcat(shop, "rule", "entry-removed", "--report", "json").out)
    assert data["surfaces"]["wire"] == "breaks"
