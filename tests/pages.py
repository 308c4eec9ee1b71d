"""Write the reference pages: `python -m tests.pages`.

The part of a page above the line `<!-- generated ... -->` is written by hand, and kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from errcat import plugins
from errcat.cli import errcat
from errcat.cli._command import grouped
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.policy import BREAKS, RISKY, affected
from errcat.generating.target import Generator
from errcat.linting.rule import Rule
from tests.support import ROOT

RULES = ROOT / "docs" / "rules.md"
GENERATORS = ROOT / "docs" / "generators.md"
COMMANDS = ROOT / "docs" / "commands.md"
CHANGES = ROOT / "docs" / "changes.md"
GROUPS = {
    "reading": "Reading",
    "schema": "Schema",
    "codes": "Codes",
    "names": "Names",
    "titles": "Titles",
    "details": "Details",
    "texts": "Texts",
    "ranges": "Ranges",
    "life": "Life",
    "operations": "Operations",
    "errcat": "errcat itself",
}
"""The groups of rules, in the order of the page."""


MARK = "<!-- generated below this line by `python -m tests.pages` -->\n"


def _introduction(page: Path) -> str:
    """Return the part of *page* that is written by hand, and the mark below it."""
    return page.read_text(encoding="utf-8").partition(MARK)[0] + MARK


def rules_page() -> str:
    """Return the reference of all rules as Markdown."""
    return _introduction(RULES) + "\n".join(_rules()) + "\n"


def _rules() -> Iterator[str]:
    rules = plugins.collect("rules", Rule)
    for group, title in GROUPS.items():
        inside = [rule for rule in rules if rule.group == group]
        if not inside:
            continue
        yield from (
            "",
            f"## {title}",
            "",
            "| rule | severity | preset | law |",
            "|---|---|---|---|",
        )
        for rule in inside:
            yield f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.preset or 'none'} | {rule.summary} |"
        for rule in inside:
            yield from ("", f"### {rule.name}", "", rule.page)
            if rule.options:
                yield from ("", "| option | default | meaning |", "|---|---|---|")
            for name, schema in rule.options.items():
                default = json.dumps(schema["default"])
                yield f"| `{name}` | `{default}` | {schema['description']} |"


def generators_page() -> str:
    """Return the reference of all targets as Markdown."""
    return _introduction(GENERATORS) + "\n" + "\n".join(_generators())


def _generators() -> Iterator[str]:
    for generator in plugins.collect("generators", Generator):
        aliases = "`, `".join(generator.aliases)
        also = f" (also `{aliases}`)" if aliases else ""
        kind = f"a file `*{generator.suffix}`" if generator.single else "a folder"
        yield (f"## {generator.name}{also}\n\nWrites {kind}.\n\n{generator.docs}\n")


def changes_page() -> str:
    """Return the reference of all change rules as Markdown."""
    return _introduction(CHANGES) + "\n" + "\n".join(_changes())


def _changes() -> Iterator[str]:
    rules = plugins.collect("change_rules", ChangeRule)
    yield "| change | breaks | risk for | in the changelog |\n|---|---|---|---|"
    for rule in rules:
        breaks, risky = (
            affected(rule.surfaces, verdict) for verdict in (BREAKS, RISKY)
        )
        yield f"| [{rule.name}](#{rule.name}) | {breaks} | {risky} | {rule.section} |"
    for rule in rules:
        yield f"\n## {rule.name}\n\n{rule.page}"
    yield ""


def commands_page() -> str:
    """Return the reference of the command line as Markdown."""
    return _introduction(COMMANDS) + "\n" + "\n".join(_commands())


def _commands() -> Iterator[str]:
    root = errcat.make_context("errcat", ["validate"], terminal_width=80)
    yield f"```text\n{errcat.get_help(root)}\n```\n"
    names = plugins.names("commands")
    every = {name: plugins.get("commands", click.Command, name) for name in names}
    for group, members in grouped(every):
        yield f"## {group}\n"
        for name, command in _with_their_own(members):
            context = click.Context(command, parent=root, info_name=name)
            yield f"### errcat {name}\n\n```text\n{command.get_help(context)}\n```\n"


def _with_their_own(
    commands: Mapping[str, click.Command],
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command, and after a group the commands in it, each with its whole name."""
    for name, command in commands.items():
        yield name, command
        if isinstance(command, click.Group):
            for inside, own in sorted(command.commands.items()):
                yield f"{name} {inside}", own


if __name__ == "__main__":
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    CHANGES.write_text(changes_page(), encoding="utf-8")
    GENERATORS.write_text(generators_page(), encoding="utf-8")
    RULES.write_text(rules_page(), encoding="utf-8")
