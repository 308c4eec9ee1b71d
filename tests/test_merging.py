"""Branches that touch different entries merge, and no entry is lost or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.cli._git_merge import by_lines
from errcat.editing.merging import Merged, merge
from errcat.loading.reading import Document, Reader
from tests.cli.test_compare import commit, git
from tests.support import examples, run, write_tree

READERS = {each.name: each for each in plugins.collect("readers", Reader)}
HEAD = "errcat: 1\nrange: a  # the range\n\nerrors:\n"


def row(code: str, title: str = "") -> str:
    return f'  # about {code}\n  - code: "{code}"\n    name: N{code}\n    title: {title or "T" + code}\n'


def block(*codes: str, **titles: str) -> str:
    return HEAD + "".join(row(code, titles.get(f"t{code}", "")) for code in codes)


def flow(*codes: str, **titles: str) -> str:
    rows = [
        {"code": code, "name": f"N{code}", "title": titles.get(f"t{code}", f"T{code}")}
        for code in codes
    ]
    return json.dumps({"errcat": 1, "errors": rows}, indent=2) + "\n"


def merged(base: str, ours: str, theirs: str, name: str) -> Merged | None:
    documents = [
        Document(f"c.{name}", text, READERS[name]) for text in (base, ours, theirs)
    ]
    return merge(documents[0], documents[1], documents[2], by_lines)


@pytest.mark.parametrize(("make", "name"), [(block, "yaml"), (flow, "json")])
def test_entries_that_both_add_stand_in_order(make: Any, name: str) -> None:
    base = make("1", "5")
    found = merged(base, make("1", "3", "5", "7"), make("1", "4", "5", "8"), name)
    assert found == Merged(make("1", "3", "4", "5", "7", "8"), ())


@pytest.mark.parametrize(("make", "name"), [(block, "yaml"), (flow, "json")])
def test_each_side_changes_and_removes_its_own(make: Any, name: str) -> None:
    base = make("1", "2", "3", "4")
    ours = make("1", "3", "4", t1="Mine")
    theirs = make("1", "2", "3", t3="Theirs")
    assert merged(base, ours, theirs, name) == Merged(
        make("1", "3", t1="Mine", t3="Theirs"), ()
    )


def test_the_same_new_code_is_a_conflict_that_names_the_next_free_one() -> None:
    base = block("1")
    ours, theirs = block("1", "2", t2="Mine"), block("1", "2", "3", t2="Theirs")
    found = merged(base, ours, theirs, "yaml")
    assert found is not None
    assert found.conflicts == (
        "both sides added the code 2: N2 here, N2 there; the next free code is 4",
    )
    assert (
        f"<<<<<<< ours\n{row('2', 'Mine')}=======\n{row('2', 'Theirs')}>>>>>>> theirs\n"
        in found.text
    )


def test_an_identical_addition_is_one() -> None:
    both = block("1", "2")
    assert merged(block("1"), both, both, "yaml") == Merged(both, ())


def test_changing_and_removing_one_entry_is_a_conflict() -> None:
    found = merged(block("1", "2"), block("1", "2", t2="Mine"), block("1"), "yaml")
    assert found is not None
    assert found.conflicts == ("2 was changed on one side and removed on the other",)


def test_different_lines_of_one_entry_are_merged() -> None:
    base = (
        HEAD
        + '  - code: "1"\n    name: A\n    title: T\n    detail: D\n    tags: [x]\n'
    )
    ours, theirs = base.replace("name: A", "name: B"), base.replace("[x]", "[y]")
    wanted = ours.replace("[x]", "[y]")
    assert merged(base, ours, theirs, "yaml") == Merged(wanted, ())
    found = merged(base, base.replace(": T", ": U"), base.replace(": T", ": V"), "yaml")
    assert found is not None
    assert found.conflicts == ("both sides changed 1",)


@pytest.mark.parametrize(
    "spoilt", ["{", HEAD + row("1") + row("1"), "errcat: 1\nerrors: 5\n", "[]"]
)
def test_what_cannot_be_understood_is_left_to_lines(spoilt: str) -> None:
    assert merged(block("1"), spoilt, block("1", "2"), "yaml") is None


CODES = st.sets(st.sampled_from([str(at) for at in range(1, 9)]), min_size=1)


@settings(derandomize=True, deadline=None, max_examples=examples(150))
@given(base=CODES, ours=CODES, theirs=CODES, json_=st.booleans())
def test_no_entry_is_lost_or_doubled(
    base: set[str], ours: set[str], theirs: set[str], json_: bool
) -> None:
    make, name = (flow, "json") if json_ else (block, "yaml")
    texts = [make(*sorted(codes)) for codes in (base, ours, theirs)]
    found = merged(texts[0], texts[1], texts[2], name)
    wanted = (ours & theirs) | (ours - base) | (theirs - base)
    if not wanted:
        return  # a list without entries is left to lines
    assert found is not None
    assert found.conflicts == ()
    assert found.text == make(*sorted(wanted))


def test_a_last_line_without_an_end_gets_the_one_of_the_others() -> None:
    base = 'errors:\r\n- code: "1"\r\n  name: A'
    ours = f'{base}\r\n- code: "2"\r\n  name: B'
    theirs = f'{base}\r\n- code: "3"\r\n  name: C\r\n'
    wanted = f'{ours}\r\n- code: "3"\r\n  name: C\r\n'
    assert merged(base, ours, theirs, "yaml") == Merged(wanted, ())


@pytest.mark.parametrize(
    ("ours", "theirs"), [("1.1.0", "1.0.1"), ("1.0.1", "1.1.0"), ("1.9", "1.10")]
)
@pytest.mark.parametrize("quote", ['"', ""])
def test_of_two_released_versions_the_greater_one_stays(
    ours: str, theirs: str, quote: str
) -> None:
    def header(version: str, title: str = "") -> str:
        return (
            f"errcat: 1\nid: a\nversion: {quote}{version}{quote}\n\ntitle: T{title}\n"
        )

    found = merged(header("1.0.0"), header(ours), header(theirs, "!"), "yaml")
    greater = "1.10" if ours == "1.9" else "1.1.0"
    assert found == Merged(header(greater, "!"), ())


# --- with git ------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(
        tmp_path, {"c.yaml": block("1", "5"), ".gitattributes": "c.yaml merge=errcat\n"}
    )
    driver = f"{sys.executable} -m errcat git merge %O %A %B %P"
    git(tmp_path, "config", "merge.errcat.driver", driver)
    commit(tmp_path)
    return tmp_path


def branches(folder: Path, ours: str, theirs: str) -> None:
    git(folder, "checkout", "-qb", "topic")
    write_tree(folder, {"c.yaml": theirs})
    commit(folder, "theirs")
    git(folder, "checkout", "-q", "main")
    write_tree(folder, {"c.yaml": ours})
    commit(folder, "ours")


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_git_merges_two_branches_that_add_at_one_place(
    repository: Path, how: str
) -> None:
    branches(repository, block("1", "5", "6"), block("1", "5", "7"))
    if how == "rebase":
        git(repository, "checkout", "-q", "topic")
    arguments = {
        "merge": ["topic", "-m", "x"],
        "rebase": ["main"],
        "cherry-pick": ["topic"],
    }
    git(repository, how, *arguments[how])
    assert (repository / "c.yaml").read_text() == block("1", "5", "6", "7")


def test_git_stops_where_both_took_a_code(repository: Path) -> None:
    branches(
        repository, block("1", "5", "6", t6="Mine"), block("1", "5", "6", t6="Theirs")
    )
    clean = {key: value for key, value in os.environ.items() if key[:4] != "GIT_"}
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@y", "merge", "topic"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
        env=clean,
    )
    assert done.returncode == 1
    assert "both sides added the code 6" in done.stderr
    assert "the next free code is 7" in done.stderr
    assert "<<<<<<< ours" in (repository / "c.yaml").read_text()


# --- the next code that is free everywhere -------------------------------------------------------


def stopped(folder: Path) -> str:
    """Merge the branch topic into main, which stops, and return what is said."""
    clean = {key: value for key, value in os.environ.items() if key[:4] != "GIT_"}
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@y", "merge", "topic"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=clean,
    )
    assert done.returncode == 1
    return done.stderr


def test_the_next_free_code_is_free_on_every_branch(repository: Path) -> None:
    git(repository, "checkout", "-qb", "other")
    write_tree(repository, {"c.yaml": block("1", "5", "7")})
    commit(repository, "other")
    elsewhere = git(repository, "commit-tree", "HEAD^{tree}", "-m", "x")
    write_tree(repository, {"c.yaml": block("1", "5", "8")})
    commit(repository, "remote")
    git(repository, "update-ref", "refs/remotes/origin/theirs", "HEAD")
    git(repository, "reset", "-q", "--hard", elsewhere)
    git(repository, "checkout", "-q", "main")
    branches(
        repository, block("1", "5", "6", t6="Mine"), block("1", "5", "6", t6="Theirs")
    )
    assert "the next free code is 9\n" in stopped(repository)


def test_reserved_codes_and_other_files_of_the_catalog_are_not_free(
    tmp_path: Path,
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    header = (
        'errcat: 1\nid: shop\nreserved:\n  - {from: "7", to: "8"}\n  - {code: "9"}\n'
    )
    span = 'errcat: 1\nerrors:\n  - {code: "10", through: "12", name: S, title: T}\n'
    files = {
        "cat/catalog.yaml": header,
        "cat/span.yaml": span,
        "cat/c.yaml": block("5"),
    }
    write_tree(tmp_path, {**files, "errcat.toml": 'catalogs = ["cat"]\n'})
    run("git", "install", cwd=tmp_path)
    commit(tmp_path)
    git(tmp_path, "checkout", "-qb", "topic")
    write_tree(tmp_path, {"cat/c.yaml": block("5", "6", t6="Theirs")})
    commit(tmp_path, "theirs")
    git(tmp_path, "checkout", "-q", "main")
    write_tree(tmp_path, {"cat/c.yaml": block("5", "6", t6="Mine")})
    commit(tmp_path, "ours")
    assert "the next free code is 13\n" in stopped(tmp_path)


def test_a_branch_that_git_cannot_read_is_named(repository: Path) -> None:
    git(repository, "checkout", "-qb", "broken")
    write_tree(repository, {"c.yaml": block("1", "5", "7")})
    commit(repository, "broken")
    lost = git(repository, "rev-parse", "HEAD:c.yaml")
    git(repository, "checkout", "-q", "main")
    (repository / ".git/objects" / lost[:2] / lost[2:]).unlink()
    branches(
        repository, block("1", "5", "6", t6="Mine"), block("1", "5", "6", t6="Theirs")
    )
    said = "the next free code is 7, as far as git has the files of broken\n"
    assert said in stopped(repository)


# --- errcat git install --------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a repository with a catalog in a folder, and one in a file with an odd name."""
    git(tmp_path, "init", "-q", "-b", "main")
    config = 'catalogs = ["cat", "odd [name].json"]\n'
    files = {"cat/catalog.yaml": "errcat: 1\nid: a\n", "cat/sub/c.yaml": block("1")}
    odd = '{"errcat": 1, "id": "b", "errors": []}'
    write_tree(tmp_path, {**files, "errcat.toml": config, "odd [name].json": odd})
    return tmp_path


