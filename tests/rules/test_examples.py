"""Each rule's manual page is its first test: its examples come out as they say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from errcat import plugins
from errcat.linting.rule import Rule
from tests.support import look, write_example

FENCE = re.compile(r"^```(yaml|json) (pass|fail)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OPTIONS = re.compile(r"^```toml options\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RULES = plugins.collect("rules", Rule)
BASIC = {rule.name for rule in RULES if rule.preset == "minimal"}
# What one catalog alone cannot show.
WITHOUT_EXAMPLES = {
    "rule-runs",
    "code-unique-across",
    "baseline-current",
    "import-fresh",
    "output-fresh",
    "output-valid",
}
EXAMPLES = [
    pytest.param(rule, *match.groups(), id=f"{rule.name}-{match[2]}-{number}")
    for rule in RULES
    for number, match in enumerate(FENCE.finditer(rule.page), 1)
]


def options(rule: Rule) -> dict[str, Any]:
    """Return the options that the examples of a page are meant for, by rule."""
    shown = OPTIONS.search(rule.page)
    found: dict[str, Any] = (
        tomllib.loads(shown[1])["tool"]["errcat"]["rules"] if shown else {}
    )
    return found


@pytest.mark.parametrize(("rule", "suffix", "verdict", "text"), EXAMPLES)
def test_an_example_comes_out_as_it_says(
    rule: Rule, suffix: str, verdict: str, text: str, tmp_path: Path
) -> None:
    inspection = look(write_example(tmp_path, text, suffix), options=options(rule))
    found = {finding.rule for finding in inspection.findings}
    assert (rule.name in found) == (verdict == "fail"), inspection.findings
    if verdict == "pass":
        assert found & BASIC == set(), inspection.findings


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_states_a_law_and_shows_both_sides(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.page.splitlines()[1] == ""
    verdicts = {match[2] for match in FENCE.finditer(rule.page)}
    assert verdicts == (set() if rule.name in WITHOUT_EXAMPLES else {"pass", "fail"})


def test_a_rule_is_called_like_its_module() -> None:
    for name, module in plugins.names("rules").items():
        assert plugins.get("rules", Rule, name).name == name, module
