"""A release is one step: version, `next`, changelog, agreements; all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from tests.cli.test_compare import commit, errcat, git, marks
from tests.support import ROOT, write_tree

HEADER = 'errcat: 1\nid: shop\nversion: "1.0.0"  # of the catalog\n'
ERRORS = """\
errcat: 1
errors:
  - code: "1"
    name: ONE
    title: One
    detail: One.
  - code: "2"
    name: TWO
    title: Two
    detail: Two.
"""
NEW = """\
  - code: "3"
    name: THREE
    title: Three
    detail: Three.
    since: next
"""
OLD = '    deprecated: {since: next, replaced_by: ["1"]}\n'
LOG = "# Changelog\n\n## [Unreleased]\n\n- By hand.\n\n## [1.0.0] - 2026-01-01\n\n- x\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    files = {
        "errcat.toml": 'catalogs = ["cat"]\n',
        "cat/catalog.yaml": HEADER,
        "cat/errors.yaml": ERRORS,
        "CHANGELOG.md": LOG,
    }
    write_tree(tmp_path, files)
    commit(tmp_path, tag="v1.0.0")
    write_tree(tmp_path, {"cat/errors.yaml": ERRORS + OLD + NEW})
    commit(tmp_path)
    return tmp_path


def texts(folder: Path) -> dict[str, str]:
    names = ("cat/catalog.yaml", "cat/errors.yaml", "CHANGELOG.md")
    return {name: (folder / name).read_text() for name in names}


def test_a_release_sets_version_and_next_and_releases_the_changelog(shop: Path) -> None:
    assert errcat(shop, "bump").out == "minor\n"
    ran = errcat(shop, "release", "1.1.0", "--date", "2026-11-23")
    assert ran.code == 0, ran.err
    found = texts(shop)
    assert found["cat/catalog.yaml"] == HEADER.replace('"1.0.0"', '"1.1.0"')
    wanted = (ERRORS + OLD + NEW).replace("since: next", 'since: "1.1.0"')
    assert found["cat/errors.yaml"] == wanted
    log = found["CHANGELOG.md"]
    assert log.index("## [Unreleased]") < log.index("## [1.1.0] - 2026-11-23")
    assert log.index("## [1.1.0]") < log.index("- By hand.") < log.index("## [1.0.0]")
    assert "`3` `THREE` was added" in log
    assert "errcat:begin" not in log
    commit(shop, tag="v1.1.0")
    assert errcat(shop, "validate").code == 0


def test_a_dry_run_shows_it_and_writes_nothing(shop: Path) -> None:
    before = texts(shop)
    ran = errcat(shop, "release", "1.1.0", "--dry-run")
    assert ran.code == 0
    for line in (
        '+version: "1.1.0"  # of the catalog',
        '+    since: "1.1.0"',
        "+## [1.1.0] - ",
    ):
        assert line in ran.out
    assert texts(shop) == before


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            "1.0.1",
            "1.0.1: the changes since 1.0.0 need a minor bump, but this is a patch bump",
        ),
        ("0.9.0", "0.9.0: not later than version 1.0.0"),
        ("one", "one: not a valid version (expected for example 1.4.0)"),
    ],
)
def test_a_version_that_says_too_little_is_refused(
    shop: Path, version: str, said: str
) -> None:
    before = texts(shop)
    ran = errcat(shop, "release", version)
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert texts(shop) == before


def test_nothing_is_written_if_a_part_cannot_be(shop: Path) -> None:
    (shop / "CHANGELOG.md").write_text(
        "# Changelog\n\n## [Unreleased]\n\n<!-- errcat:begin -->\n"
    )
    before = texts(shop)
    ran = errcat(shop, "release", "1.1.0")
    assert ran.code == 2
    assert "CHANGELOG.md:5:1" in ran.err
    assert texts(shop) == before


def test_what_was_agreed_for_a_release_is_used_up_by_it(shop: Path) -> None:
    write_tree(shop, {"cat/errors.yaml": ERRORS.replace("name: TWO", "name: SECOND")})
    commit(shop)
    mark = marks(shop)["identifier-changed"]
    assert errcat(shop, "accept", mark, "--reason", "a typo").code == 0
    ran = errcat(shop, "release", "2.0.0")
    assert ran.code == 0, ran.err
    assert json.loads((shop / "errcat-accepted.json").read_text())["accepted"] == []
    assert "(accepted: a typo)" in (shop / "CHANGELOG.md").read_text()


def test_a_catalog_that_is_one_file_gets_its_version_beside_its_id(
    tmp_path: Path,
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    head, entries = "errcat: 1\nid: shop  # the shop\n", ERRORS.partition("\n")[2]
    write_tree(
        tmp_path,
        {"errcat.toml": 'catalogs = ["c.yaml"]\n', "c.yaml": f"{head}{entries}# end\n"},
    )
    commit(tmp_path, tag="v0.9.0")
    write_tree(tmp_path, {"README.md": ""})
    commit(tmp_path)
    ran = errcat(tmp_path, "release", "1.0.0")
    assert ran.code == 0, ran.err
    wanted = f'{head}version: "1.0.0"\n{entries}# end\n'
    assert (tmp_path / "c.yaml").read_text() == wanted


# --- the version, and the changelog ----------------------------------------------------------


def test_without_a_version_a_release_takes_the_one_that_is_needed(shop: Path) -> None:
    ran = errcat(shop, "release")
    assert ran.code == 0, ran.err
    assert 'version: "1.1.0"' in texts(shop)["cat/catalog.yaml"]


def test_a_greater_version_in_the_header_stays(shop: Path) -> None:
    write_tree(shop, {"cat/catalog.yaml": HEADER.replace("1.0.0", "2.0.0")})
    assert errcat(shop, "bump", "--against", "@latest", "--next").out == "2.0.0\n"
    assert errcat(shop, "release").code == 0
    assert "## [2.0.0]" in texts(shop)["CHANGELOG.md"]


def test_without_changes_there_is_nothing_to_release(shop: Path) -> None:
    git(shop, "checkout", "-q", "v1.0.0", "--", "cat")
    before = texts(shop)
    ran = errcat(shop, "release")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "nothing to release: no change since @latest\n"
    assert texts(shop) == before


def test_a_missing_changelog_is_made(shop: Path) -> None:
    (shop / "CHANGELOG.md").unlink()
    assert errcat(shop, "release").code == 0
    log = texts(shop)["CHANGELOG.md"]
    assert log.startswith("# Changelog\n")
    assert log.index("## [Unreleased]") < log.index("## [1.1.0]") < log.index("`THREE`")


def test_a_first_release_makes_a_changelog_without_changes(shop: Path) -> None:
    (shop / "CHANGELOG.md").unlink()
    git(shop, "tag", "-d", "v1.0.0")
    ran = errcat(shop, "release", "1.0.0", "--against", "HEAD")
    assert ran.code == 0, ran.err
    assert "## [1.0.0] - " in texts(shop)["CHANGELOG.md"]


def test_the_reason_of_every_acceptance_is_in_a_changelog_that_did_not_exist(
    shop: Path,
) -> None:
    (shop / "CHANGELOG.md").unlink()
    write_tree(shop, {"cat/errors.yaml": ERRORS.replace("name: TWO", "name: SECOND")})
    commit(shop)
    mark = marks(shop)["identifier-changed"]
    assert errcat(shop, "accept", mark, "--reason", "a typo").code == 0
    assert errcat(shop, "release").code == 0
    assert json.loads((shop / "errcat-accepted.json").read_text())["accepted"] == []
    assert "(accepted: a typo)" in texts(shop)["CHANGELOG.md"]


def test_an_acceptance_that_no_changelog_lists_stays(shop: Path) -> None:
    row = {
        "fingerprint": "0123456789abcdef",
        "rule": "code-removed",
        "code": "9",
        "kind": "accept",
        "reason": "later",
    }
    path = shop / "errcat-accepted.json"
    path.write_text(json.dumps({"format": 1, "accepted": [row]}))
    assert errcat(shop, "release").code == 0
    assert json.loads(path.read_text())["accepted"] == [row]


# --- all or nothing --------------------------------------------------------------------------

FAULT = """\
import errno, os, signal, sys
from errcat.cli import main
replace, done = os.replace, []
def failing(source, target):
    if not target.endswith(".errcat-release.json"):
        done.append(target)
        if len(done) == {number}:
            {fault}
    replace(source, target)
