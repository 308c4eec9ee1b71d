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
from errcat.cli.merge_driver import by_lines
from errcat.editing.merging import Merged, merge
from errcat.loading.reading import Document, Reader
from tests.cli.test_compare import commit, git
from tests.support import write_tree

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


@settings(derandomize=True, deadline=None, max_examples=150)
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


# --- with git ------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(
        tmp_path, {"c.yaml": block("1", "5"), ".gitattributes": "c.yaml merge=errcat\n"}
    )
    driver = f"{sys.executable} -m errcat merge-driver %O %A %B %P"
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
