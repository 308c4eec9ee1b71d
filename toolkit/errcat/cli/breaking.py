"""The command `errcat breaking`."""

from __future__ import annotations

import click

from errcat.cli import _changes, _command, _completing, _options, _reports, _terminal
from errcat.cli._progress import progress
from errcat.comparing.outcome import run_of
from errcat.findings import ERROR, SEVERITIES
from errcat.project import open_project


@click.command(
    "breaking",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        "errcat breaking # check the changes of this branch",
        "errcat breaking --against @latest # check the changes since the latest release",
    ),
)
@click.argument(
    "catalogs", nargs=-1, metavar="[NEW]...", shell_complete=_completing.catalogs
)
@_changes.AGAINST
@_options.REPORT
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default=ERROR,
    show_default=True,
    help="Lowest severity that fails the run.",
)
@click.option("--all", "everything", is_flag=True, help="Show compatible changes, too.")
@_options.COLOR
@_options.common
def command(
    catalogs: tuple[str, ...],
    against: str | None,
    reports: tuple[str, ...],
    fail_on: str,
    everything: bool,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Report breaking and risky changes, and who is affected.

    NEW is a catalog: a path, REF or REF:PATH. It defaults to the configured catalogs.
    """
    project = open_project(config)
    try:
        with progress() as step:
            results = project.compare_all(against, *catalogs, step=step)
    except Exception:
        _changes.outputs([], "error")
        raise
    run = run_of(
        results,
        verdicts=True,
        notable=not everything,
        more=project.unused_acceptances(results),
        color=_terminal.colored(color),
        quiet=quiet,
    )
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    levels = [change.level for result in results for change in result.differences]
    levels += [finding.severity for finding in run.findings]
    broken = not set(failing).isdisjoint(levels)
    _changes.outputs(results, "breaking" if broken else "ok")
    _reports.deliver(run, _changes.sinks(reports, results, project.config))
    if broken:
        raise click.exceptions.Exit(1)
