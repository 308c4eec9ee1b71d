"""The command `errcat release`."""

from __future__ import annotations

import click

from errcat.changelog.planning import CHANGELOG
from errcat.cli import _changes, _command, _completing, _options, _reports
from errcat.editing.entries import day
from errcat.project import open_project
from errcat.text import terminal


@click.command(
    "release",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        "errcat release 1.4.0 --dry-run # show what the release would write",
        "errcat release 1.4.0 # write the release",
    ),
)
@click.argument("version", metavar="X.Y.Z")
@_changes.AGAINST
@click.option(
    "--changelog",
    "log",
    metavar="FILE",
    shell_complete=_completing.files,
    help=f"Changelog to update.  [default: {CHANGELOG} beside the configuration]",
)
@click.option(
    "--date",
    metavar="DATE",
    default="",
    help="Date of the release.  [default: today in UTC]",
)
@click.option(
    "--dry-run", is_flag=True, help="Show the changes as a diff and write nothing."
)
@_options.common
def command(
    version: str,
    against: str | None,
    log: str | None,
    date: str,
    dry_run: bool,
    config: str | None,
    quiet: bool,
) -> None:
    """Set a new version of the catalogs and update the changelog.

    errcat writes version X.Y.Z to the configured catalogs, replaces every `next` with it, releases the
    changelog and removes the accepted changes. Either all files are written, or none.
    """
    release = open_project(config).release(
        version,
        against=against or "@latest",
        changelog=log,
        day=day("--date", date),
    )
    if dry_run:
        for diff in release.drift():
            _reports.emit(terminal(diff, multiline=True) + "\n")
        return
    for file, new in zip(release.planned, release.write(), strict=True):
        if new and not quiet:
            click.echo(f"wrote {terminal(file.path)}", err=True)
