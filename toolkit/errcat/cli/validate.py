"""The command `errcat validate`."""

from __future__ import annotations

import click

from errcat.cli import _command, _completing, _options, _reports, _terminal
from errcat.cli._progress import progress
from errcat.findings import SEVERITIES
from errcat.linting.baseline import left_out
from errcat.linting.validation import FixResult
from errcat.project import Project, open_project
from errcat.reporting import report as _report
from errcat.text import terminal


@click.command(
    "validate",
    cls=_command.Command,
    group=_command.CHECK,
    examples=(
        "errcat validate # check the configured catalogs",
        "errcat validate --fix --diff # show what the safe fixes would change",
    ),
)
@click.argument(
    "catalogs",
    nargs=-1,
    metavar="[CATALOG]...",
    shell_complete=_completing.catalogs,
)
@_options.REPORT
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Lowest severity that fails the run.  [default: `fail-on` in the configuration, or warning]",
)
@click.option(
    "--across", is_flag=True, help="Also report codes that several catalogs use."
)
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: also apply fixes that may change the meaning of a text.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Show the changes that --fix would make, and exit 1 if there are any.",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write all findings to a new baseline, so that only new findings fail the run.",
)
@click.option(
    "--prune-baseline",
    is_flag=True,
    help="Remove fixed findings from the baseline.",
)
@click.option(
    "--against",
    metavar="OLD",
    shell_complete=_completing.operands,
    help="Report only findings that OLD does not have: a path, REF, REF:PATH, @latest, @previous or @merge-base.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Run only these rules or groups, separated by commas; errors in reading files are always"
    " reported.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    help="Do not run these rules or groups, separated by commas.",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Show the number of findings of each rule instead of the findings.",
)
@click.option(
    "--learn",
    is_flag=True,
    help="Set the style rules in the configuration to match the catalogs.",
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    statistics: bool,
    learn: bool,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Check catalogs and report problems.

    CATALOG is a folder, a file, or - for standard input. Without it, errcat checks the configured
    catalogs.
    """
    project = open_project(config)
    if learn:
        project = _learn(project, catalogs, config, quiet=quiet)
    project = project.narrowed(_listed(select), _listed(ignore))
    shown = (*(("statistics",) if statistics else ()), *reports)
    wanted = _reports.sinks(shown, project.config)
    if (select or ignore) and (write_baseline or prune_baseline):
        raise click.UsageError(
            "a baseline is of all rules: leave out --select and --ignore"
        )
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff")
    if against and (fix or diff or write_baseline or prune_baseline):
        raise click.UsageError("--against cannot be combined with options that write")
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
        raise click.exceptions.Exit(int(_show(fixed, quiet=quiet)))
    if fixed:
        _save(fixed, quiet=quiet)
    if write_baseline:
        result = project.start_baseline(result)
        _report_baseline(f"wrote {_counted(len(result.known))} to", project)
        for rule, number in left_out(result).items():
            _leave_out(rule, number)
    if prune_baseline and result.unused:
        number = len(result.unused)
        result = project.prune_baseline(result)
        _report_baseline(f"removed {_counted(number)} from", project)
    run = result.run(color=_terminal.colored(color), quiet=quiet)
    if fixed and not write_baseline:
        run = run._replace(note=run.note or fixed.note)
    _reports.deliver(run, wanted)
    raise click.exceptions.Exit(result.exit_code(fail_on))


def _listed(options: tuple[str, ...]) -> list[str]:
    """Return the names in options that list some, separated by commas."""
    names = (name.strip() for option in options for name in option.split(","))
    return [name for name in names if name]


def _learn(
    project: Project, catalogs: tuple[str, ...], config: str | None, *, quiet: bool
) -> Project:
    """Write the habits of the catalogs into the configuration, and return the project with it."""
    learned = project.learn(*catalogs)
    learned.write()
    if not quiet:
        click.echo(f"set in {terminal(learned.path)}:", err=True)
        for setting in learned.settings:
            style = setting.options["style"]
            click.echo(f"  {setting.rule}: {style} ({setting.figures})", err=True)
    return open_project(config or learned.path)


def _save(fixed: FixResult, *, quiet: bool) -> None:
    fixed.write()
    if fixed.fixed and not quiet:
        click.echo(f"fixed {_counted(fixed.fixed)}", err=True)
    _show_refused(fixed)


def _show_refused(fixed: FixResult) -> None:
    """Name the findings whose fix would lead to another error."""
    for finding, error in fixed.refused[:_SHOWN]:
        place = _report.location(finding.file, finding.span)
        lines = [
            f"not fixed: {place}: {finding.message} ({finding.rule})",
            f"  because the fix would lead to: {error.message} ({error.rule})",
        ]
        lines += [f"  help: {error.hint}"] if error.hint else []
        click.echo("\n".join(map(terminal, lines)), err=True)
    more = len(fixed.refused) - _SHOWN
    if more > 0:
        click.echo(f"not fixed: {_counted(more)} more", err=True)


_SHOWN = 10
"""How many findings that were not fixed are named."""


def _show(fixed: FixResult, *, quiet: bool) -> bool:
    """Show the fixes as a unified diff, and tell whether there are any."""
    from errcat.generating.running import drift  # slow to import

    for raw in fixed.changed:
        text = drift(raw.file, raw.content.decode("utf-8"))
        _reports.emit(terminal(text, multiline=True) + "\n")
    _show_refused(fixed)
    if not fixed.changed and not quiet:
        left = len(fixed.validation.findings)
        has = "has" if left == 1 else "have"
        rest = f"; {_counted(left)} {has} no safe fix" if left else ""
        click.echo(f"nothing to fix{rest}", err=True)
    return bool(fixed.changed)


def _report_baseline(act: str, project: Project) -> None:
    click.echo(f"{act} {terminal(project.baseline_path)}", err=True)


def _leave_out(rule: str, number: int) -> None:
    click.echo(
        f"left out {_counted(number)} of {rule}, which cannot be in a baseline",
        err=True,
    )


def _counted(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
