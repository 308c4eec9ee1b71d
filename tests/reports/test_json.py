"""The reports `json` and `jsonl`, validated against the schema that errcat ships."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.hostile import HOSTILE
from tests.reports.runs import CLEAN, SMALL, finding, hostile, render, run_of

SCHEMA = json.loads(
    (files("errcat_schema") / "findings.schema.json").read_text(encoding="utf-8")
)
WHOLE: Any = Draft7Validator(SCHEMA)
ONE: Any = Draft7Validator(
    {**SCHEMA["definitions"]["finding"], "definitions": SCHEMA["definitions"]}
)


def lines(report: str) -> list[Any]:
    return [json.loads(line) for line in report.splitlines()]


def test_json_matches_its_schema() -> None:
    for run in (SMALL, CLEAN):
        WHOLE.validate(json.loads(render("json", run)))


def test_jsonl_has_the_findings_of_json_one_per_line() -> None:
    listed = lines(render("jsonl", SMALL))
    for item in listed:
        ONE.validate(item)
    assert listed == json.loads(render("json", SMALL))["findings"]


def test_jsonl_of_a_clean_run_is_empty() -> None:
    assert render("jsonl", CLEAN) == ""


def test_a_fix_has_its_edits_and_whether_it_is_safe() -> None:
    _, period, twice, *_ = json.loads(render("json", SMALL))["findings"]
    span = {"line": 5, "column": 40, "end_line": 5, "end_column": 41}
    edit = {"file": "catalog/acme/errors.yaml", "span": span, "text": ""}
    assert period["fix"] == {"applicability": "safe", "edits": [edit]}
    assert twice["fix"]["applicability"] == "unsafe"
    assert len(twice["fix"]["edits"]) == 2


def test_a_finding_without_a_fix_has_null() -> None:
    run = run_of((finding(fix=None),))
    assert json.loads(render("json", run))["findings"][0]["fix"] is None


@pytest.mark.parametrize("name", ["json", "jsonl"])
@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_preserved(text: str, name: str) -> None:
    report = render(name, hostile(text))
    assert report.replace("\n", "").isprintable()
    assert report.isascii()
    listed = json.loads(report)["findings"] if name == "json" else lines(report)
    expected = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    for item in listed:
        for key in ("message", "code", "catalog", "field", "value", "hint"):
            assert item[key] == expected
        assert item["fix"]["edits"][0]["text"] == expected
        assert item["related"][0]["message"] == expected
    assert listed[1]["file"] == (expected or "-")
