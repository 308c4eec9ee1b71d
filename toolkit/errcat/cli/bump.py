"""errcat bump."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import _catalogs, _changes, _options
from errcat.comparing.versions import next_version


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
    color: str,
    quiet: bool,
) -> None:
    """Print what the version must be raised by: major, minor, patch or none.

    NEW is a catalog; without one it is those of the configuration.
    """
    del color, quiet
    found = _changes.pairs(against, catalogs, configuration.find(config))
    if not following:
        _catalogs.say(f"{_changes.greatest(found)}\n")
        return
    if len(found) > 1:
        raise click.UsageError("--next is for one catalog: name it")
    (pair,) = found
    current = pair.comparison.old_version or pair.comparison.new_version
    _catalogs.say(f"{next_version(current, pair.comparison.bump)}\n")
