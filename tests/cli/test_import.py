"""`errcat import`: a catalog is written, kept up to date, and checked against its sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import errcat
from errcat.loading.schema import check_against
from errcat_schema import load
from tests.cli.test_compare import commit, git
from tests.support import Ran, run, write_tree

PAGE = """\
# Errors

| Code | Message |
|------|---------|
| 1001 | Card declined |
| 1002 | Card gone |
| not yet | Planned |
"""
STATUSES = '{"1001": {"status": 402}, "1002": {"status": 404, "message": "Card lost"}}'
CONFIG = """\
catalogs = ["errors"]

[[imports]]
sources = ["errors.md"]
catalog = "errors"
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_tree(tmp_path, {"errors.md": PAGE, "statuses.json": STATUSES})


def imported(folder: Path, *args: str, stdin: str = "") -> Ran:
    return run("import", *args, cwd=folder, stdin=stdin)


def titles(folder: Path) -> dict[str, str]:
    return {entry.code: entry.title for entry in errcat.load(folder / "errors").entries}


def test_a_page_becomes_a_catalog_that_validates_and_the_report_says_what_was_done(
    shop: Path,
) -> None:
    ran = imported(shop, "errors.md", "-o", "errors")
    assert ran.code == 0, ran.err
    assert titles(shop) == {"1001": "Card declined", "1002": "Card gone"}
    assert "errors.md:5: column 'Message' read as `title`" in ran.out
    assert "errors.md:7: 'not yet | Planned'" in ran.out
    last = ran.out.splitlines()[-1]
    assert last.startswith("Imported 2 entries from 1 source: ")
    assert last.endswith(", 0 conflicts, 1 left out")
    assert "wrote errors/catalog.yaml\n" in ran.err
    assert run("validate", cwd=shop).code == 0


def test_the_style_is_set_once_for_a_new_catalog(shop: Path) -> None:
    assert (
        "set the style in errcat.toml"
        in imported(shop, "errors.md", "-o", "errors").err
    )
    config = (shop / "errcat.toml").read_text()
    assert 'catalogs = ["errors"]' in config
    assert 'title-punctuation = {style = "none"}' in config
    again = imported(shop, "errors.md", "-o", "other")
    assert "set the style" not in again.err
    assert (shop / "errcat.toml").read_text() == config


def test_sources_complete_each_other_and_the_first_one_wins(shop: Path) -> None:
    ran = imported(shop, "errors.md", "statuses.json", "-o", "errors.yaml")
    entries = errcat.load(shop / "errors.yaml").by_code
    assert [entries[code].title for code in ("1001", "1002")] == [
        "Card declined",
        "Card gone",
    ]
    assert [entries[code].cases[0].http_status for code in ("1001", "1002")] == [
        402,
        404,
    ]
    assert (
        "Conflicts\n  statuses.json:1: `title` of 1002 is 'Card lost' here" in ran.out
    )
    assert "1 conflict, " in ran.out


@pytest.mark.parametrize(
    "entry",
    [
        'code: "1001"\n    name: A\n    title: Thing\n    http_status: 404\n',
        'code: "1001"\n    name: A\n    title: Thing\n',
        '{code: "1001", name: A, title: Thing, http_status: 404}\n',
    ],
    ids=["changed", "added", "in braces"],
)
def test_a_status_is_updated(entry: str, tmp_path: Path) -> None:
    catalog = f"errcat: 1\nid: shop\nerrors:\n  - {entry}"
    write_tree(
        tmp_path, {"a.csv": "code,title,status\n1001,Thing,409\n", "c.yaml": catalog}
    )
    ran = imported(tmp_path, "a.csv", "-o", "c.yaml")
    assert (ran.code, "bug" in ran.err) == (0, False), ran.err
    (updated,) = errcat.load(tmp_path / "c.yaml").entries
    assert updated.http_statuses == (409,)
    assert imported(tmp_path, "a.csv", "-o", "c.yaml", "--check").code == 0


