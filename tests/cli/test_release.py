"""A release is one step: version, `next`, changelog, agreements; all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_compare import commit, errcat, git, marks
from tests.support import write_tree

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
