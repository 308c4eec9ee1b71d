"""The reports `json` and `jsonl`, read with the schema that errcat ships."""

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


def test_json_is_what_its_schema_says() -> None:
    for run in (SMALL, CLEAN):
        WHOLE.validate(json.loads(render("json", run)))


def test_jsonl_has_a_finding_a_line_as_json_has_them() -> None:
    found = lines(render("jsonl", SMALL))
    for each in found:
        ONE.validate(each)
    assert found == json.loads(render("json", SMALL))["findings"]


def test_jsonl_of_a_clean_run_is_empty() -> None:
    assert render("jsonl", CLEAN) == ""


def test_a_fix_says_what_to_change_and_whether_that_is_safe() -> None:
    _, period, twice, *_ = json.loads(render("json", SMALL))["findings"]
    span = {"line": 5, "column": 40, "end_line": 5, "end_column": 41}
    edit = {"file": "catalog/acme/errors.yaml", "span": span, "text": ""}
    assert period["fix"] == {"applicability": "safe", "edits": [edit]}
    assert twice["fix"]["applicability"] == "unsafe"
    assert len(twice["fix"]["edits"]) == 2


def test_a_finding_without_a_fix_says_null() -> None:
    run = run_of((finding(fix=None),))
    assert json.loads(render("json", run))["findings"][0]["fix"] is None


@pytest.mark.parametrize("name", ["json", "jsonl"])
@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_comes_back(text: str, name: str) -> None:
    report = render(name, hostile(text))
    assert report.replace("\n", "").isprintable()
    assert report.isascii()
    found = json.loads(report)["findings"] if name == "json" else lines(report)
    expected = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    for each in found:
        for key in ("message", "code", "catalog", "field", "value", "hint"):
            assert each[key] == expected
        assert each["fix"]["edits"][0]["text"] == expected
        assert each["related"][0]["message"] == expected
    assert found[1]["file"] == (expected or "-")
