"""A catalog that is no longer configured is removed, with all of its codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errcat.loading.schema import check_against
from errcat_schema import load
from tests.cli.test_compare import ONE, SPAM, TWO, commit, git
from tests.support import catalog_text, run, write_tree

BOTH = 'catalogs = ["shop.json", "post.json"]\n'
SHOP = catalog_text([ONE, TWO], id="shop", version="1.0.0")
POST = catalog_text([SPAM], id="post", version="1.0.0")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Make a repository with two catalogs in its main branch."""
    git(tmp_path, "init", "-q", "-b", "main")
    write_tree(tmp_path, {"errcat.toml": BOTH, "shop.json": SHOP, "post.json": POST})
    commit(tmp_path, "one")
    git(tmp_path, "checkout", "-q", "-b", "work")
    return tmp_path


def without_post(folder: Path) -> None:
    (folder / "post.json").unlink()
    write_tree(folder, {"errcat.toml": 'catalogs = ["shop.json"]\n'})
    commit(folder, "without post")


def test_removing_a_catalog_breaks(two: Path) -> None:
    without_post(two)
    ran = run("breaking", "--against", "main", "--report", "concise", cwd=two)
    assert ran.code == 1
    assert "40003" in ran.out
    assert "post against main" in ran.out
    assert "which still configures it" in ran.out
    assert run("check", "--against", "main", cwd=two).code == 1
    assert run("bump", "--against", "main", cwd=two).out == "major\n"


def test_a_catalog_that_changes_id_and_path_is_removed(two: Path) -> None:
    (two / "post.json").unlink()
    renamed = catalog_text([SPAM], id="mail", version="1.0.0")
    config = 'catalogs = ["shop.json", "mail.json"]\n'
    write_tree(two, {"errcat.toml": config, "mail.json": renamed})
    commit(two, "renamed")
    ran = run("breaking", "--against", "main", "--report", "json", cwd=two)
    assert ran.code == 1
    data = json.loads(ran.out)
    assert not list(check_against(load("changes"), data))
    comparisons = data["comparisons"]
    assert [(item["catalog"], item["bump"]) for item in comparisons] == [
        ("shop", "none"),
        ("mail", "minor"),
        ("post", "major"),
    ]


def test_a_moved_catalog_is_not_removed(two: Path) -> None:
    git(two, "mv", "post.json", "mail.json")
    write_tree(two, {"errcat.toml": 'catalogs = ["shop.json", "mail.json"]\n'})
    commit(two, "moved")
    ran = run("breaking", "--against", "main", cwd=two)
    assert ran.code == 0, ran.out


def test_comparing_one_catalog_removes_no_other(two: Path) -> None:
    ran = run("breaking", "shop.json", "--against", "main", cwd=two)
    assert ran.code == 0, ran.out


def test_a_release_writes_only_the_catalogs_that_are_there(two: Path) -> None:
    git(two, "tag", "v1.0.0", "main")
    without_post(two)
    ran = run("release", "--catalog", "shop.json", cwd=two)
    assert ran.code == 0, ran.err
    assert not (two / "post.json").exists()


def test_changes_that_are_switched_off_are_counted(two: Path) -> None:
    write_tree(
        two,
        {
            "errcat.toml": f'{BOTH}[compatibility]\nlevels = {{entry-removed = "off"}}\n',
            "shop.json": catalog_text([ONE], id="shop", version="1.0.0"),
        },
    )
    ran = run("breaking", "--against", "main", cwd=two)
    assert ran.code == 0
    assert "no other difference; 1 change switched off by `levels`" in ran.out
