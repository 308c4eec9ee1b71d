"""Laws of the import: sources complete each other, outputs come back, again and again is the same."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

import errcat
from errcat.errors import NameUnknown, OptionInvalid
from errcat.importing.codes import LIMIT, parse
from errcat.importing.columns import guess
from errcat.importing.extracting import FormatUnclear, Text, choose
from errcat.importing.rendering import files
from errcat.importing.reports import data
from errcat.importing.running import Options, columns_of, names_in, run
from errcat.importing.running import texts as read_texts
from errcat.importing.updating import ADDED, CHANGED, MISSING, differences, update
from tests.importing.support import (
    IMPORTERS,
    entries,
    errors,
    existing,
    imported,
    messages,
    names,
    texts,
    written,
)
from tests.support import ROOT, TELNYX, write_tree

PAGE = "| Code | Message |\n|---|---|\n| 1001 | Card declined |\n| 1002 | Card gone |\n"
ENUM = "export enum Codes {\n  CARD_DECLINED = 1001,\n  CARD_GONE = 1002,\n  NEW_ONE = 1003,\n}\n"
STATUS = '{"1001": {"message": "Declined", "status": 402}, "1002": {"message": "Card gone", "status": 410}}'


def test_sources_complete_each_other_and_the_first_one_counts() -> None:
    sources = texts({"errors.md": PAGE, "codes.ts": ENUM, "status.json": STATUS})
    found = run(sources, IMPORTERS)
    assert [dict(item.data) for item in found.items] == [
        {
            "code": "1001",
            "name": "CARD_DECLINED",
            "title": "Card declined",
            "http_status": 402,
        },
        {"code": "1002", "name": "CARD_GONE", "title": "Card gone", "http_status": 410},
        {"code": "1003", "name": "NEW_ONE", "title": "New one"},
    ]
    assert messages(found, "conflict") == [
        "1: `title` of 1001 is 'Declined' here but 'Card declined' in errors.md:3; kept the first"
    ]


def test_codes_of_one_source_are_names_of_another() -> None:
    sources = texts(
        {
            "codes.ts": ENUM,
            "t.json": '{"CARD_DECLINED": "No money", "CARD_GONE": "Lost card"}',
        }
    )
    found = entries(run(sources, IMPORTERS))
    assert found["1001"]["title"] == "No money"


def test_every_importer_has_a_manual_page_and_a_name() -> None:
    for importer in IMPORTERS:
        assert importer.summary.endswith((".", ":")) or importer.summary
        assert importer.name == importer.module.rpartition(".")[2]


def test_a_format_can_be_named_and_an_unknown_one_is_refused() -> None:
    assert choose(Text("x", PAGE), IMPORTERS, "csv").name == "csv"
    with pytest.raises(NameUnknown):
        choose(Text("x", PAGE), IMPORTERS, "docx")
    with pytest.raises(FormatUnclear):
        choose(Text("x", "nothing of use"), IMPORTERS)


def test_columns_are_given_by_field() -> None:
    assert columns_of("code=id,title=message") == {"code": "id", "title": "message"}
    for wrong in ("code", "colour=x", "=x"):
        with pytest.raises(OptionInvalid):
            columns_of(wrong)
    with pytest.raises(OptionInvalid, match="no column 'nix'"):
        imported(PAGE, "a.md", Options(columns={"title": "nix"}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E1001", [("E1001", "")]),
        ("`E1001`", [("E1001", "")]),
        ("D10-D17", [("D10", "D17")]),
        ("D10 to 17", [("D10", "D17")]),
        ("100..199", [("100", "199")]),
        ("0042", [("0042", "")]),
        ("E1, E2 or E3", [("E1", ""), ("E2", ""), ("E3", "")]),
        ("auth/invalid-token", [("auth/invalid-token", "")]),
        ("17-10", [("17-10", "")]),
        ("4xx", []),
        ("card declined", []),
        ("y" * (LIMIT + 1), []),
        ("y" * min(LIMIT, 70), [("y" * min(LIMIT, 70), "")]),
        ("", []),
    ],
)
def test_a_cell_holds_codes_or_says_why_not(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = parse(text)
    assert [tuple(code) for code in found.codes] == expected
    assert bool(found.reason) is not bool(expected)


# --- our own outputs ---------------------------------------------------------------------------


def outputs(folder: Path, target: str) -> list[Text]:
    """Return the files of a target for the catalog of Telnyx as sources."""
    files = errcat.generate(errcat.load(str(TELNYX)), target)
    return [
        Text(file.path, file.text)
        for file in files
        if file.path.endswith((".md", ".csv", ".json", ".yaml"))
    ]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("target", ["json", "csv", "markdown", "openapi"])
def test_our_own_outputs_come_back(target: str, tmp_path: Path) -> None:
    catalog = errcat.load(str(TELNYX))
    found = run(outputs(tmp_path, target), IMPORTERS)
    got = {item.code: item.data for item in found.items}
    assert list(got) == [entry.code for entry in catalog.sorted_entries]
    for entry in catalog.entries:
        data = got[entry.code]
        assert (data["name"], data["title"]) == (entry.name, entry.title)
        detail = str(data.get("detail", ""))
        # An enum in OpenAPI has one line for each code.
        same = (
            (flat(detail), flat(entry.detail))
            if target == "openapi"
            else (detail, entry.detail)
        )
        assert same[0] == same[1]
        assert set(data) <= {"code", "name", "title", "detail", "tags"}


def test_a_catalog_comes_back_with_its_header(tmp_path: Path) -> None:
    found = run(outputs(tmp_path, "json"), IMPORTERS)
    assert errors(written(tmp_path / "again", found)) == []
    again, before = errcat.load(str(tmp_path / "again")), errcat.load(str(TELNYX))
    assert set(again.entries) == set(before.entries)
    assert (again.ranges, again.code, again.envelope) == (
        before.ranges,
        before.code,
        before.envelope,
    )


# --- again and again ---------------------------------------------------------------------------


def listed(rows: dict[str, str]) -> str:
    return json.dumps([{"code": code, "message": text} for code, text in rows.items()])


def onto(folder: Path, rows: dict[str, str]) -> None:
    """Import rows onto the catalog in a folder."""
    held = existing(folder)
    found = imported(listed(rows), "errors.json", Options(names=held.names))
    write_tree(Path("/"), update(found, held).files)


ROWS = {str(code): f"Text of {code}" for code in range(1000, 1040)}


def test_an_import_onto_its_own_catalog_changes_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "errors", imported(listed(ROWS), "errors.json"))
    found = update(imported(listed(ROWS), "errors.json"), existing(folder))
    assert (found.differences, found.files) == ((), {})


def test_an_update_follows_the_texts_and_keeps_what_was_written_by_hand(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "errors", imported(listed(ROWS), "errors.json"))
    path = next(
        p for p in folder.glob("*.yaml") if "1001" in p.read_text(encoding="utf-8")
    )
    text = path.read_text(encoding="utf-8").replace(
        "    name: TEXT_OF_1001\n",
        "    name: BY_HAND  # kept\n    notes: Mine\n    retry: never\n",
    )
    path.write_text(text, encoding="utf-8")
    rows = {**ROWS, "1001": "Another text", "1100": "New"}
    del rows["1002"]
    held = existing(folder)
    found = update(
        imported(listed(rows), "errors.json", Options(names=held.names)), held
    )
    assert [(each.kind, each.code, each.field) for each in found.differences] == [
        (CHANGED, "1001", "title"),
        (ADDED, "1100", ""),
        (MISSING, "1002", ""),
    ]
    write_tree(Path("/"), found.files)
    catalog = errcat.load(str(folder))
    entry = catalog.by_code["1001"]
    assert (entry.name, entry.title, entry.notes) == ("BY_HAND", "Another text", "Mine")
    assert "name: BY_HAND  # kept" in path.read_text(encoding="utf-8")
    assert [entry.code for entry in catalog.entries] == sorted([*ROWS, "1100"])
    assert errors(folder) == []


TEXTS = ["Not found", "Gone", "Too many requests", "The call has ended"]


def edited(rows: dict[str, str], random: Random) -> dict[str, str]:
    """Return rows with one random edit: a new text, a new row, one row less, or another order."""
    rows = dict(rows)
    code = random.choice(list(rows))
    act = random.randrange(4)
    if act == 0:
        rows[code] = random.choice(TEXTS)
    elif act == 1:
        rows[str(random.randrange(1000, 1080))] = random.choice(TEXTS)
    elif act == 2:
        del rows[code]
    else:
        items = list(rows.items())
        random.shuffle(items)
        rows = dict(items)
    return rows


@pytest.mark.parametrize("edits", [20, pytest.param(200, marks=pytest.mark.exhaustive)])
def test_names_never_drift(edits: int, tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311 -- edits for a test
    rows = dict(ROWS)
    folder = written(tmp_path / "errors", imported(listed(rows), "errors.json"))
    seen = existing(folder).names
    for _ in range(edits):
        rows = edited(rows, random)
        onto(folder, rows)
        current = existing(folder).names
        assert {code: current[code] for code in seen} == seen
        seen = current
    assert errors(folder) == []


def test_check_sees_what_differs_and_writes_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "errors", imported(listed(ROWS), "errors.json"))
    before = {path: path.read_bytes() for path in folder.glob("*")}
    found = differences(
        imported(listed({**ROWS, "1000": "X"}), "e.json"), existing(folder)
    )
    assert [(d.code, d.field, d.old, d.new) for d in found] == [
        ("1000", "title", "Text of 1000", "X")
    ]
    assert before == {path: path.read_bytes() for path in folder.glob("*")}


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_catalog_of_one_file_takes_new_entries_in_order(
    tmp_path: Path, suffix: str
) -> None:
    from errcat.importing import rendering

    found = imported(listed({"10": "Ten", "30": "Thirty"}), "errors.json")
    path = tmp_path / f"errors.{suffix}"
    path.write_text(rendering.single(found, as_json=suffix == "json"), encoding="utf-8")
    more = imported(
        listed({"10": "Ten", "20": "Twenty", "30": "Thirty", "5": "Five"}),
        "errors.json",
    )
    result = update(more, existing(path))
    path.write_text(result.files[str(path)], encoding="utf-8")
    assert [entry.code for entry in errcat.load(str(path)).entries] == [
        "5",
        "10",
        "20",
        "30",
    ]


# --- what is written ---------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["python", "ts", "openapi"])
def test_targets_run_on_what_was_imported(target: str, tmp_path: Path) -> None:
    folder = written(
        tmp_path / "errors", run(texts({"errors.md": PAGE, "c.ts": ENUM}), IMPORTERS)
    )
    assert errcat.generate(errcat.load(str(folder)), target)


HARD = [
    "yes",
    "null",
    "a: b",
    "a #b",
    "- x",
    "'x'",
    '"',
    "1_000",
    "x:",
    "{a}",
    "a\u00a0b",
    "@x",
    "%s",
    "=cmd",
]


def test_texts_stay_what_they_are(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {
            "code": f"E{at}",
            "message": f"t{at}",
            "detail": text,
            "description": f"{text}\n\n{text}",
        }
        for at, text in enumerate(HARD)
    ]
    folder = written(tmp_path / "errors", imported(json.dumps(rows), "errors.json"))
    found = errcat.load(str(folder)).by_code
    for at, text in enumerate(HARD):
        if text != "null":
            assert (found[f"E{at}"].detail, found[f"E{at}"].description) == (
                text,
                f"{text}\n\n{text}",
            )


# --- speed -------------------------------------------------------------------------------------

MANY = 20_000


def many(form: str) -> Text:
    codes = range(100_000, 100_000 + MANY)
    if form == "json":
        return Text(
            "e.json",
            json.dumps(
                {str(c): {"message": f"Error {c} of it", "status": 400} for c in codes}
            ),
        )
    if form == "md":
        rows = "\n".join(f"| {c} | Error `{c}` of it | More on {c} |" for c in codes)
        return Text("e.md", f"| Code | Title | Detail |\n|--|--|--|\n{rows}\n")
    return Text(
        "e.txt",
        "CodeTitleDetail\n"
        + "\n".join(f"{c}Error of itThe error {c} is here." for c in codes),
    )


@pytest.mark.exhaustive
@pytest.mark.parametrize("form", ["json", "md", "txt"])
def test_twenty_thousand_entries_take_seconds(form: str) -> None:
    source = many(form)
    start = time.process_time()
    found = run([source], IMPORTERS)
    assert len(found.items) == MANY
    assert time.process_time() - start < 10


def test_no_rule_of_the_import_knows_the_page_of_telnyx() -> None:
    for path in (ROOT / "toolkit" / "errcat" / "importing").rglob("*.py"):
        assert "telnyx" not in path.read_text(encoding="utf-8").lower()


def test_names_come_from_an_older_catalog_or_from_generated_code(
    tmp_path: Path,
) -> None:
    old = written(tmp_path / "old", imported(ENUM, "codes.ts"))
    suffixes = tuple(suffix for importer in IMPORTERS for suffix in importer.suffixes)
    expected = {"1001": "CARD_DECLINED", "1002": "CARD_GONE", "1003": "NEW_ONE"}
    assert names_in(read_texts(str(old), suffixes), IMPORTERS) == expected
    assert names_in(texts({"codes.ts": ENUM}), IMPORTERS) == expected


def test_a_source_that_is_not_utf_8_is_read_and_that_is_noted(tmp_path: Path) -> None:
    for encoding, sure in (("latin-1", "unsure"), ("utf-16", "sure")):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes("code,message\r\nE1,Café\r\n".encode(encoding))
        found = run(read_texts(str(path), ()), IMPORTERS)
        assert found.items[0].data["title"] == "Café"
        assert [
            n.confidence for n in found.report.notes if n.subject == "encoding"
        ] == [sure]


def test_the_target_decides_how_many_files_there_are() -> None:
    found = imported(PAGE, "a.md")
    assert list(files(found, "errors/")) == [
        "errors/catalog.yaml",
        "errors/errors.yaml",
    ]
    assert list(files(found, "errors.json")) == ["errors.json"]


def test_a_report_is_plain_data() -> None:
    found = data(imported(PAGE, "a.md").report)
    assert found["sources"] == [
        {"file": "a.md", "format": "markdown", "rows": 2, "entries": 2}
    ]
    assert json.loads(json.dumps(found)) == found
    assert all(note["line"] for note in found["notes"])


def test_names_settled_before_are_kept() -> None:
    found = imported(PAGE, "a.md", Options(names={"1002": "OLD_NAME"}))
    assert names(found) == {"1001": "CARD_DECLINED", "1002": "OLD_NAME"}


def test_an_unknown_column_is_listed_with_its_rows() -> None:
    text = "code,message,colour\n1,One,red\n2,Two,\n"
    assert "2: column 'colour' in 1 row: its name is not known" in messages(
        imported(text, "a.csv"), "left-out"
    )


def test_guesses_say_how_sure_they_are() -> None:
    table = (
        choose(Text("a.csv", "x"), IMPORTERS, "csv")
        .extract(Text("a.csv", "code,meaning\nE1,One\n"))
        .tables[0]
    )
    assert [(found.field, found.confidence) for found in guess(table, {})] == [
        ("code", "sure"),
        ("title", "sure"),
    ]
