"""A command of errcat: its group in the list of commands, and the examples that end its help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

CHECK = "Check"
GENERATE = "Generate"
LOOK_UP = "Look up"
START = "Start"
LIFE = "Life of a code"
COMPARE = "Compare and release"
GIT = "Git"
PLUGINS = "Plugins"
GROUPS = (CHECK, GENERATE, LOOK_UP, START, LIFE, COMPARE, GIT, PLUGINS)
"""The groups in the order in which help lists them; every command states its own."""


class Command(click.Command):
    """A command with a group and examples.

    An example is a command line, and what it does after ` # `.
    """

    def __init__(
        self, *args: Any, group: str, examples: Sequence[str], **attributes: Any
    ) -> None:
        super().__init__(*args, **attributes)
        self.heading = group
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options, as a table that does not wrap."""
        pairs = [example.split(" # ") for example in self.examples]
        width = max(len(line) for line, _ in pairs)
        with formatter.section("Examples"):
            for line, meaning in pairs:
                formatter.write(f"  {line:<{width}}  # {meaning}\n")


class Group(Command, click.Group):
    """A command that consists of others."""


def grouped(
    commands: Mapping[str, click.Command],
) -> Iterable[tuple[str, dict[str, click.Command]]]:
    """Yield every group that has commands, with its commands by name."""
    for group in GROUPS:
        members = {
            name: command
            for name, command in commands.items()
            if getattr(command, "heading", PLUGINS) == group
        }
        if members:
            yield group, members


def summary(command: click.Command) -> str:
    """Return the first paragraph of the help of a command, as one line."""
    return " ".join((command.help or "").partition("\n\n")[0].split())
