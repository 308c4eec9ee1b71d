"""The manual page of each change rule is its first test: its examples come out as they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from errcat import plugins
from errcat.comparing.verdict import SECTIONS, SURFACES, ChangeRule
from tests.change_rules.comparisons import Pair, judged, pairs, read_example, rules

# Told of what no other rule knows: no example can show that while the others know everything.
WITHOUT_EXAMPLES = {"field-changed"}
# Announced long before: there is nothing to do otherwise.
PERMITTED = {
    "entry-retired-after-deprecation",
    "retired-names-left",
    "tombstone-reserved",
}
EXAMPLES = [
    pytest.param(rule, pair, id=f"{rule.name}-{number}")
    for rule in rules()
    for number, pair in enumerate(pairs(rule.page), 1)
]


@pytest.mark.parametrize(("rule", "pair"), EXAMPLES)
def test_an_example_is_told_by_its_rule_and_no_other(
    rule: ChangeRule, pair: Pair, tmp_path: Path
) -> None:
    old = read_example(tmp_path / "old", pair.old)
    new = read_example(tmp_path / "new", pair.new)
    found = judged(old, new, pair.policy).differences
    assert Counter(each.rule for each in found) == Counter([rule.name, *pair.also])
    for each in found:
        assert "  " not in each.message()
        assert each.message().strip() == each.message()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_page_states_a_law_and_shows_a_change(rule: ChangeRule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 100
    assert rule.page.splitlines()[1] == ""
    assert (rule.name in WITHOUT_EXAMPLES) == (not list(pairs(rule.page)))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_where_it_is_told_and_whom_it_concerns(rule: ChangeRule) -> None:
    assert rule.section in {*SECTIONS, ""}
    assert tuple(rule.surfaces) == SURFACES
    assert set(rule.surfaces.values()) <= {"ok", "risky", "breaks"}
    if "breaks" in (rule.surfaces["wire"], rule.surfaces["source"]):
        assert rule.hint or rule.name in PERMITTED


def test_a_rule_is_called_like_its_module() -> None:
    for name, module in plugins.names("change_rules").items():
        found = plugins.get("change_rules", ChangeRule, name)
        assert (found.name, found.module) == (name, module)
