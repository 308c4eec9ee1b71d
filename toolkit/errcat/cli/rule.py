"""The command `errcat rule`."""

from __future__ import annotations

from typing import Any

import click

from errcat import config as configuration
from errcat import plugins
from errcat.cli import _command, _completing, _options, _terminal
from errcat.config import Config
from errcat.linting.rule import Rule
from errcat.linting.toolchain import default_severity
from errcat.text import terminal

FORMATS = ("concise", "full", "json")


@click.command(
    "rule",
    cls=_command.Command,
    group=_command.CHECK,
    examples=(
        "errcat rule # list all lint rules",
        "errcat rule code-unique # read about one rule",
    ),
)
@click.argument("name", required=False, shell_complete=_completing.rules)
@click.option(
    "--report",
    type=click.Choice(FORMATS),
    help="Print one line per rule, whole pages, or JSON.  [default: full with NAME, else concise]",
)
@_options.COLOR
@_options.common
def command(
    name: str | None,
    report: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Show the manual page of a rule.

    NAME is a lint rule or a change rule. Without it, errcat lists all lint rules, including those
    of plugins.
    """
    del quiet  # it prints nothing that could be left out
    settings = configuration.find(config)
    colored = _terminal.colored(color)
    if name in plugins.names("change_rules", settings.plugins):
        _show_change(str(name), settings, report=report, colored=colored)
        return
    if name is None:
        rules = plugins.collect("rules", Rule, settings.plugins)
    else:
        rules = [plugins.get("rules", Rule, name, settings.plugins)]
    shown = report or ("full" if name else "concise")
    if shown == "json":
        import json

        data = [_data(rule, settings) for rule in rules]
        click.echo(json.dumps(data if name is None else data[0], indent=2))
    elif shown == "full":
        pages = (_page(rule, settings, colored) for rule in rules)
        click.echo("\n\n".join(pages), color=colored)
    else:
        width = max(len(rule.name) for rule in rules)
        for rule in rules:
            severity = default_severity(rule, settings)
            line = f"{rule.name:<{width}}  {severity:<7}  {rule.summary}"
            click.echo(terminal(line))


def _show_change(
    name: str, config: Config, *, report: str | None, colored: bool
) -> None:
    """Show the page of a change rule, and what the change breaks."""
    from errcat.comparing.change_rule import ChangeRule  # only such a page needs it

    rule = plugins.get("change_rules", ChangeRule, name, config.plugins)
    if report == "json":
        import json

        data = {"name": name, "summary": rule.summary, "page": rule.page}
        more = {"section": rule.section, "surfaces": dict(rule.surfaces)}
        click.echo(json.dumps({**data, **more}, indent=2))
    elif report == "concise":
        click.echo(terminal(f"{name}  {rule.summary}"))
    else:
        from errcat.lookup.rule_pages import change_page, shown

        click.echo(shown(change_page(rule), color=colored), color=colored)


def _page(rule: Rule, config: Config, colored: bool) -> str:
    from errcat.lookup.rule_pages import lint_page, shown  # only whole pages need it

    return shown(lint_page(rule, default_severity(rule, config)), color=colored)


def _data(rule: Rule, config: Config) -> dict[str, Any]:
    return {
        "name": rule.name,
        "summary": rule.summary,
        "group": rule.group,
        "preset": rule.preset,
        "severity": rule.severity,
        "configured": default_severity(rule, config),
        "options": rule.options,
        "page": rule.page,
    }