os.replace = failing
main(["release"])
"""
DENIED = "raise OSError(errno.EPERM, 'Operation not permitted')"
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"


def broken_release(shop: Path, number: int, fault: str) -> int:
    """Release, with a *fault* at the rename of a file; return the exit code."""
    program = FAULT.format(number=number, fault=fault)
    return subprocess.run(
        [sys.executable, "-c", program], cwd=shop, capture_output=True, check=False
    ).returncode


def left(shop: Path) -> list[str]:
    return [path.name for path in shop.rglob(".errcat-*")]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_rename_that_fails_leaves_every_file_as_it_was(
    shop: Path, number: int
) -> None:
    before = texts(shop)
    assert broken_release(shop, number, DENIED) == 2
    assert (texts(shop), left(shop)) == (before, [])


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_after_a_kill_between_two_renames_the_next_release_starts_over(
    shop: Path, number: int, missing: bool
) -> None:
    if missing:
        (shop / "CHANGELOG.md").unlink()
    assert broken_release(shop, number, KILLED) == -9
    refused = errcat(shop, "release", "--dry-run")
    assert (refused.code, "a release was interrupted" in refused.err) == (2, True)
    ran = errcat(shop, "release")
    assert ran.code == 0, ran.err
    assert ran.err.count("undid an interrupted release") == number - 1
    assert 'version: "1.1.0"' in texts(shop)["cat/catalog.yaml"]
    assert texts(shop)["CHANGELOG.md"].count("## [1.1.0]") == 1
    assert not (shop / ".errcat-release.json").exists()


def test_a_file_that_was_edited_after_a_kill_is_not_overwritten(shop: Path) -> None:
    assert broken_release(shop, 2, KILLED) == -9
    header = shop / "cat/catalog.yaml"
    header.write_text(f"{header.read_text()}# edited\n")
    before = texts(shop)
    ran = errcat(shop, "release")
    assert ran.code == 2
    assert (
        "cat/catalog.yaml: a release was interrupted; this file has changed" in ran.err
    )
    assert texts(shop) == before


def journal(shop: Path, path: str, before: str, now: str) -> Path:
    """Write the journal of a release that wrote *now* to the file at *path*."""
    row = {
        "path": path,
        "before": b64encode(before.encode()).decode(),
        "after": hashlib.sha256(now.encode()).hexdigest(),
    }
    file = shop / ".errcat-release.json"
    file.write_text(json.dumps({"format": 1, "files": [row]}))
    return file


@pytest.mark.parametrize(
    "path",
    [
        "run.sh",
        "cat/run.sh",
        "./CHANGELOG.md",
        "cat/../run.sh",
        "../outside.txt",
        "/etc/hostname",
        ".git/config",
        "docs/CHANGELOG-x.md",
        "link.md",
        "",
    ],
)
def test_a_journal_that_lists_other_files_is_refused(shop: Path, path: str) -> None:
    write_tree(shop, {"run.sh": "safe", "cat/run.sh": "safe"})
    write_tree(shop, {"docs/CHANGELOG-x.md": "safe"})
    (shop / "link.md").symlink_to("CHANGELOG.md")
    commit(shop)
    file = shop / path
    now = file.read_text() if file.is_file() else "safe"
    journal(shop, path, "errcat: 1 # evil", now)
    before = texts(shop)
    ran = errcat(shop, "release")
    assert ran.code == 2
    assert f"lists '{path}', which a release does not write" in ran.err
    assert texts(shop) == before


def test_a_journal_that_git_tracks_is_refused(shop: Path) -> None:
    header = (shop / "cat/catalog.yaml").read_text()
    journal(shop, "cat/catalog.yaml", f"{header}# evil\n", header)
    git(shop, "add", "--all")
    before = texts(shop)
    ran = errcat(shop, "release")
    assert (ran.code, "git tracks it; delete it" in ran.err) == (2, True)
    assert texts(shop) == before


def test_a_journal_that_is_a_symbolic_link_is_refused(shop: Path) -> None:
    header = (shop / "cat/catalog.yaml").read_text()
    file = journal(shop, "cat/catalog.yaml", f"{header}# evil\n", header)
    file.rename(shop / "elsewhere.json")
    file.symlink_to("elsewhere.json")
    ran = errcat(shop, "release")
    assert (ran.code, "it is not a regular file" in ran.err) == (2, True)
    assert (shop / "cat/catalog.yaml").read_text() == header


@pytest.mark.parametrize("text", ["", "{", '{"files": [1]}', "[" * 100_000])
def test_a_journal_that_cannot_be_read_is_refused(shop: Path, text: str) -> None:
    (shop / ".errcat-release.json").write_text(text)
    ran = errcat(shop, "release")
    assert (ran.code, "its journal cannot be read" in ran.err) == (2, True)


KILL = """\
import os, signal
from errcat.cli import main
done = []
def killing(call):
    def called(*args, **named):
        if watched(args):
            done.append(args)
            if len(done) == {number}:
                os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **named)
    return called
