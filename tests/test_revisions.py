"""Both sides of a comparison come from git as it is: no false alarm, no false clean, no fetch."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zlib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from errcat.cli import main
from errcat.loading.git import Git
from errcat.loading.trees import Objects, Tree
from tests.cli.test_compare import commit, git, save
from tests.support import Ran, combinations, entry, run, write_tree

ONE, TWO, THREE = (entry(code) for code in ("40001", "40002", "40003"))
HEADER = 'errcat: 1\nid: shop\nversion: "1.0.0"\n'
ROW = 'errcat: 1\nerrors:\n  - {code: "%s", name: N%s, title: T%s, detail: D.}\n'
COMMANDS = ("diff", "breaking", "bump", "changelog")


def rows(*codes: str) -> str:
    return "errcat: 1\nerrors:\n" + "".join(
        f'  - {{code: "{code}", name: N{code}, title: T{code}, detail: D.}}\n'
        for code in codes
    )


def errcat(folder: Path, *args: str, **env: str) -> Ran:
    """Run errcat in this process: a process for each of hundreds of runs would take long."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("GITHUB_")]:
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main(args)
    return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def against(command: str, old: str, *new: str) -> list[str]:
    if command == "diff":
        return ["diff", old, *new]
    if command == "breaking":
        return ["breaking", "--all", *new, "--against", old]
    return [command, *new, "--against", old]


def old_side(ran: Ran) -> str:
    """Return what a run of `diff` was compared with."""
    assert ran.code == 0, ran
    found = re.search(r"^shop against (.*): (?:no d|[0-9]+ d)", ran.out, re.MULTILINE)
    assert found, ran
    return re.sub(r" \([0-9a-f]{7}\)", "", found[1])


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make a repository with two releases of a catalog in a file."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "uploadpack.allowFilter", "true")
    write_tree(folder, {"errcat.toml": 'catalogs = ["c.json"]\n'})
    save(folder, ONE, version="1.0.0")
    commit(folder, "one", "v1.0.0")
    save(folder, ONE, TWO, version="1.1.0")
    commit(folder, "two", "v1.1.0")
    return folder


