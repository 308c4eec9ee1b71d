"""The report `gitlab`, validated against GitLab's specification of Code Quality reports."""

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
    listed: list[Any] = json.loads(report)
    VALIDATOR.validate(listed)
    return listed


def test_it_has_the_fields_that_gitlab_requires() -> None:
    listed = violations(render("gitlab", SMALL))
    assert [violation["severity"] for violation in listed] == [
        "info",
        "minor",
        "major",
        "major",
        "info",
    ]
    assert [violation["location"]["lines"]["begin"] for violation in listed] == [
        1,
        5,
        6,
        6,
        7,
    ]
    assert listed[0]["location"]["path"] == "catalog/acme/a file #1.yaml"


def test_a_clean_run_is_an_empty_list() -> None:
    assert violations(render("gitlab", CLEAN)) == []


def test_no_two_findings_share_a_fingerprint() -> None:
    listed = violations(render("gitlab", SMALL))
    assert len({violation["fingerprint"] for violation in listed}) == len(
        SMALL.findings
    )
    assert listed[3]["fingerprint"] == f"{listed[2]['fingerprint']}:2"


def test_a_fingerprint_depends_on_neither_lines_nor_wording() -> None:
    moved = [
        item._replace(span=item.span._replace(line=1), message="in other words")
        for item in SMALL.findings
    ]
    now = violations(render("gitlab", run_of(moved)))
    before = violations(render("gitlab", SMALL))
    assert [violation["fingerprint"] for violation in now] == [
        violation["fingerprint"] for violation in before
    ]


def test_an_absolute_path_stays_absolute() -> None:
    run = run_of((finding(file="/srv/errors.yaml"),))
    assert (
        violations(render("gitlab", run))[0]["location"]["path"] == "/srv/errors.yaml"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_preserved(text: str) -> None:
    report = render("gitlab", hostile(text))
    assert report.isascii()
    assert report.replace("\n", "").isprintable()
    expected = text.encode("utf-8", "backslashreplace").decode()
    first, second = violations(report)
    assert first["description"] == second["description"] == expected
    assert second["location"]["path"] == (expected or "-")
