"""The report `gitlab`, held against what GitLab's manual demands of a Code Quality report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.hostile import HOSTILE
from tests.reports.runs import CLEAN, SMALL, finding, hostile, render, run_of

TEXT = {"type": "string", "minLength": 1}
LINE = {"type": "integer", "minimum": 1}
VALIDATOR: Any = Draft7Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": [
                "description",
                "check_name",
                "fingerprint",
                "severity",
                "location",
            ],
            "properties": {
                "description": {"type": "string"},
                "check_name": TEXT,
                "fingerprint": TEXT,
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {**TEXT, "not": {"pattern": r"^\./"}},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": LINE, "end": LINE},
                        },
                    },
                },
            },
        },
    }
)
"""The fields of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""


def violations(report: str) -> list[Any]:
    assert not report.startswith("\ufeff")
    found: list[Any] = json.loads(report)
    VALIDATOR.validate(found)
    return found


def test_it_has_what_gitlab_demands() -> None:
    found = violations(render("gitlab", SMALL))
    assert [each["severity"] for each in found] == [
        "info",
        "minor",
        "major",
        "major",
        "info",
    ]
    assert [each["location"]["lines"]["begin"] for each in found] == [1, 5, 6, 6, 7]
    assert found[0]["location"]["path"] == "catalog/acme/a file #1.yaml"


def test_a_clean_run_is_an_empty_list() -> None:
    assert violations(render("gitlab", CLEAN)) == []


def test_no_two_findings_share_a_fingerprint() -> None:
    found = violations(render("gitlab", SMALL))
    assert len({each["fingerprint"] for each in found}) == len(SMALL.findings)
    assert found[3]["fingerprint"] == f"{found[2]['fingerprint']}:2"


def test_a_fingerprint_stays_when_lines_move_and_words_change() -> None:
    moved = [
        each._replace(span=each.span._replace(line=1), message="in other words")
        for each in SMALL.findings
    ]
    now = violations(render("gitlab", run_of(moved)))
    before = violations(render("gitlab", SMALL))
    assert [each["fingerprint"] for each in now] == [
        each["fingerprint"] for each in before
    ]


def test_an_absolute_path_stays_one() -> None:
    run = run_of((finding(file="/srv/errors.yaml"),))
    assert (
        violations(render("gitlab", run))[0]["location"]["path"] == "/srv/errors.yaml"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_comes_back(text: str) -> None:
    report = render("gitlab", hostile(text))
    assert report.isascii()
    assert report.replace("\n", "").isprintable()
    expected = text.encode("utf-8", "backslashreplace").decode()
    first, second = violations(report)
    assert first["description"] == second["description"] == expected
    assert second["location"]["path"] == (expected or "-")