def test_standard_input_is_a_source(shop: Path) -> None:
    ran = imported(shop, "-", "-o", "errors", stdin=PAGE)
    assert ran.code == 0, ran.err
    assert len(titles(shop)) == 2


def test_quiet_shows_only_what_a_person_must_look_at(shop: Path) -> None:
    ran = imported(shop, "errors.md", "-o", "errors", "--quiet")
    assert ran.err == ""
    assert "Left out\n" in ran.out
    assert "Read\n" not in ran.out
    assert "Imported" not in ran.out


def test_the_report_can_be_json_in_a_file(shop: Path) -> None:
    args = ("errors.md", "-o", "errors", "--report", "json:r.json", "--report", "full")
    assert "Imported 2 entries" in imported(shop, *args).out
    document = json.loads((shop / "r.json").read_text())
    assert list(check_against(load("imports"), document)) == []
    (report,) = document["imports"]
    assert report["catalog"] == "errors"
    assert report["sources"] == [
        {"file": "errors.md", "format": "markdown", "rows": 3, "entries": 2}
    ]
    assert {note["kind"] for note in report["notes"]} == {"read", "guessed", "left-out"}


def test_a_second_import_updates_texts_and_keeps_what_was_written_by_hand(
    shop: Path,
) -> None:
    imported(shop, "errors.md", "-o", "errors.yaml")
    file = shop / "errors.yaml"
    held = file.read_text().replace(
        "title: Card gone", "title: Card gone\n    retry: never"
    )
    file.write_text(held.replace("CARD_GONE", "LOST"))
    write_tree(shop, {"errors.md": PAGE.replace("Card gone", "Card lost")})
    ran = imported(shop, "errors.md", "-o", "errors.yaml")
    assert "Imported 2 entries from 1 source (1 changed): " in ran.out
    entry = errcat.load(file).by_code["1002"]
    assert entry.retry is not None
    assert (entry.title, entry.name, entry.retry.when) == ("Card lost", "LOST", "never")


def test_names_can_come_from_generated_code(shop: Path) -> None:
    old = 'from enum import StrEnum\n\n\nclass Code(StrEnum):\n    OLD_NAME = "1001"\n'
    write_tree(shop, {"old.py": old})
    imported(shop, "errors.md", "-o", "errors", "--names-from", "old.py")
    names = {entry.code: entry.name for entry in errcat.load(shop / "errors").entries}
    assert names == {"1001": "OLD_NAME", "1002": "CARD_GONE"}


def test_columns_can_be_given(shop: Path) -> None:
    write_tree(shop, {"e.csv": "id,a,b\n1,Wrong,Right\n2,Bad,Good\n"})
    imported(shop, "e.csv", "-o", "errors", "--map", "code=id,title=b")
    assert titles(shop) == {"1": "Right", "2": "Good"}


def test_a_comparison_shows_exactly_the_entries_that_changed_in_the_source(
    shop: Path,
) -> None:
    git(shop, "init", "-q", "-b", "main")
    imported(shop, "errors.md", "-o", "errors")
    commit(shop, "import")
    page = PAGE.replace("Card gone", "Card lost") + "| 1003 | Card expired |\n"
    write_tree(shop, {"errors.md": page})
    imported(shop, "errors.md", "-o", "errors")
    ran = run("diff", "HEAD", "--report", "json", cwd=shop)
    assert ran.code == 0, ran.err
    (comparison,) = json.loads(ran.out)["comparisons"]
    changes = {(change["rule"], change["code"]) for change in comparison["changes"]}
    assert changes == {("title-changed", "1002"), ("entry-added", "1003")}


# --- check -------------------------------------------------------------------------------------


