"""errcat breaking."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import _catalogs, _changes, _options
from errcat.findings import ERROR, SEVERITIES


@click.command("breaking")
@click.argument("catalogs", nargs=-1, metavar="[NEW]...")
@_changes.AGAINST
@_options.REPORT
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default=ERROR,
    show_default=True,
    help="The lightest severity that makes the exit code 1.",
)
@_options.common
def command(
    catalogs: tuple[str, ...],
    against: str | None,
    reports: tuple[str, ...],
    fail_on: str,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Find what breaks the promises of a catalog, and for whom.

    NEW is a catalog; without one it is those of the configuration.
    """
    settings = configuration.find(config)
    try:
        found = _changes.pairs(against, catalogs, settings)
    except Exception:
        _changes.outputs([], "error")
        raise
    run = _changes.run_of(
        found, verdicts=True, colored=_options.colored(color), quiet=quiet
    )
    run = run._replace(findings=(*run.findings, *_changes.in_vain(found, settings)))
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    broken = any(each.severity in failing for each in run.findings)
    _changes.outputs(found, "breaking" if broken else "ok")
    _catalogs.deliver(run, _changes.sinks(reports, found, settings))
    if broken:
        raise click.exceptions.Exit(1)
