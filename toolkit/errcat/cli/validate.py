"""errcat validate."""

from __future__ import annotations

import click

from errcat.cli import _options, _reports
from errcat.cli._progress import progress
from errcat.findings import SEVERITIES
from errcat.linting.validation import FixResult
from errcat.project import Project, open_project
from errcat.text import terminal


@click.command("validate")
@click.argument("catalogs", nargs=-1, metavar="[CATALOG]...")
@_options.REPORT
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="The lightest severity that makes the exit code 1; warning if nothing is said.",
)
@click.option(
    "--across",
    is_flag=True,
    help="List the codes that several catalogs use.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: mend also what may change what a text says.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Show what --fix would change, and exit 1 if that is anything.",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write what is found to the baseline, so that only what is new fails from now on.",
)
@click.option(
    "--prune-baseline",
    is_flag=True,
    help="Take out of the baseline what is found no more.",
)
@click.option(
    "--against",
    metavar="OLD",
    help="Report only what was not there in OLD: a path, REF, @latest or @merge-base.",
)
@_options.COLOR
@_options.common
def command(
    catalogs: tuple[str, ...],
    reports: tuple[str, ...],
    fail_on: str | None,
    across: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    write_baseline: bool,
    prune_baseline: bool,
    against: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Find what is wrong with catalogs.

    CATALOG is a folder, a file, or - for standard input. Without one, the configuration says which
    catalogs there are.
    """
    project = open_project(config)
    wanted = _reports.sinks(reports, project.config)
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if against and (fix or diff or write_baseline or prune_baseline):
        raise click.UsageError("--against only reports: it mends and writes nothing")
    with progress() as step:
        if fix or diff:
            fixed = project.fix(
                *catalogs, unsafe=unsafe_fixes, across=across, step=step
            )
            result = fixed.validation
        else:
            fixed = None
            result = project.validate(
                *catalogs, across=across, against=against, step=step
            )
    if fixed and diff:
        raise click.exceptions.Exit(int(_show(fixed)))
    if fixed:
        _save(fixed, quiet=quiet)
    if write_baseline:
        result = project.start_baseline(result)
        _say(f"wrote {_counted(len(result.known))} to", project)
    if prune_baseline and result.unused:
        number = len(result.unused)
        result = project.prune_baseline(result)
        _say(f"took {_counted(number)} out of", project)
    _reports.deliver(result.run(color=_options.colored(color), quiet=quiet), wanted)
    raise click.exceptions.Exit(result.exit_code(fail_on))


def _save(fixed: FixResult, *, quiet: bool) -> None:
    fixed.write()
    if fixed.fixed and not quiet:
        click.echo(f"mended {_counted(fixed.fixed)}", err=True)


def _show(fixed: FixResult) -> bool:
    """Show what would change as a unified diff, and tell whether anything would."""
    from errcat.generating.running import drift  # slow to import

    for raw in fixed.changed:
        text = drift(raw.file, raw.content.decode("utf-8"))
        _reports.say(terminal(text, multiline=True) + "\n")
    return bool(fixed.changed)


def _say(act: str, project: Project) -> None:
    click.echo(f"{act} {terminal(project.baseline_path)}", err=True)


def _counted(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