def changed(shop: Path) -> None:
    page = PAGE.replace("Card gone", "Card lost").replace(
        "| 1001 | Card declined |\n", ""
    )
    write_tree(shop, {"errors.md": page + "| 1003 | Card expired |\n"})


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_check_shows_every_difference_and_writes_nothing(shop: Path) -> None:
    imported(shop, "errors.md", "-o", "errors")
    clean = imported(shop, "errors.md", "-o", "errors", "--check")
    assert (clean.code, clean.out) == (0, "")
    assert clean.err == "errors agrees with its sources (2 entries)\n"
    changed(shop)
    before = tree(shop)
    ran = imported(shop, "errors.md", "-o", "errors", "--check")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        'errors.md:5: 1002: title changed: "Card gone" → "Card lost"',
        'errors.md:7: 1003 is missing in the catalog: "Card expired"',
        "errors/errors.yaml:3: 1001 is in the catalog but not in any source",
    ]
    assert ran.err == "errors does not agree with its sources: 3 entries differ\n"
    assert tree(shop) == before


def test_the_differences_can_be_json(shop: Path) -> None:
    imported(shop, "errors.md", "-o", "errors")
    changed(shop)
    ran = imported(shop, "errors.md", "-o", "errors", "--check", "--report", "json")
    document = json.loads(ran.out)
    assert list(check_against(load("imports"), document)) == []
    (report,) = document["imports"]
    assert [(each["kind"], each["code"]) for each in report["differences"]] == [
        ("changed", "1002"),
        ("added", "1003"),
        ("missing", "1001"),
    ]


def test_the_configured_imports_run_without_a_source(shop: Path) -> None:
    write_tree(shop, {"errcat.toml": CONFIG, "sub/x": ""})
    assert imported(shop / "sub").code == 0
    assert len(titles(shop)) == 2
    assert imported(shop / "sub", "--check").code == 0
    changed(shop)
    ran = imported(shop / "sub", "--check")
    assert ran.code == 1
    assert '../errors.md:5: 1002: title changed: "Card gone" → "Card lost"' in ran.out


def test_the_gate_reports_configured_imports_that_differ(shop: Path) -> None:
    write_tree(shop, {"errcat.toml": CONFIG})
    imported(shop)
    ran = run("check", cwd=shop)
    assert ran.code == 0, ran.out
    assert "errors agrees with its sources (2 entries)\n" in ran.out
    changed(shop)
    ran = run("check", "--report", "concise", cwd=shop)
    assert ran.code == 1
    line = 'errors.md:5:1: error: 1002: title changed: "Card gone" → "Card lost" (import-fresh)'
    assert line in ran.out
    assert "errors does not agree with its sources: 3 entries differ\n" in ran.out


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("errors.md",), "name the catalog to write with --output"),
        ((), "no source given; name one, or set [[tool.errcat.imports]] in pyproject.toml"),
        (("-o", "errors"), "--output needs a SOURCE"),
        (("--format", "csv"), "--format needs a SOURCE"),
        (("gone.md", "-o", "errors"), "gone.md: no such file or folder"),
        (("errors.md", "-o", "errors", "--format", "cvs"), "unknown format 'cvs'; did you mean 'csv'?"),
        (("errors.md", "-o", "errors", "--map", "title"), "--map: 'title' is not FIELD=COLUMN"),
        (("errors.md", "-o", "errors", "--map", "title=Text"), "--map: title: no column 'Text'; columns: Code, Message"),
        (("errors.md", "-o", "errors", "--report", "sarif"), "unknown report 'sarif'; known: full, json"),
        (("errors.md", "-o", "statuses.json"), "statuses.json: not written: what is there cannot be read as a catalog"),
        (("errors.md", "-o", "errors", "--check"), "errors: no such file or folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    shop: Path, args: tuple[str, ...], message: str
) -> None:
    before = tree(shop)
    ran = imported(shop, *args)
    assert ran.code == 2, ran.out
    assert message in ran.err
    assert tree(shop) == before


def test_a_configured_import_needs_a_source(shop: Path) -> None:
    write_tree(shop, {"errcat.toml": CONFIG.replace('"errors.md"', "")})
    ran = imported(shop)
    assert ran.code == 2
    assert "imports.0.sources" in ran.err
