"""The command `errcat check`."""

from __future__ import annotations

import click

from errcat.cli import _changes, _command, _completing, _options, _reports, _terminal
from errcat.cli._progress import progress
from errcat.gate import GateResult
from errcat.project import open_project


@click.command(
    "check",
    cls=_command.Command,
    group=_command.CHECK,
    examples=(
        "errcat check # check catalogs, generated files and breaking changes",
        "errcat check --against v1.0.0 # compare with that version",
    ),
)
@click.argument(
    "catalogs", nargs=-1, metavar="[CATALOG]...", shell_complete=_completing.catalogs
)
@_changes.AGAINST
@_options.REPORT
@_options.COLOR
@_options.common
def command(
    catalogs: tuple[str, ...],
    against: str | None,
    reports: tuple[str, ...],
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Check catalogs and generated files, and report breaking changes.

    CATALOG is a folder or a file. Without it, errcat checks the configured catalogs. If there is
    no earlier version to compare with, errcat reports that and checks the rest.
    """
    project = open_project(config)
    wanted = _reports.sinks(reports, project.config)
    try:
        with progress() as step:
            result = project.check(*catalogs, against=against, step=step)
    except Exception:
        _changes.outputs([], "error")
        raise
    _changes.outputs(result.comparisons, _status(result))
    _reports.deliver(result.run(color=_terminal.colored(color), quiet=quiet), wanted)
    raise click.exceptions.Exit(result.exit_code())


def _status(result: GateResult) -> str:
    if any(not comparison.ok for comparison in result.comparisons):
        return "breaking"
    return "ok" if result.ok else "findings"
