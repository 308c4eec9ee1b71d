"""A catalog means the same in YAML and JSON, in one file and in many."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errcat.loading.ranges import span_codes
from errcat.model import Case, Param, Retry
from tests.support import TELNYX, catalog_text, entry, load_text, look, run, write_tree

EVERYTHING = {
    "code": "10001",
    "name": "ONE",
    "title": "One",
    "detail": "The number {number} is inactive.",
    "description": "d",
    "causes": ["a", "b"],
    "solutions": ["c"],
    "notes": "n",
    "cases": [
        {"id": "api", "http_status": 409, "retry": "never", "channel": "http"},
        {"id": "hook", "title": "Other", "http_status": 400},
    ],
    "retry": {"when": "after_delay", "after": "PT24H"},
    "fault": "caller",
    "severity": "warning",
    "audience": "partner",
    "channels": ["http", "webhook"],
    "products": ["email"],
    "params": {"number": {"type": "string", "sensitive": True}},
    "links": [{"title": "More", "url": "https://example.com/more"}],
    "related": [{"system": "smpp", "code": "0x45"}],
    "tags": ["t"],
    "examples": [{"case": "api", "params": {"number": "+1"}}],
    "aliases": ["UNO"],
    "deprecated": {"since": "1.1.0", "reason": "r", "replaced_by": ["10002"]},
    "since": "1.0.0",
    "lint": {"ignore": ["detail-present"], "reason": "because"},
    "x-team": {"a": 1},
}


def test_every_field_reaches_the_model(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, catalog_text([EVERYTHING]))
    (one,) = catalog.entries
    assert one.cases == (
        Case("api", 409, retry=Retry("never"), channel="http"),
        Case("hook", 400, title="Other"),
    )
    assert one.http_statuses == (400, 409)
    assert one.retry == Retry("after_delay", "PT24H")
    assert one.params == (Param("number", "string", "", True),)
    assert one.deprecated is not None
    assert one.deprecated.replaced_by == ("10002",)
    assert (one.life, one.audience, one.extensions) == (
        "deprecated",
        "partner",
        {"x-team": {"a": 1}},
    )
    assert (one.lint.ignore, one.aliases, one.causes) == (
        ("detail-present",),
        ("UNO",),
        ("a", "b"),
    )


def test_yaml_and_json_are_equals(tmp_path: Path) -> None:
    as_json = load_text(tmp_path, catalog_text([EVERYTHING]))
    # JSON is YAML, so the other reader can read the same text.
    as_yaml = load_text(tmp_path, catalog_text([EVERYTHING]), "catalog.yaml")
    assert as_yaml == as_json


def test_one_file_and_many_are_equals(tmp_path: Path) -> None:
    entries = [entry(str(code)) for code in range(1, 7)]
    one = load_text(tmp_path, catalog_text(entries), "one.json")
    header = catalog_text([])
    parts = [
        json.dumps({"errcat": 1, "errors": entries[at : at + 2]}) for at in (0, 2, 4)
    ]
    write_tree(
        tmp_path / "many",
        {
            "catalog.json": header,
            "a.json": parts[0],
            "b.yaml": parts[1],
            "sub/c.yml": parts[2],
        },
    )
    many = look(tmp_path / "many", rules=()).catalog
    assert many is not None
    assert many.entries == one.entries


def test_a_status_is_short_for_one_case(tmp_path: Path) -> None:
    catalog = load_text(
        tmp_path, catalog_text([entry("1", http_status=404), entry("2")])
    )
    assert [each.http_statuses for each in catalog.entries] == [(404,), ()]


def test_what_is_not_said_comes_from_the_innermost_range_and_then_the_header(
    tmp_path: Path,
) -> None:
    ranges = [
        {"name": "outer", "from": "100", "to": "199", "defaults": {"fault": "caller"}},
        {"name": "inner", "from": "150", "to": "159", "defaults": {"severity": "info"}},
        {"name": "cli", "prefix": "CLI-", "defaults": {"audience": "internal"}},
    ]
    codes = ("100", "149", "150", "159", "160", "199", "200", "CLI-7", "99")
    entries = [entry(code) for code in codes]
    defaults = {"audience": "partner", "severity": "warning"}
    catalog = load_text(
        tmp_path, catalog_text(entries, ranges=ranges, defaults=defaults)
    )
    found = {
        each.code: (each.range, each.fault, each.severity, each.audience)
        for each in catalog.entries
    }
    outer = ("outer", "caller", "warning", "partner")
    inner = ("inner", "caller", "info", "partner")
    outside = ("", "", "warning", "partner")
    assert found == {
        "100": outer,
        "149": outer,
        "150": inner,
        "159": inner,
        "160": outer,
        "199": outer,
        "200": outside,
        "CLI-7": ("cli", "", "warning", "internal"),
        "99": outside,
    }


def test_a_span_stands_for_all_its_codes(tmp_path: Path) -> None:
    span = {
        "code": "D10",
        "through": "D12",
        "name": "CALL_REJECTED",
        "title": "Call rejected",
    }
    catalog = load_text(tmp_path, catalog_text([span]))
    assert [(each.code, each.name) for each in catalog.entries] == [
        ("D10", "CALL_REJECTED_D10"),
        ("D11", "CALL_REJECTED_D11"),
        ("D12", "CALL_REJECTED_D12"),
    ]


@pytest.mark.parametrize(
    ("code", "through", "codes"),
    [
        ("8", "11", ["8", "9", "10", "11"]),
        ("08", "11", ["08", "09", "10", "11"]),
        ("E1", "E1", ["E1"]),
        ("D12", "D10", None),
        ("D10", "E12", None),
        ("1", "99999999", None),
        ("a", "b", None),
        ("08", "111", None),
    ],
)
def test_which_spans_there_are(
    code: str, through: str, codes: list[str] | None
) -> None:
    assert span_codes(code, through) == codes


def test_a_span_that_is_none_is_told(tmp_path: Path) -> None:
    span = {
        "code": "D12",
        "through": "D10",
        "name": "CALL_REJECTED",
        "title": "Call rejected",
        "detail": "The call was rejected.",
    }
    write_tree(tmp_path, {"c.json": catalog_text([span])})
    (finding,) = look(tmp_path / "c.json").findings
    assert (finding.rule, finding.field) == ("code-format", "through")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("10001", "10001"),
        ("01000", "01000"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("-32700", "-32700"),
        ("42P01", "42P01"),
        ("1_000", "1_000"),
        ('"10001"', "10001"),
    ],
)
def test_an_unquoted_code_keeps_its_source_text(
    written: str, code: str, tmp_path: Path
) -> None:
    text = f"errcat: 1\nid: e\nerrors:\n  - code: {written}\n    name: ONE\n    title: One\n"
    assert [each.code for each in load_text(tmp_path, text, "c.yaml").entries] == [code]


@pytest.mark.parametrize(
    "written", ["no", "on", "y", "12:30:45", "2027-03-01", "0o17", "1_000"]
)
def test_a_text_stays_a_text(written: str, tmp_path: Path) -> None:
    text = f'errcat: 1\nid: e\nerrors:\n  - code: "1"\n    name: ONE\n    title: {written}\n'
    assert load_text(tmp_path, text, "c.yaml").entries[0].title == written


def test_numbers_are_compared_by_value_and_texts_by_code_point(tmp_path: Path) -> None:
    numbers = load_text(
        tmp_path, catalog_text([entry(c) for c in ("9", "10", "-32600", "-32700")])
    )
    assert [each.code for each in numbers.sorted_entries] == [
        "-32700",
        "-32600",
        "9",
        "10",
    ]
    texts = load_text(tmp_path, catalog_text([entry(c) for c in ("9", "10", "A")]))
    assert [each.code for each in texts.sorted_entries] == ["10", "9", "A"]
    forced = load_text(
        tmp_path, catalog_text([entry("9"), entry("10")], code={"order": "text"})
    )
    assert [each.code for each in forced.sorted_entries] == ["10", "9"]


def test_a_later_minor_format_is_read_with_a_warning(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.yaml": 'errcat: "1.3"\nid: e\nerrors: []\n'})
    (finding,) = look(tmp_path / "c.yaml").findings
    assert (finding.rule, finding.severity) == ("format-known", "warning")


def test_hidden_and_foreign_files_are_left_alone(tmp_path: Path) -> None:
    files = {
        "catalog.yaml": "errcat: 1\nid: e\n",
        ".hidden.yaml": "- [",
        ".git/x.yaml": "- [",
        "notes.txt": "errcat: 1",
        "compose.yaml": "services: [",
    }
    ran = run("validate", str(write_tree(tmp_path, files)), "--report", "concise")
    line, _ = ran.out.splitlines()
    assert line.endswith("so it is not part of the catalog (file-marked)")
    assert "compose.yaml:1:1" in line


@pytest.mark.parametrize(
    "text",
    [
        "\ufefferrcat: 1\nid: e\n",
        "errcat: 1\r\nid: e\r\n",
        '\ufeff{"errcat": 1, "id": "e"}',
    ],
)
def test_a_byte_order_mark_and_crlf_change_nothing(text: str, tmp_path: Path) -> None:
    assert load_text(tmp_path, text, "c.yaml").id == "e"


def test_the_telnyx_catalog_is_whole() -> None:
    catalog = look(TELNYX).catalog
    assert catalog is not None
    assert len(catalog.entries) == len(catalog.by_code) == 211
    counted = {
        range_.name: sum(entry.range == range_.name for entry in catalog.entries)
        for range_ in catalog.ranges
    }
    assert counted == {
        "general": 38,
        "account": 29,
        "messaging": 56,
        "networking": 3,
        "wireless": 8,
        "porting": 31,
        "numbers": 9,
        "call-control": 37,
    }
    assert {each.code for each in catalog.entries if not each.detail} == {
        str(code) for code in range(85000, 85009)
    }
    stop = catalog.by_code["40300"].detail.split("\n\n")[1].split("\n")
    assert stop == [
        "- CANCEL",
        "- END",
        "- QUIT",
        "- STOP",
        "- STOPALL",
        "- STOP ALL",
        "- UNSUBSCRIBE",
    ]
    assert "occured" in catalog.by_code["10007"].detail  # as the API publishes it


def test_the_names_of_a_numeric_span_end_in_the_code(tmp_path: Path) -> None:
    span = {"code": "8", "through": "10", "name": "BUSY", "title": "Busy"}
    catalog = load_text(tmp_path, catalog_text([span]))
    assert [each.name for each in catalog.entries] == ["BUSY_8", "BUSY_9", "BUSY_10"]
