"""The command `errcat git`: what git itself calls, and setting it up."""

from __future__ import annotations

import click

from errcat.cli import _command, _git_diff, _git_install, _git_merge


@click.group(
    "git",
    cls=_command.Group,
    group=_command.GIT,
    examples=(
        "errcat git install # once in each clone",
        "errcat git install --undo # remove what that has set up",
    ),
    commands=[_git_install.command, _git_diff.command, _git_merge.command],
)
def command() -> None:
    """Let git compare and merge catalogs entry by entry.

    Run `errcat git install` once in each clone; git then calls the other two commands.
    """
