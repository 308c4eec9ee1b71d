"""errcat breaking."""

from __future__ import annotations

import click

from errcat.cli import _changes, _options, _reports
from errcat.comparing.outcome import run_of
from errcat.findings import ERROR, SEVERITIES
from errcat.project import open_project


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
@_options.COLOR
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
    project = open_project(config)
    try:
        results = project.compare_all(against, *catalogs)
    except Exception:
        _changes.outputs([], "error")
        raise
    run = run_of(
        results,
        verdicts=True,
        more=project.unused_acceptances(results),
        color=_options.colored(color),
        quiet=quiet,
    )
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    broken = any(finding.severity in failing for finding in run.findings)
    _changes.outputs(results, "breaking" if broken else "ok")
    _reports.deliver(run, _changes.sinks(reports, results, project.config))
    if broken:
        raise click.exceptions.Exit(1)
