"""errcat validate."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import BUG, _baselines, _catalogs, _options
from errcat.cli._progress import progress
from errcat.findings import INFO, SEVERITIES
from errcat.linting.suppressions import STALE


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
    settings = configuration.find(config)
    wanted = _catalogs.sinks(reports, settings)
    if across:
        settings = settings.taking("code-unique-across", INFO)
    tools = _catalogs.workshop(settings)
    known = _baselines.load(settings)
    marks = frozenset(each.fingerprint for each in known)
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if against and (fix or diff or write_baseline or prune_baseline):
        raise click.UsageError("--against only reports: it mends and writes nothing")
    operands = _catalogs.operands(catalogs, settings)
    with progress() as step:
        step(f"reading {', '.join(operands)}")
        sources = [tools.read(each) for each in operands]
        step(f"checking {', '.join(operands)}")
        fixed = []
        if fix or diff:
            from errcat.cli import _fixes  # slow to import, for what a clean run needs

            fixed = _fixes.mend(tools, sources, marks, unsafe=unsafe_fixes)
            inspections = [each.inspection for each in fixed]
        else:
            inspections = tools.inspect(sources, marks)
        if against:
            from errcat.cli import _history  # slow to import, and few runs ask git

            step(f"reading {against}")
            inspections = _history.new_only(inspections, against, tools)
    if fix or diff:
        from errcat.cli import _fixes

        if diff:
            raise click.exceptions.Exit(int(_fixes.show(fixed)))
        _fixes.save(fixed, quiet=quiet)
    if write_baseline:
        known = _baselines.begin(inspections, settings)
    level = tools.severity()(STALE, None, "")
    inspections, stale = _baselines.settle(
        inspections, known, settings, level, prune=prune_baseline
    )
    run = _catalogs.run_of(
        inspections, settings, stale, color=_options.colored(color), quiet=quiet
    )
    _catalogs.deliver(run, wanted)
    crashed = [module for each in inspections for module in each.crashed]
    if crashed:
        built_in = any(module.startswith("errcat.") for module in crashed)
        raise click.exceptions.Exit(BUG if built_in else 2)
    failing = SEVERITIES[: SEVERITIES.index(fail_on or settings.fail_on) + 1]
    if any(finding.severity in failing for finding in run.findings):
        raise click.exceptions.Exit(1)
