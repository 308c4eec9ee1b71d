"""errcat diff."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import _catalogs, _changes, _options


@click.command("diff")
@click.argument("old", required=False)
@click.argument("new", required=False)
@_options.REPORT
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 if there is any difference."
)
@_options.common
def command(
    old: str | None,
    new: str | None,
    reports: tuple[str, ...],
    exit_code: bool,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Show every difference between two states of a catalog; facts, and no verdict.

    OLD and NEW are paths, REF, REF:PATH, @latest or @merge-base. Without NEW it is the catalogs of
    the configuration; without OLD it is the merge base with the default branch, or there the latest
    tag.
    """
    settings = configuration.find(config)
    found = _changes.pairs(old, [new] if new else [], settings)
    run = _changes.run_of(
        found, verdicts=False, colored=_options.colored(color), quiet=quiet
    )
    _catalogs.deliver(run, _changes.sinks(reports, found, settings))
    if exit_code and run.findings:
        raise click.exceptions.Exit(1)
