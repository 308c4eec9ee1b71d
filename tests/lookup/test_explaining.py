"""What an explanation holds, and its reports: for a terminal, as JSON and as Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from errcat import open_project
from errcat.loading.schema import check_against
from errcat.lookup import listing, showing
from errcat.lookup.explaining import Answer, Explanation, answer_json
from errcat.lookup.opening import OpenedCatalog
from errcat.lookup.searching import Filters, search
from errcat.lookup.summarizing import summary_of
from errcat.lookup.terms import Match, unknown
from errcat.testing.hostile import HOSTILE, hostile_catalog
from errcat_schema import load
from tests.lookup.shop import opened, text
from tests.support import write_tree

CONFIG = """\
catalogs = ["shop.json"]
[[outputs]]
target = "python"
output = "errors.py"
[[outputs]]
target = "csv"
output = "errors.csv"
"""


def answer_of(home: OpenedCatalog) -> Answer:
    """Return an answer with every entry of a catalog."""
    entries = home.catalog.entries
    return Answer(tuple(Explanation(Match(home, entry)) for entry in entries))


def test_an_explanation_holds_what_the_project_knows(tmp_path: Path) -> None:
    write_tree(tmp_path, {"shop.json": text(), "errcat.toml": CONFIG})
    (found,) = open_project(tmp_path).explain("WalletLocked").explanations
    assert found.entry.code == "5001"
    assert found.owners == ("team-wallet",)
    assert found.documentation == "https://docs.example.com/errors/5001"
    assert [name.names for name in found.names] == [("WALLET_LOCKED", "WalletLocked")]
    assert found.entry.notes == "Ask the vault first."


def test_each_entry_is_explained_once(tmp_path: Path) -> None:
    write_tree(tmp_path, {"shop.json": text(), "errcat.toml": CONFIG})
    answer = open_project(tmp_path).explain("5001", "WALLET_LOCKED", "5001", "1001")
    assert [found.entry.code for found in answer.explanations] == ["5001", "1001"]


def test_rules_and_change_rules_are_explained(tmp_path: Path) -> None:
    write_tree(tmp_path, {"shop.json": text(), "errcat.toml": CONFIG})
    answer = open_project(tmp_path).explain("code-unique", "code-reused", "nothing-x")
    assert [page.name for page in answer.rules] == ["code-unique", "code-reused"]
    assert [missing.term for missing in answer.unknown] == ["nothing-x"]


def test_a_catalog_with_findings_is_explained_and_named(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"code": "1", "title": "One"},
        {"code": "2", "title": 7},
        {"title": "x"},
    ]
    write_tree(tmp_path, {"shop.json": text(rows, ranges=[]), "errcat.toml": CONFIG})
    answer = open_project(tmp_path).explain("1")
    assert [found.entry.title for found in answer.explanations] == ["One"]
    assert [Path(path).name for path in answer.incomplete] == ["shop.json"]


# --- reports ---------------------------------------------------------------------------------


def test_the_json_report_matches_its_schema(tmp_path: Path) -> None:
    paid = {"method": "POST", "path": "/pay", "id": "pay", "codes": {"5001": [503]}}
    home = opened(tmp_path, text(operations=[paid]))
    assert "POST /pay (pay)\n" in showing.shown(answer_of(home), showing.Screen())
    answer = answer_of(home)._replace(unknown=(unknown("1002", [home]),))
    data = json.loads(answer_json(answer))
    assert list(check_against(load("explanation"), data)) == []
    bundle = load("bundle")
    schema = {**bundle, "$ref": "#/definitions/entry"}
    for explanation in data["explanations"]:
        assert list(check_against(schema, explanation["entry"])) == []


def test_the_json_of_lists_and_summaries_matches_its_schema(tmp_path: Path) -> None:
    home = opened(tmp_path)
    found = search([home], "walet", Filters(missing=("causes",)))
    for written in (
        listing.found_json(found),
        listing.summaries_json([summary_of(home)]),
    ):
        assert list(check_against(load("list"), json.loads(written))) == []


def test_lines_fit_the_terminal(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"code": "1", "title": "T", "detail": "many words " * 30}
    ]
    home = opened(tmp_path, text(rows, ranges=[], docs_url=""))
    shown = showing.shown(answer_of(home), showing.Screen(60))
    described = shown.partition("Catalog")[0].splitlines()
    assert max(map(len, described)) <= 60
    wide = showing.shown(answer_of(home), showing.Screen(300))
    assert max(map(len, wide.partition("Catalog")[0].splitlines())) <= 100
    piped = showing.shown(answer_of(home), showing.Screen())
    assert ("many words " * 30).strip() in piped


def test_a_table_is_cut_to_the_terminal(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"code": "1", "title": "many words " * 30}]
    found = search([opened(tmp_path, text(rows, ranges=[]))])
    assert max(map(len, listing.found_table(found, width=50).splitlines())) == 50
    assert "…" not in listing.found_table(found)


# --- texts that break something --------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_reaches_the_terminal_raw(hostile: str) -> None:
    home = OpenedCatalog(hostile_catalog(hostile))
    outputs = [
        showing.shown(answer_of(home), showing.Screen(80)),
        listing.found_table(search([home]), width=80),
        listing.summaries_table([summary_of(home)], width=80),
    ]
    for output in outputs:
        assert not _CONTROL.search(output)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_text_is_no_markup_in_markdown(hostile: str) -> None:
    from markdown_it import MarkdownIt

    home = OpenedCatalog(hostile_catalog(hostile))
    document = showing.markdown_of(answer_of(home))
    assert not _CONTROL.search(document.replace("\t", " "))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(document)
    kinds = {token.type for token in tokens}
    assert "html_block" not in kinds
    headings = [token for token in tokens if token.type == "heading_open"]
    plain = showing.markdown_of(answer_of(OpenedCatalog(hostile_catalog("x"))))
    assert len(headings) <= plain.count("\n#") + 1
    for token in tokens:
        for child in token.children or ():
            assert child.type != "image"
            assert child.type != "html_inline" or child.content == "<br>"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_csv_holds_no_formula_and_json_holds_everything(hostile: str) -> None:
    home = OpenedCatalog(hostile_catalog(hostile))
    found = search([home])
    header, *rows = csv.reader(io.StringIO(listing.found_csv(found), newline=""))
    assert [len(row) for row in rows] == [len(header)] * 2
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    data = json.loads(answer_json(answer_of(home)))
    described = [found["entry"].get("detail", "") for found in data["explanations"]]
    details = [entry.detail for entry in home.catalog.entries]
    assert described == json.loads(json.dumps(details))  # halves of a pair are one
