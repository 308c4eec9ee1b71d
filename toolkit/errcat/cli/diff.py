"""errcat diff."""

from __future__ import annotations

import click

from errcat.cli import _changes, _options, _reports
from errcat.comparing.outcome import run_of
from errcat.project import open_project


@click.command("diff")
@click.argument("old", required=False)
@click.argument("new", required=False)
@_options.REPORT
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 if there is any difference."
)
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
    """Show every difference between two states of a catalog; facts, and no verdict.

    OLD and NEW are paths, REF, REF:PATH, @latest or @merge-base. Without NEW it is the catalogs of
    the configuration; without OLD it is the merge base with the default branch, or there the latest
    tag.
    """
    project = open_project(config)
    results = project.compare_all(old, *([new] if new else []))
    colored = _options.colored(color)
    run = run_of(results, verdicts=False, color=colored, quiet=quiet)
    _reports.deliver(run, _changes.sinks(reports, results, project.config))
    if exit_code and run.findings:
        raise click.exceptions.Exit(1)
