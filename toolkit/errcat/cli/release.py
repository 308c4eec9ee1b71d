"""errcat release."""

from __future__ import annotations

import click

from errcat.changelog.planning import CHANGELOG
from errcat.cli import _changes, _options, _reports
from errcat.editing.entries import day
from errcat.project import open_project
from errcat.text import terminal


@click.command("release")
@click.argument("version", metavar="X.Y.Z")
@_changes.AGAINST
@click.option(
    "--changelog",
    "log",
    metavar="FILE",
    help=f"The changelog; {CHANGELOG} beside the configuration if nothing is said.",
)
@click.option(
    "--date",
    metavar="DATE",
    default="",
    help="The day of the release; today if left out.",
)
@click.option(
    "--dry-run", is_flag=True, help="Show what would change, and write nothing."
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
    """Make X.Y.Z of the configured catalogs, in one step.

    It sets the version, fills in what is `next`, releases the changelog and takes out the agreements
    that the release uses up. All of it is written, or nothing.
    """
    release = open_project(config).release(
        version,
        against=against or "@latest",
        changelog=log,
        day=day("--date", date),
    )
    if dry_run:
        for diff in release.drift():
            _reports.say(terminal(diff, multiline=True) + "\n")
        return
    for file, new in zip(release.planned, release.write(), strict=True):
        if new and not quiet:
            click.echo(f"wrote {terminal(file.path)}", err=True)
