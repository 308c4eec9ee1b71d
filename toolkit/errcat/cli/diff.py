"""The command `errcat diff`."""

from __future__ import annotations

import click

from errcat.cli import _changes, _command, _completing, _options, _reports, _terminal
from errcat.cli._progress import progress
from errcat.comparing.outcome import run_of
from errcat.project import open_project


@click.command(
    "diff",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        "errcat diff # show the changes of this branch",
        "errcat diff v1.0.0 catalog/telnyx # show the changes since a tag",
    ),
)
@click.argument("old", required=False, shell_complete=_completing.operands)
@click.argument("new", required=False, shell_complete=_completing.operands)
@_options.REPORT
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything differs.")
@_options.COLOR
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
    """Show every difference between two versions of a catalog.

    OLD and NEW are paths, REF, REF:PATH, @latest, @previous or @merge-base. NEW defaults to the
    configured catalogs. OLD defaults to @merge-base on a branch, and to @latest on the default
    branch.
    """
    project = open_project(config)
    with progress() as step:
        results = project.compare_all(old, *([new] if new else []), step=step)
    colored = _terminal.colored(color)
    run = run_of(results, verdicts=False, color=colored, quiet=quiet)
    _reports.deliver(
        run, _changes.sinks(reports, results, project.config, by_entry=True)
    )
    if exit_code and run.findings:
        raise click.exceptions.Exit(1)
