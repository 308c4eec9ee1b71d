"""The manual pages of lint rules and change rules, as data and for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from errcat.reporting.report import paint
from errcat.text import terminal

if TYPE_CHECKING:
    from errcat.comparing.change_rule import ChangeRule
    from errcat.linting.rule import Rule


class RulePage(NamedTuple):
    """The manual page of a rule."""

    name: str
    summary: str
    kind: str
    """What follows the name in parentheses, such as `codes, error`."""
    page: str
    options: tuple[str, ...] = ()
    """One sentence for each option."""


def lint_page(rule: Rule, severity: str) -> RulePage:
    """Return the page of a lint rule, which is configured with *severity*."""
    options = tuple(
        f"{name}: {schema['description']} Default: {schema['default']!r}."
        for name, schema in rule.options.items()
    )
    return RulePage(
        rule.name, rule.summary, f"{rule.group}, {severity}", rule.page, options
    )


def change_page(rule: ChangeRule) -> RulePage:
    """Return the page of a change rule, and what the change breaks."""
    from errcat.comparing.policy import BREAKS, RISKY, affected  # slow to import

    parts = [
        f"{label}: {surfaces}"
        for label, verdict in (("breaks", BREAKS), ("risk for", RISKY))
        if (surfaces := affected(rule.surfaces, verdict))
    ]
    kind = "; ".join(parts) or "breaks nothing"
    return RulePage(rule.name, rule.summary, kind, rule.page)


def shown(page: RulePage, *, color: bool) -> str:
    """Return a page for a terminal."""
    return "\n".join(_lines(page, color=color))


def _lines(page: RulePage, *, color: bool) -> Iterator[str]:
    yield f"{paint(page.name, '1', color)} ({page.kind})"
    yield ""
    yield from map(terminal, page.page.splitlines())
    if page.options:
        yield from ("", "Options:")
        yield from (f"- {terminal(option)}" for option in page.options)
