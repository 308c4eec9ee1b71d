"""The manual page of each change rule is its first test: its examples come out as they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from errcat import plugins
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.policy import SURFACES
from errcat.comparing.results import SECTIONS
from tests.change_rules.comparisons import Shown, examples, judged, read_example, rules

# Reports what no other rule knows: no example can show that while the others know everything.
WITHOUT_EXAMPLES = {"field-changed"}
# Announced long before: there is nothing to do differently.
PERMITTED = {
    "entry-retired-after-deprecation",
    "retired-names-left",
    "tombstone-reserved",
}
EXAMPLES = [
    pytest.param(rule, shown, id=f"{rule.name}-{number}")
    for rule in rules()
    for number, shown in enumerate(examples(rule.page), 1)
]


@pytest.mark.parametrize(("rule", "shown"), EXAMPLES)
def test_an_example_is_told_by_its_rule_and_no_other(
    rule: ChangeRule, shown: Shown, tmp_path: Path
) -> None:
    old = read_example(tmp_path / "old", shown.old)
    new = read_example(tmp_path / "new", shown.new)
    found = judged(old, new, shown.policy).differences
    assert Counter(each.rule for each in found) == Counter([rule.name, *shown.also])
    for each in found:
        assert "  " not in each.message()
        assert each.message().strip() == each.message()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_page_states_a_law_and_shows_a_change(rule: ChangeRule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 100
    assert rule.page.splitlines()[1] == ""
    assert (rule.name in WITHOUT_EXAMPLES) == (not list(examples(rule.page)))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_where_it_is_told_and_whom_it_concerns(rule: ChangeRule) -> None:
    assert rule.section in {*SECTIONS, ""}
    assert tuple(rule.surfaces) == tuple(SURFACES)
    assert set(rule.surfaces.values()) <= {"ok", "risky", "breaks"}
    if "breaks" in (rule.surfaces["wire"], rule.surfaces["source"]):
        assert rule.hint or rule.name in PERMITTED


def test_every_example_of_a_rule_is_on_its_page() -> None:
    for rule in rules():
        assert len(rule.examples) == len(list(examples(rule.page)))


def test_a_rule_is_found_by_its_name() -> None:
    names = plugins.names("change_rules")
    assert list(names) == [rule.name for rule in rules()]
    for name, module in names.items():
        found = plugins.get("change_rules", ChangeRule, name)
        assert (found.name, found.module) == (name, module)
