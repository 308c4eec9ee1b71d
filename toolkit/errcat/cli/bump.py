"""errcat bump."""

from __future__ import annotations

import click

from errcat.cli import _changes, _options, _reports
from errcat.comparing.outcome import greatest_bump
from errcat.comparing.versions import next_version
from errcat.project import open_project


@click.command("bump")
@click.argument("catalogs", nargs=-1, metavar="[NEW]...")
@_changes.AGAINST
@click.option(
    "--next", "following", is_flag=True, help="Print the version that comes next."
)
@_options.common
def command(
    catalogs: tuple[str, ...],
    against: str | None,
    following: bool,
    config: str | None,
    quiet: bool,
) -> None:
    """Print what the version must be raised by: major, minor, patch or none.

    NEW is a catalog; without one it is those of the configuration.
    """
    del quiet  # there is nothing to leave out
    results = open_project(config).compare_all(against, *catalogs)
    if not following:
        _reports.say(f"{greatest_bump(results)}\n")
        return
    if len(results) > 1:
        raise click.UsageError("--next is for one catalog: name it")
    comparison = results[0].comparison
    current = comparison.old_version or comparison.new_version
    _reports.say(f"{next_version(current, comparison.bump)}\n")