def watched(args):
    return not str(args[0]).endswith((".pyc", "__pycache__"))
for name in ("link", "unlink", "replace", "fsync", "write", "rmdir"):
    setattr(os, name, killing(getattr(os, name)))
main(["release", "--date", "2026-11-23"])
"""


@pytest.mark.exhaustive
def test_after_a_kill_at_any_step_the_next_release_completes(shop: Path) -> None:
    before = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}
    expected: dict[str, str] = {}
    number = 0
    while not expected or number:
        for path, content in before.items():
            path.write_bytes(content)
        program = KILL.format(number=number)
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=shop, capture_output=True, check=False
        )
        if number and done.returncode == 0:
            break
        if number:
            assert done.returncode == -9, done.stderr
            journaled = (shop / ".errcat-release.json").exists()
            ran = errcat(shop, "release", "--date", "2026-11-23")
            assert ran.code == 0, ran.err
            assert not (journaled and left(shop)), number
            assert left(shop) == []
        expected = expected or texts(shop)
        assert texts(shop) == expected, number
        assert not (shop / ".errcat-release.json").exists()
        number += 1
    assert number > 10


# --- several catalogs ------------------------------------------------------------------------

PATTERN = 'catalogs = ["shop", "users"]\ntag-pattern = "{catalog}-v*"\n'
OUTPUTS = '[[outputs]]\ntarget = "json"\noutput = "{catalog}.json"\n'


def header(name: str, version: str) -> str:
    return f'errcat: 1\nid: {name}\nversion: "{version}"\n'


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Make a repository with releases of two catalogs, of which `shop` has a new code."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "x")
    git(tmp_path, "config", "user.email", "x@example.com")
    files = {
        "errcat.toml": PATTERN + OUTPUTS,
        "shop/catalog.yaml": header("shop", "1.0.0"),
        "shop/errors.yaml": ERRORS,
        "users/catalog.yaml": header("users", "3.2.1"),
        "users/errors.yaml": ERRORS,
    }
    write_tree(tmp_path, files)
    commit(tmp_path, tag="shop-v1.0.0")
    git(tmp_path, "tag", "users-v3.2.1")
    write_tree(tmp_path, {"shop/errors.yaml": ERRORS + NEW})
    commit(tmp_path)
    return tmp_path


def shell(folder: Path, script: str, **env: str) -> None:
    """Run the lines of *script*, in which `errcat` is this one."""
    errcat_here = f'errcat() {{ {shlex.quote(sys.executable)} -m errcat "$@"; }}\n'
    subprocess.run(
        ["sh", "-ec", errcat_here + script],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, **env},
    )


def test_bump_next_prints_a_line_for_each_catalog(two: Path) -> None:
    ran = errcat(two, "bump", "--against", "@latest", "--next")
    assert (ran.code, ran.out) == (0, "shop 1.1.0\nusers 3.2.1\n")


def test_each_catalog_is_released_as_it_needs(two: Path) -> None:
    users = (two / "users/catalog.yaml").read_text()
    ran = errcat(two, "release")
    assert ran.code == 0, ran.err
    assert (two / "shop/catalog.yaml").read_text() == header("shop", "1.1.0")
    assert (two / "users/catalog.yaml").read_text() == users
    assert not (two / "CHANGELOG-users.md").exists()
    shell(two, ran.out)
    assert git(two, "status", "--porcelain") == ""
    assert git(two, "describe", "--tags", "--exact-match") == "shop-v1.1.0"
    assert {"shop.json", "users.json", "CHANGELOG-shop.md"} <= set(
        git(two, "ls-files").split()
    )
    assert errcat(two, "release").err.startswith("nothing to release")
    write_tree(two, {"users/errors.yaml": ERRORS + NEW.replace("next", '"3.3.0"')})
    write_tree(two, {"shop/errors.yaml": ERRORS})
    ran = errcat(two, "release", "--catalog", "users")
    assert ran.out.splitlines()[1:] == [
        "git add --all && git commit -m 'Release 3.3.0'",
        "git tag users-v3.3.0",
    ]


@pytest.mark.parametrize(
    ("config", "arguments", "reason"),
    [
        (PATTERN, ["2.0.0"], "version 2.0.0 is for one catalog, but 2 catalogs"),
        (PATTERN, ["--changelog", "X.md"], "--changelog is for one catalog"),
        ('catalogs = ["shop", "users"]\n', [], "2 catalogs share their tags: set tag-"),
        (
            'catalogs = ["shop", "users"]\n',
            ["9.0.0", "--catalog", "shop"],
            "2 catalogs share their tags",
        ),
    ],
)
def test_a_release_that_would_mix_up_versions_is_refused(
    two: Path, config: str, arguments: list[str], reason: str
) -> None:
    (two / "errcat.toml").write_text(config)
    ran = errcat(two, "release", *arguments)
    assert (ran.code, reason in ran.err) == (2, True), ran.err


def workflow_steps(name: str) -> list[str]:
    """Return the `run` steps of a workflow in the docs, without the installation."""
    import yaml

    text = (ROOT / "docs/git.md").read_text(encoding="utf-8")
    block = text.partition(f"# .github/workflows/{name}\n")[2].partition("```")[0]
    (job,) = yaml.safe_load(block)["jobs"].values()
    steps = [step["run"] for step in job["steps"] if "run" in step]
    return [step for step in steps if not step.startswith("pip ")]


def test_the_workflow_in_the_docs_releases_two_catalogs(
    two: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("origin")
    git(elsewhere, "init", "-q", "--bare")
    git(two, "remote", "add", "origin", str(elsewhere))
    write_tree(two, {"users/errors.yaml": ERRORS.replace("Two.", "Two, again.")})
    commit(two)
    for step in workflow_steps("release.yml"):
        shell(two, step, RUNNER_TEMP=str(elsewhere))
    assert git(two, "status", "--porcelain") == ""
    assert git(elsewhere, "tag").split() == [
        "shop-v1.0.0",
        "shop-v1.1.0",
        "users-v3.2.1",
        "users-v3.2.2",
    ]
    assert git(elsewhere, "log", "-1", "--format=%s", "main") == (
        "Release shop 1.1.0, users 3.2.2"
    )


def test_a_repository_generates_from_a_pinned_bundle_and_no_other(
    two: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert errcat(two, "gen").code == 0
    bundle = (two / "shop.json").read_bytes()
    consumer = tmp_path_factory.mktemp("consumer")
    (consumer / "errors.json").write_bytes(bundle)
    config = (
        'catalogs = ["errors.json"]\n[pins]\n'
        f'"errors.json" = "sha256:{hashlib.sha256(bundle).hexdigest()}"\n'
        '[[outputs]]\ntarget = "python"\noutput = "errors.py"\n'
    )
    (consumer / "errcat.toml").write_text(config)
    assert errcat(consumer, "gen").code == 0
    before = (consumer / "errors.py").read_bytes()
    (consumer / "errors.json").write_bytes(bundle.replace(b"Two", b"Too"))
    for command in (("gen",), ("gen", "--check"), ("validate",), ("check",)):
        ran = errcat(consumer, *command)
        assert (ran.code, "errcat.toml:3:" in ran.err) == (2, True), ran.err
        assert "restore the file, or pin this" in ran.err
    assert (consumer / "errors.py").read_bytes() == before
    ran = errcat(consumer, "diff", str(two / "shop.json"), "errors.json")
    assert (ran.code, "Too" in ran.out) == (0, True), ran.err