def attribute(folder: Path, path: str) -> str:
    return git(folder, "check-attr", "merge", "diff", "--", path).replace(path, "")


def test_install_sets_up_both_drivers_for_the_files_of_catalogs(project: Path) -> None:
    ran = run("git", "install", cwd=project)
    assert (ran.code, "wrote .gitattributes" in ran.err) == (0, True), ran
    for path in ("cat/catalog.yaml", "cat/sub/c.yaml", "odd [name].json"):
        said = attribute(project, path).strip('"')
        assert said.count(": errcat") == 2, (path, said)
    for path in ("other.yaml", "cat/notes.txt", "x/cat/c.yaml", "odd n.json"):
        assert ": errcat" not in attribute(project, path)
    again = run("git", "install", cwd=project)
    assert (again.code, "unchanged .gitattributes" in again.err) == (0, True), again
    commit(project)
    write_tree(project, {"cat/sub/c.yaml": block("1", "2")})
    shown = git(project, "diff", "--ext-diff")
    assert "2 N2" in shown
    assert "+    name" not in shown


def test_undo_leaves_what_was_there_before(project: Path) -> None:
    before = git(project, "config", "--local", "--list")
    for text in (None, "*.png binary\n", "*.png binary"):
        if text is not None:
            write_tree(project, {".gitattributes": text})
        assert run("git", "install", cwd=project).code == 0
        undone = run("git", "install", "--undo", cwd=project)
        assert (undone.code, "removed the diff and" in undone.err) == (0, True), undone
        path = project / ".gitattributes"
        left = path.read_text() if path.exists() else None
        assert left == (text if text is None else "*.png binary\n")
    assert git(project, "config", "--local", "--list") == before
    assert run("git", "install", "--undo", cwd=project).code == 0


def test_install_outside_a_repository_is_2(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": block("1")})
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    ran = run("git", "install", "c.yaml", cwd=tmp_path, **ceiling)
    assert (ran.code, "not in a git repository" in ran.err) == (2, True), ran
