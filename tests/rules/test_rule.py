"""What a rule is called, and what its page says."""

from __future__ import annotations

from errcat.linting.rule import Rule


def test_a_rule_is_named_after_its_module() -> None:
    rule = Rule("acme.rules.title_calm", "Titles are calm.", group="titles")
    assert (rule.name, rule.module) == ("title-calm", "acme.rules.title_calm")


def test_a_module_can_have_several_rules_with_names_and_pages_of_their_own() -> None:
    pages = {
        "title-calm": "Titles are calm.\n\nReally.",
        "title-kind": "Titles are kind.",
    }
    rules = [
        Rule("acme.rules.titles", page, group="titles", name=name)
        for name, page in pages.items()
    ]
    assert [rule.name for rule in rules] == list(pages)
    assert [rule.summary for rule in rules] == ["Titles are calm.", "Titles are kind."]