# --- operands --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1.0.0", "v1.1.0"),
        ("v1.0.0:c.json", "v1.1.0:c.json"),
        ("@previous", "@latest"),
        ("HEAD~1", "c.json"),
        ("v1.0.0", "bundle.json"),
        ("v1.0.0", "-"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_both_sides_take_every_operand(
    shop: Path, command: str, old: str, new: str
) -> None:
    shutil.copy(shop / "c.json", shop / "bundle.json")
    text = (shop / "c.json").read_text()
    there, back = against(command, old, new), against("breaking", new, old)
    if new == "-":
        ran = run(*there, cwd=shop, stdin=text)
        gate = run(*back, cwd=shop, stdin=text)
    else:
        ran, gate = errcat(shop, *there), errcat(shop, *back)
    assert ran.code == 0, ran
    assert "40002" in ran.out or ran.out == "minor\n"
    if new != "@latest":  # the release before that is another
        assert (gate.code, "40002 ERROR_40002 was removed" in gate.out) == (1, True)


def test_a_revision_stands_for_every_configured_catalog(shop: Path) -> None:
    write_tree(shop, {"errcat.toml": 'catalogs = ["c.json", "d/d.json"]\n'})
    write_tree(shop, {"d/d.json": '{"errcat": 1, "id": "other", "errors": []}'})
    commit(shop)
    ran = errcat(shop, "diff", "HEAD", "HEAD")
    assert "shop against HEAD" in ran.out
    assert "other against HEAD" in ran.out


@pytest.mark.parametrize("operand", ["typo.json", "d/typo", "v9.9.9"])
def test_what_is_neither_path_nor_revision_is_2(shop: Path, operand: str) -> None:
    for args in (["diff", "v1.0.0", operand], ["breaking", operand], ["diff", operand]):
        ran = errcat(shop, *args)
        said = f"{operand}: no such file or folder, and no such git revision"
        assert (ran.code, said in ran.err) == (2, True), ran


def test_a_path_that_a_revision_does_not_have_is_2(shop: Path) -> None:
    for command in COMMANDS:
        ran = errcat(shop, *against(command, "v1.0.0:tpyo.json"))
        said = "has no file or folder 'tpyo.json'; shop is at 'c.json' there"
        assert (ran.code, said in ran.err) == (2, True), ran


# --- releases --------------------------------------------------------------------------------


def test_the_latest_release_may_be_on_head(shop: Path) -> None:
    assert old_side(errcat(shop, "diff")) == "v1.1.0"
    save(shop, ONE, {**TWO, "title": "Reworded"}, version="1.1.0")
    assert old_side(errcat(shop, "diff")) == "v1.1.0"
    assert errcat(shop, "bump").out == "patch\n"


def test_a_tag_of_something_else_is_no_release(shop: Path) -> None:
    save(shop, ONE, TWO, THREE, version="1.1.0")
    commit(shop, "unreleased", "sdk-v7.0.0")
    git(shop, "tag", "v11.1.0")
    assert old_side(errcat(shop, "diff", "@latest")) == "v1.1.0"
    assert old_side(errcat(shop, "diff", "@previous")) == "v1.0.0"


def test_the_configuration_may_say_which_tags_are_releases(shop: Path) -> None:
    git(shop, "tag", "shop-v1", "v1.0.0")
    config = 'catalogs = ["c.json"]\ntag-pattern = "{catalog}-v*"\n'
    write_tree(shop, {"errcat.toml": config})
    assert old_side(errcat(shop, "diff", "@latest")) == "shop-v1"
    git(shop, "tag", "-d", "shop-v1")
    ran = errcat(shop, "diff", "@latest")
    said = (
        "@latest: no release of shop in the history of HEAD: no tag matches the"
        " tag-pattern 'shop-v*' (tags: v1.1.0, v1.0.0); run git fetch --tags, tag a release"
        " (git tag shop-v1.1.0), or name a revision"
    )
    assert (ran.code, said in ran.err) == (2, True), ran


def test_a_hotfix_that_was_merged_is_not_the_latest_release(
    shop: Path,
) -> None:
    git(shop, "checkout", "-qb", "hotfix", "v1.0.0")
    for title in ("Fix", "Fixes", "Fixed"):
        save(shop, {**ONE, "title": title}, version="1.0.1")
        commit(shop, title)
    git(shop, "tag", "v1.0.1")
    assert old_side(errcat(shop, "diff", "@latest")) == "v1.0.1"
    assert old_side(errcat(shop, "diff", "@previous")) == "v1.0.0"
    git(shop, "checkout", "-q", "main")
    git(shop, "merge", "-q", "-s", "ours", "hotfix", "-m", "merge")
    assert old_side(errcat(shop, "diff", "@latest")) == "v1.1.0"


def test_the_changelog_of_a_release_starts_at_the_one_before(shop: Path) -> None:
    assert "40002" in errcat(shop, "changelog").out
    save(shop, ONE, TWO, THREE, version="1.1.0")
    since = errcat(shop, "changelog").out
    assert ("40002" in since, "40003" in since) == (False, True)
    git(shop, "checkout", "-q", "-f", "v1.0.0")
    ran = errcat(shop, "changelog")
    said = (
        "@previous: no release of shop before v1.0.0: there are no tags; run git fetch"
    )
    assert (ran.code, said in ran.err) == (2, True), ran


def test_without_a_release_the_message_says_what_was_looked_at(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": 'catalogs = ["c.json"]\n'})
    save(tmp_path, ONE)
    ran = errcat(tmp_path, "diff")
    assert (ran.code, "the repository has no commit yet" in ran.err) == (2, True), ran
    commit(tmp_path)
    ran = errcat(tmp_path, "diff")
    said = (
        "@latest: no release of shop in the history of HEAD: there are no tags;"
        " run git fetch --tags, tag a release (git tag v1.0.0), or name a revision"
    )
    assert (ran.code, said in ran.err) == (2, True), ran
    git(tmp_path, "tag", "sdk-7")
    ran = errcat(tmp_path, "diff")
    said = "no tag ends in the version that the catalog has in that commit (tags: sdk-7); run"
    assert (ran.code, said in ran.err) == (2, True), ran


# --- branches --------------------------------------------------------------------------------


def test_a_branch_is_compared_with_its_merge_base(shop: Path) -> None:
    save(shop, ONE, TWO, THREE, version="1.1.0")
    commit(shop, "not released yet")
    git(shop, "checkout", "-qb", "topic")
    assert old_side(errcat(shop, "diff")) == "the merge base with main"
    assert "no difference" in errcat(shop, "diff").out
    save(shop, ONE, THREE, version="1.1.0")
    assert "40002" in errcat(shop, "diff").out
    commit(shop, "first of the branch")
    assert old_side(errcat(shop, "diff")) == "the merge base with main"


@pytest.mark.parametrize(
    "variable", ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", ""]
)
def test_the_default_branch_has_any_name(shop: Path, variable: str) -> None:
    git(shop, "branch", "-m", "main", "develop")
    git(shop, "checkout", "-qb", "topic")
    save(shop, ONE, version="1.1.0")
    commit(shop, "topic")
    git(shop, "checkout", "-q", "--detach")
    config = 'catalogs = ["c.json"]\ndefault-branch = "develop"\n'
    if not variable:
        write_tree(shop, {"errcat.toml": config})
    env = {variable: "develop"} if variable else {}
    for args in ([], ["@merge-base"]):
        ran = errcat(shop, "diff", *args, **env)
        assert old_side(ran) == "the merge base with develop"


def test_a_target_branch_that_is_not_here_is_2(shop: Path) -> None:
    ran = errcat(shop, "breaking", GITHUB_BASE_REF="release/9")
    said = (
        "@merge-base: the default branch 'release/9' (from GITHUB_BASE_REF) is not here;"
        " run git fetch origin release/9"
    )
    assert (ran.code, said in ran.err) == (2, True), ran


def test_unpushed_commits_on_the_default_branch_are_no_branch(shop: Path) -> None:
    clone = shop.parent / "clone"
    git(shop, "clone", "-q", str(shop), str(clone))
    save(clone, TWO, version="1.1.0")
    commit(clone, "unpushed")
    assert old_side(errcat(clone, "diff")) == "v1.1.0"


# --- catalogs that are new, or have moved ----------------------------------------------------


def test_a_catalog_that_moved_is_found_by_its_id(shop: Path) -> None:
    (shop / "errors").mkdir()
    git(shop, "mv", "c.json", "errors/shop.json")
    write_tree(shop, {"errcat.toml": 'catalogs = ["errors/shop.json"]\n'})
    for operand in ("v1.1.0", "@latest"):
        ran = errcat(shop, "diff", operand)
        assert old_side(ran) == "v1.1.0, where it is at c.json"
        assert "no difference" in ran.out
    ran = errcat(shop, "diff", "v1.1.0", "--report", "json")
    (comparison,) = json.loads(ran.out)["comparisons"]
    assert comparison["note"] == "where it is at c.json"
    ran = errcat(shop, "bump", "--against", "v1.1.0")
    at = git(shop, "rev-parse", "HEAD")[:7]
    said = f"errcat: shop against v1.1.0 ({at}), where it is at c.json\n"
    assert (ran.out, ran.err) == ("none\n", said)


def test_a_catalog_that_became_a_folder_elsewhere_is_found(shop: Path) -> None:
    (shop / "c.json").unlink()
    tree = {"errors/shop/catalog.yaml": HEADER, "errors/shop/a.yaml": rows("40001")}
    write_tree(shop, tree)
    write_tree(shop, {"errcat.toml": 'catalogs = ["errors/shop"]\n'})
    ran = errcat(shop, "diff", "v1.1.0")
    assert old_side(ran) == "v1.1.0, where it is at c.json"
    assert "40002" in ran.out
    commit(shop)
    write_tree(shop, {"elsewhere/x": ""})
    git(shop, "mv", "errors/shop", "elsewhere/shop")
    ran = errcat(shop, "diff", "HEAD", "elsewhere/shop")
    assert old_side(ran) == "HEAD, where it is at errors/shop"


def test_a_new_catalog_is_said_to_be_new(shop: Path) -> None:
    write_tree(shop, {"new/catalog.yaml": HEADER.replace("shop", "new")})
    write_tree(shop, {"new/a.yaml": rows("1", "2")})
    ran = errcat(shop, "diff", "v1.1.0", "new")
    assert ran.code == 0
    assert "which does not have it yet: 2 differences" in ran.out
    ran = errcat(shop, "diff", "v1.1.0", "new", "--report", "json")
    (comparison,) = json.loads(ran.out)["comparisons"]
    assert comparison["note"] == "which does not have it yet"
    ran = errcat(shop, "bump", "new", "--against", "v1.1.0")
    assert (ran.out, "which does not have it yet" in ran.err) == ("minor\n", True)


def test_a_copy_of_a_catalog_that_stayed_is_new(shop: Path) -> None:
    (shop / "copy").mkdir()
    shutil.copy(shop / "c.json", shop / "copy/c.json")
    ran = errcat(shop, "diff", "v1.1.0", "copy/c.json")
    assert "which does not have it yet" in ran.out


def test_a_catalog_that_was_at_two_places_has_to_be_named(shop: Path) -> None:
    write_tree(shop, {"a/catalog.yaml": HEADER, "b/catalog.yaml": HEADER})
    (shop / "c.json").unlink()
    at = commit(shop)[:7]
    git(shop, "rm", "-rq", "a", "b")
    save(shop, ONE)
    write_tree(shop, {"new/catalog.yaml": HEADER})
    ran = errcat(shop, "diff", "HEAD", "new")
    said = f"shop is at 'a', 'b' there; name one, such as {at}:a"
    assert (ran.code, said in ran.err) == (2, True), ran


# --- symbolic links --------------------------------------------------------------------------


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Make a repository with a catalog that holds links, and is reached by one."""
    git(tmp_path, "init", "-q", "-b", "main")
    tree = {
        "real/cat/catalog.yaml": HEADER,
        "real/cat/sub/one.yaml": rows("1"),
        "common/two.txt": rows("2"),
        "errcat.toml": 'catalogs = ["cat"]\n',
    }
    write_tree(tmp_path, tree)
    (tmp_path / "cat").symlink_to("real/cat")
    (tmp_path / "real/cat/two.yaml").symlink_to("../../common/two.txt")
    (tmp_path / "real/cat/folder").symlink_to("sub")
    commit(tmp_path, tag="v1.0.0")
    return tmp_path


def test_links_are_followed_as_the_file_system_does(linked: Path) -> None:
    for path in ("cat", "real/cat"):
        ran = errcat(linked, "diff", "v1.0.0", path)
        assert (ran.code, "no difference" in ran.out) == (0, True), ran
    write_tree(linked, {"common/two.txt": rows("3")})
    assert "N2 was removed" in errcat(linked, "breaking").out


def test_a_link_that_pointed_elsewhere_before_is_followed_there(linked: Path) -> None:
    shutil.copytree(linked / "real/cat", linked / "later", symlinks=False)
    write_tree(linked, {"later/two.yaml": rows("4")})
    shutil.rmtree(linked / "later/folder")
    (linked / "cat").unlink()
    (linked / "cat").symlink_to("later")
    ran = errcat(linked, "breaking")
    assert (ran.code, "2 N2 was removed" in ran.out) == (1, True), ran


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere.yaml", "a broken symbolic link"),
        ("bad.yaml", "too many levels of symbolic links"),
        ("../../../outside.yaml", "a symbolic link leaves the repository"),
        ("/etc/outside.yaml", "a symbolic link to an absolute path"),
        ("sub", "not a regular file"),
    ],
)
def test_a_link_that_cannot_be_followed_is_2(
    linked: Path, target: str, said: str
) -> None:
    (linked / "real/cat/bad.yaml").symlink_to(target)
    commit(linked)
    (linked / "real/cat/bad.yaml").unlink()
    for command in COMMANDS:
        ran = errcat(linked, *against(command, "HEAD"))
        assert (ran.code, said in ran.err) == (2, True), ran


def test_a_submodule_in_a_catalog_is_2(linked: Path) -> None:
    head = git(linked, "rev-parse", "HEAD")
    command = ("update-index", "--add", "--cacheinfo", f"160000,{head},real/cat/module")
    git(linked, *command)
    git(linked, "commit", "-qm", "x")
    ran = errcat(linked, "breaking", "--against", "HEAD")
    assert (ran.code, "a submodule" in ran.err) == (2, True), ran


# --- what git cannot read --------------------------------------------------------------------


def loose(folder: Path, name: str) -> Path:
    object_id = git(folder, "rev-parse", name)
    return folder / ".git/objects" / object_id[:2] / object_id[2:]


@pytest.mark.parametrize("name", ["v1.0.0:c.json", "v1.0.0^{tree}", "v1.0.0^{commit}"])
@pytest.mark.parametrize("harm", ["missing", "cut", "garbage", "other"])
def test_an_object_that_is_missing_or_damaged_is_2(
    shop: Path, name: str, harm: str
) -> None:
    path = loose(shop, name)
    whole = path.read_bytes()
    path.chmod(0o644)
    content = {"cut": whole[: len(whole) // 2], "garbage": b"x" * len(whole)}
    other = zlib.compress(b"blob 2\0{}") if name.endswith("json") else b""
    path.write_bytes(content.get(harm, other))
    if harm == "missing":
        path.unlink()
    for command in COMMANDS:
        ran = errcat(shop, *against(command, "v1.0.0"))
        assert (ran.code, ran.out) == (2, ""), (command, ran)
        assert "Traceback" not in ran.err


def test_a_folder_that_is_missing_below_the_catalog_is_2(linked: Path) -> None:
    loose(linked, "v1.0.0:real/cat/sub").unlink()
    for command in COMMANDS:
        ran = errcat(linked, *against(command, "v1.0.0"))
        assert (ran.code, "missing" in ran.err) == (2, True), (command, ran)


def test_a_file_without_the_mark_on_the_old_side_is_2(linked: Path) -> None:
    one = linked / "real/cat/sub/one.yaml"
    one.write_text(rows("1").replace("errcat: 1", "Errcat: 1"))
    commit(linked)
    one.write_text(rows("1"))
    ran = errcat(linked, "breaking", "--against", "HEAD")
    assert (ran.code, "does not start with `errcat: 1`" in ran.err) == (2, True), ran


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_partial_clone_without_its_remote_is_2(shop: Path, kind: str) -> None:
    clone = shop.parent / "partial"
    git(shop, "clone", "-q", f"--filter={kind}", f"file://{shop}", str(clone))
    gone = shop.rename(shop.parent / "gone")
    for command in COMMANDS:
        ran = errcat(clone, *against(command, "v1.0.0"))
        said = "this is a partial clone, and errcat does not fetch; run git fetch"
        assert (ran.code, said in ran.err) == (2, True), (command, ran)
    ran = errcat(clone, "diff", "v1.0.0")
    gone.rename(shop)
    advice = re.search(r"run git (fetch [^\n]*)", ran.err)
    assert advice
    git(clone, *advice[1].split())
    assert errcat(clone, "bump", "--against", "v1.0.0").out == "minor\n"


def test_a_shallow_clone_says_what_helps(shop: Path) -> None:
    clone = shop.parent / "shallow"
    git(shop, "checkout", "-qb", "topic")
    save(shop, ONE, version="1.1.0")
    commit(shop, "topic")
    url = f"file://{shop}"
    git(shop, "clone", "-q", "--depth=1", "--branch=topic", url, str(clone))
    for args in ([], ["--against", "@latest"], ["--against", "v1.0.0"]):
        ran = errcat(clone, "breaking", *args, GITHUB_BASE_REF="main")
        assert (ran.code, "fetch-depth: 0" in ran.err) == (2, True), ran
        if args[1:] == ["@latest"]:
            said = "@latest: the clone is shallow, so it lacks earlier commits and tags; run"
            assert f"{said} git fetch --unshallow --tags" in ran.err, ran
    git(clone, "fetch", "-q", "origin", "main:refs/remotes/origin/main", "--depth=1")
    ran = errcat(clone, "breaking", GITHUB_BASE_REF="main")
    said = "HEAD and main have no common commit here; run git fetch --unshallow"
    assert (ran.code, said in ran.err) == (2, True), ran
    git(clone, "fetch", "-q", "--unshallow", "--tags", "origin")
    assert errcat(clone, "breaking", GITHUB_BASE_REF="main").code == 1


def test_a_repository_of_sha256_is_read_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    write_tree(tmp_path, {"a/b.txt": "x"})
    at = commit(tmp_path)
    with Objects(Git(str(tmp_path))) as objects:
        file = Tree(objects, at, "HEAD").find("a/b.txt")
    assert file is not None
    assert file.object_id == hashlib.sha256(b"blob 1\0x").hexdigest()


# --- what git must not do --------------------------------------------------------------------


@pytest.mark.tools
@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_no_transport_and_no_command_of_the_configuration_is_run(
    shop: Path, kind: str
) -> None:
    clone, trace = shop.parent / "partial", shop.parent / "trace"
    git(shop, "clone", "-q", f"--filter={kind}", f"file://{shop}", str(clone))
    bait = shop.parent / "bait"
    bait.write_text(f"#!/bin/sh\ntouch {shop.parent}/caught\nexit 1\n")
    bait.chmod(0o755)
    for key in (
        "remote.origin.uploadpack",
        "core.sshCommand",
        "core.gitProxy",
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.errcat.textconv",
        "filter.errcat.smudge",
        "filter.errcat.clean",
        "filter.errcat.process",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "alias.cat-file",
    ):
        git(clone, "config", key, f"!{bait}" if key.startswith("alias") else str(bait))
    git(clone, "config", "log.showSignature", "true")
    git(clone, "config", "protocol.ext.allow", "always")
    write_tree(clone, {".git/info/attributes": "* filter=errcat diff=errcat\n"})
    tracing = ["strace", "-f", "-qq", "-e", "trace=execve,connect", "-o", str(trace)]
    sides: tuple[list[str], ...] = (
        ["v1.0.0"],
        [],
        ["@latest"],
        ["@previous"],
        ["@merge-base"],
    )
    urls = (f"file://{shop}", f"ext::{bait}", "ssh://127.0.0.1/x")
    for args, url in combinations(sides, urls):
        git(clone, "config", "remote.origin.url", url)
        program = shutil.which("python") or "python3"
        command = [*tracing, program, "-m", "errcat", "diff", *args]
        subprocess.run(command, cwd=clone, capture_output=True, check=False)
        seen = trace.read_text()
        assert "connect(" not in seen
        started = re.findall(r'execve\("([^"]+)", .* = 0$', seen, re.MULTILINE)
        assert {Path(path).name for path in started[1:]} == {"git"}
        plumbing = set(re.findall(r'"core\.fsmonitor=false", "([a-z-]+)"', seen))
        assert plumbing <= {
            "cat-file",
            "config",
            "for-each-ref",
            "merge-base",
            "rev-parse",
            "symbolic-ref",
        }
    assert not (shop.parent / "caught").exists()
