"""The report `rdjson`, held against reviewdog.proto, and read as reviewdog applies it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from jsonschema import Draft7Validator

from errcat.findings import Edit, Finding, Fix, Span
from tests.hostile import HOSTILE
from tests.reports.runs import (
    CLEAN,
    FILE,
    SMALL,
    TEXT,
    document,
    finding,
    hostile,
    render,
    run_of,
)
from tests.support import NODE_MODULES

NUMBER = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}


def message(*required: str, **fields: Any) -> dict[str, Any]:
    """Return the schema of a protobuf message; protojson refuses fields it does not know."""
    return {
        "type": "object",
        "required": list(required),
        "properties": fields,
        "additionalProperties": False,
    }


STRING = {"type": "string"}
POSITION = message("line", line=NUMBER, column=NUMBER)
RANGE = message("start", start=POSITION, end=POSITION)
LOCATION = message("path", path={**STRING, "minLength": 1}, range=RANGE)
NAMED = message("name", name=STRING, url={**STRING, "pattern": "^https://"})
CODE = message("value", value=STRING, url=STRING)
SUGGESTION = message("range", "text", range=RANGE, text=STRING)
RELATED = message("location", message=STRING, location=LOCATION)
DIAGNOSTIC = message(
    "message",
    "location",
    message=STRING,
    location=LOCATION,
    severity={"enum": ["ERROR", "WARNING", "INFO"]},
    code=CODE,
    suggestions={"type": "array", "items": SUGGESTION},
    related_locations={"type": "array", "items": RELATED},
)
VALIDATOR: Any = Draft7Validator(
    message(
        "diagnostics", diagnostics={"type": "array", "items": DIAGNOSTIC}, source=NAMED
    )
)
"""What https://github.com/reviewdog/reviewdog/tree/master/proto/rdf says, in other words."""


def diagnostics(report: str) -> list[Any]:
    found = json.loads(report)
    VALIDATOR.validate(found)
    diagnostics: list[Any] = found["diagnostics"]
    return diagnostics


def meant(text: str, where: dict[str, Any]) -> str:
    """Return what a range within a line covers, in bytes of UTF-8, end exclusive."""
    start, end = where["start"], where["end"]
    assert start["line"] == end["line"]
    row: int = start["line"] - 1
    first: int = start["column"] - 1
    last: int = end["column"] - 1
    return text.splitlines()[row].encode()[first:last].decode()


PACKAGE = "@umbrelladocs/rdformat-validator"
PROGRAM = """
const { validate } = require(process.argv[1]);
const report = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
validate(report, { strictMode: true, allowExtraFields: false }).then((found) =>
  console.log(JSON.stringify(found))
);
"""


def judged(report: str) -> list[Any]:
    """Return what the validator of the format on npm has against a report."""
    done = subprocess.run(
        ["node", "-e", PROGRAM, PACKAGE],
        input=report.encode(),
        cwd=NODE_MODULES.parent,
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)
    problems: list[Any] = found["errors"]
    return problems


@pytest.mark.tools
def test_a_validator_of_the_format_has_nothing_against_it() -> None:
    assert judged(render("rdjson", SMALL)) == judged(render("rdjson", CLEAN)) == []
    broken = render("rdjson", SMALL).replace('"column": 11', '"column": 0')
    assert judged(broken)


def test_it_has_what_reviewdog_reads() -> None:
    found = diagnostics(render("rdjson", SMALL))
    assert [each["severity"] for each in found] == [
        "INFO",
        "WARNING",
        "ERROR",
        "ERROR",
        "INFO",
    ]
    assert found[2]["code"] == {"value": "code-unique"}
    assert found[2]["message"].endswith("\nhelp: give one of them another code")
    assert found[2]["related_locations"][0]["message"] == "first [used] here"
    assert found[0]["location"]["path"] == "catalog/acme/a file #1.yaml"


def test_a_clean_run_has_no_diagnostics() -> None:
    assert diagnostics(render("rdjson", CLEAN)) == []


def test_columns_count_bytes() -> None:
    text = "a: é😀x\n"
    for column, expected in ((4, 4), (5, 6), (6, 10), (7, 11), (99, 11)):
        one = finding(
            file="f.yaml", span=Span(1, column, 1, column), related=(), fix=None
        )
        run = run_of((one,), **{"f.yaml": document(text, "f.yaml")})
        (found,) = diagnostics(render("rdjson", run))
        assert found["location"]["range"]["start"] == {"line": 1, "column": expected}


def test_a_range_covers_what_the_finding_is_about() -> None:
    period = diagnostics(render("rdjson", SMALL))[1]
    assert meant(TEXT, period["location"]["range"]) == "today."
    (suggestion,) = period["suggestions"]
    assert meant(TEXT, suggestion["range"]) == "."
    assert suggestion["text"] == ""


def test_without_the_document_a_range_has_lines_only() -> None:
    (found,) = diagnostics(
        render("rdjson", run_of((finding(file="gone.yaml", fix=None),)))
    )
    assert found["location"]["range"] == {"start": {"line": 4}, "end": {"line": 4}}


def fixed(*edits: Edit) -> Finding:
    return finding(fix=Fix(safe=True, edits=edits))


@pytest.mark.parametrize(
    ("edits", "count"),
    [
        ((Edit(FILE, Span(4, 1, 4, 2), "x"),), 1),
        ((Edit("other.yaml", Span(4, 1, 4, 2), "x"),), 0),
        ((Edit(FILE, Span(4, 1, 4, 2), "x"), Edit(FILE, Span(6, 1, 6, 2), "x")), 0),
        ((), 0),
    ],
)
def test_only_a_fix_that_stands_alone_is_suggested(
    edits: tuple[Edit, ...], count: int
) -> None:
    (found,) = diagnostics(render("rdjson", run_of((fixed(*edits),))))
    assert len(found.get("suggestions", [])) == count


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_comes_back(text: str) -> None:
    report = render("rdjson", hostile(text))
    assert report.isascii()
    assert report.replace("\n", "").isprintable()
    expected = text.encode("utf-8", "backslashreplace").decode()
    hint = f"\nhelp: {expected}" if text else ""
    for each in diagnostics(report):
        assert each["message"] == expected + hint
        assert each["related_locations"][0]["message"] == expected
    first, second = diagnostics(report)
    assert first["suggestions"][0]["text"] == expected
    assert second["location"]["path"] == (expected or "-")
