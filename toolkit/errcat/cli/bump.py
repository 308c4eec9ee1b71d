"""The command `errcat bump`."""

from __future__ import annotations

import click

from errcat.cli import _changes, _command, _completing, _options, _reports
from errcat.cli._progress import progress
from errcat.comparing.outcome import greatest_bump
from errcat.project import open_project
from errcat.text import terminal


@click.command(
    "bump",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        "errcat bump # print major, minor, patch or none",
        "errcat bump --next # print the next version",
    ),
)
@click.argument(
    "catalogs", nargs=-1, metavar="[NEW]...", shell_complete=_completing.catalogs
)
@_changes.AGAINST
@click.option(
    "--next",
    "following",
    is_flag=True,
    help="Print the next version instead; with several catalogs, a line `ID VERSION` for each.",
)
@_options.common
def command(
    catalogs: tuple[str, ...],
    against: str | None,
    following: bool,
    config: str | None,
    quiet: bool,
) -> None:
    """Print the version bump that the changes need.

    The answer is major, minor, patch or none. NEW is a catalog: a path, REF or REF:PATH. It defaults
    to the configured catalogs.
    """
    with progress() as step:
        results = open_project(config).compare_all(against, *catalogs, step=step)
    _changes.remark(results, quiet=quiet)
    if not following:
        _reports.emit(f"{greatest_bump(results)}\n")
        return
    for result in results:
        name = f"{terminal(result.new_catalog.id)} " if len(results) > 1 else ""
        _reports.emit(f"{name}{result.next_version}\n")
