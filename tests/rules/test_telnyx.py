"""What the rules have to say about the Telnyx catalog, entry by entry."""

from __future__ import annotations

import pytest

from errcat import plugins
from errcat.linting.rule import PRESETS, Rule
from tests.support import TELNYX, look

FOUND = {
    "detail-present": "85000 85001 85002 85003 85004 85005 85006 85007 85008",
    "detail-punctuation": (
        "10020 20012 20013 40318 50000 50001 50002 80020 90002 90025 90028"
    ),
    "spelling": "10007 40005 40014 80007 80012",
    "title-punctuation": "40100",
    "title-unique": "20007 20009",
}
STRICT = {"title-case": "10014 10015 10027 20100 40327"}


def _rules(preset: str) -> list[str]:
    enough = PRESETS[: PRESETS.index(preset) + 1]
    every = plugins.collect("rules", Rule)
    return [rule.name for rule in every if rule.preset in enough]


@pytest.mark.parametrize(
    ("preset", "expected"),
    [("minimal", {}), ("recommended", FOUND), ("strict", {**FOUND, **STRICT})],
)
def test_a_preset_finds_what_is_wrong_and_nothing_else(
    preset: str, expected: dict[str, str]
) -> None:
    words = {"title-case": {"words": ["Address", "Key"]}}
    findings = look(TELNYX, _rules(preset), words).findings
    actual = {(finding.rule, finding.code) for finding in findings}
    wanted = {
        (rule, code) for rule, codes in expected.items() for code in codes.split()
    }
    assert wanted == actual
    assert len(findings) == len(actual)


def test_the_rules_of_errors_find_no_error() -> None:
    severities = {finding.severity for finding in look(TELNYX).findings}
    assert severities == {"warning", "info"}
