"""Ask the change rules about each change, and keep what they claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from errcat.comparing.change_rule import ANY, VERDICT, ChangeRule, CompareContext
from errcat.comparing.changes import CHANGED, Claim, SubjectChange
from errcat.errors import ErrcatError, PluginBroken

BUILT_IN = "errcat.comparing.change_rules."
"""The prefix of errcat's own change rules."""


class RuleClaim(NamedTuple):
    """What one rule claims about one change."""

    rule: ChangeRule
    change: SubjectChange[Any]
    claim: Claim


class RuleIndex:
    """The change rules, by what they look at."""

    def __init__(self, rules: Iterable[ChangeRule]) -> None:
        self._alone: dict[tuple[str, str], list[ChangeRule]] = {}
        self._by_field: dict[tuple[str, str, str], list[ChangeRule]] = {}
        for rule in rules:
            for on in rule.on:
                if rule.alone:
                    self._alone.setdefault((rule.kind, on), []).append(rule)
                    continue
                for field in rule.fields if on == CHANGED else ("",):
                    key = (rule.kind if field != ANY else ANY, on, field)
                    self._by_field.setdefault(key, []).append(rule)

    def claims(
        self, change: SubjectChange[Any], context: CompareContext
    ) -> Iterator[RuleClaim]:
        """Yield every claim about *change*; facts that no rule reports go to the rules on `ANY`."""
        for rule in self._alone.get((change.kind, change.on), ()):
            claims = _claims(rule, change, context)
            if claims:
                yield from claims
                return
        left = dict(change.facts)
        for rule in self._about(change):
            for claim in _claims(rule, change, context):
                for field in rule.fields if change.on == CHANGED else ("",):
                    left.pop(field, None)
                yield claim
        if left:
            for rule in self._by_field.get((ANY, CHANGED, ANY), ()):
                yield from _claims(rule, change._replace(facts=left), context)

    def verdict(self, context: CompareContext) -> Iterator[RuleClaim]:
        """Yield every claim about both catalogs as a whole."""
        change = SubjectChange("catalog", "", context.old, context.new, {})
        for rule in self._by_field.get(("catalog", VERDICT, ""), ()):
            yield from _claims(rule, change, context)

    def _about(self, change: SubjectChange[Any]) -> Iterable[ChangeRule]:
        fields = change.facts if change.on == CHANGED else ("",)
        keys = ((change.kind, change.on, field) for field in fields)
        return dict.fromkeys(
            rule for key in keys for rule in self._by_field.get(key, ())
        )


def _claims(
    rule: ChangeRule, change: SubjectChange[Any], context: CompareContext
) -> list[RuleClaim]:
    """Return what *rule* claims about *change*.

    Raises:
        PluginBroken: a rule of a plugin crashed.

    """
    try:
        return [RuleClaim(rule, change, claim) for claim in rule.find(change, context)]
    except ErrcatError:
        raise
    except Exception as error:
        if rule.module.startswith(BUILT_IN):
            raise
        reason = f"crashed: {type(error).__name__}: {error}"
        raise PluginBroken(rule.module, reason) from error
