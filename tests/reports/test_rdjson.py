"""The report `rdjson`, validated against reviewdog.proto and applied as reviewdog does."""

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
"""The messages of https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""


def diagnostics(report: str) -> list[Any]:
    result = json.loads(report)
    VALIDATOR.validate(result)
    listed: list[Any] = result["diagnostics"]
    return listed


def covered(text: str, where: dict[str, Any]) -> str:
    """Return the text that a range within a line covers; its columns count bytes of UTF-8."""
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
validate(report, { strictMode: true, allowExtraFields: false }).then((result) =>
  console.log(JSON.stringify(result))
);
"""


def problems(report: str) -> list[Any]:
    """Return the problems that the npm package for the format finds in a report."""
    done = subprocess.run(
        ["node", "-e", PROGRAM, PACKAGE],
        input=report.encode(),
        cwd=NODE_MODULES.parent,
        capture_output=True,
        check=True,
    )
    result = json.loads(done.stdout)
    errors: list[Any] = result["errors"]
    return errors


@pytest.mark.tools
def test_the_npm_validator_finds_no_problems() -> None:
    assert problems(render("rdjson", SMALL)) == problems(render("rdjson", CLEAN)) == []
    broken = render("rdjson", SMALL).replace('"column": 11', '"column": 0')
    assert problems(broken)


def test_it_has_the_fields_that_reviewdog_reads() -> None:
    listed = diagnostics(render("rdjson", SMALL))
    assert [diagnostic["severity"] for diagnostic in listed] == [
        "INFO",
        "WARNING",
        "ERROR",
        "ERROR",
        "INFO",
    ]
    assert listed[2]["code"] == {"value": "code-unique"}
    assert listed[2]["message"].endswith("\nhelp: give one of them another code")
    assert listed[2]["related_locations"][0]["message"] == "first [used] here"
    assert listed[0]["location"]["path"] == "catalog/acme/a file #1.yaml"


def test_a_clean_run_has_no_diagnostics() -> None:
    assert diagnostics(render("rdjson", CLEAN)) == []


def test_columns_count_bytes() -> None:
    text = "a: é😀x\n"
    for column, expected in ((4, 4), (5, 6), (6, 10), (7, 11), (99, 11)):
        one = finding(
            file="f.yaml", span=Span(1, column, 1, column), related=(), fix=None
        )
        run = run_of((one,), **{"f.yaml": document(text, "f.yaml")})
        (diagnostic,) = diagnostics(render("rdjson", run))
        assert diagnostic["location"]["range"]["start"] == {
            "line": 1,
            "column": expected,
        }


def test_a_range_covers_the_place_of_the_finding() -> None:
    period = diagnostics(render("rdjson", SMALL))[1]
    assert covered(TEXT, period["location"]["range"]) == "today."
    (suggestion,) = period["suggestions"]
    assert covered(TEXT, suggestion["range"]) == "."
    assert suggestion["text"] == ""


def test_without_the_document_a_range_has_lines_only() -> None:
    (diagnostic,) = diagnostics(
        render("rdjson", run_of((finding(file="gone.yaml", fix=None),)))
    )
    assert diagnostic["location"]["range"] == {"start": {"line": 4}, "end": {"line": 4}}


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
def test_only_a_single_edit_of_the_same_file_is_suggested(
    edits: tuple[Edit, ...], count: int
) -> None:
    (diagnostic,) = diagnostics(render("rdjson", run_of((fixed(*edits),))))
    assert len(diagnostic.get("suggestions", [])) == count


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_preserved(text: str) -> None:
    report = render("rdjson", hostile(text))
    assert report.isascii()
    assert report.replace("\n", "").isprintable()
    expected = text.encode("utf-8", "backslashreplace").decode()
    hint = f"\nhelp: {expected}" if text else ""
    for diagnostic in diagnostics(report):
        assert diagnostic["message"] == expected + hint
        assert diagnostic["related_locations"][0]["message"] == expected
    first, second = diagnostics(report)
    assert first["suggestions"][0]["text"] == expected
    assert second["location"]["path"] == (expected or "-")
