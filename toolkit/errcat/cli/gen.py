"""errcat gen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click

from errcat import config as configuration
from errcat import plugins
from errcat.cli import BUG, _catalogs, _options
from errcat.config import Config, Output
from errcat.errors import ConfigInvalid, NameUnknown, OutputRefused
from errcat.findings import ERROR
from errcat.generating import (
    AUDIENCES,
    File,
    Generator,
    drift,
    parse_options,
    paths,
    render,
    visible,
)
from errcat.linting import Inspection
from errcat.model import Catalog
from errcat.reporting import paint
from errcat.text import terminal
from errcat.writing import plan, write_all

if TYPE_CHECKING:
    from io import TextIOWrapper

GROUPS = frozenset(("reading", "schema", "codes", "names"))
"""The groups of rules without which nothing sound can be made."""


class Job(NamedTuple):
    """Something to make: by which generator, from which catalog, for whom, and where it goes."""

    generator: Generator
    catalog: str
    output: str
    """As seen from the root; empty for standard output."""
    audience: str
    options: Any


class Made(NamedTuple):
    """What a job has made, in memory."""

    job: Job
    codes: int
    files: tuple[File, ...]

    def placed(self) -> list[tuple[str, str]]:
        """Return path, as seen from the root, and text of every file."""
        return paths(self.job.generator, self.job.output, self.files)


@click.command("gen")
@click.argument("target", required=False)
@click.option(
    "--catalog", metavar="CATALOG", help="Generate from this one, not the configured."
)
@click.option(
    "-o", "--output", metavar="PATH", help="Write here, not to standard output."
)
@click.option(
    "--check", is_flag=True, help="Write nothing; show what would change, and exit 1."
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="OPTION=VALUE",
    help="Give the target an option; may be repeated.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    help="Whom it is for: entries for a narrower audience are left out; public if nothing is said.",
)
@_options.common
def command(
    target: str | None,
    catalog: str | None,
    output: str | None,
    check: bool,
    given: tuple[str, ...],
    audience: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Make clients, documents and bundles from catalogs.

    TARGET says what: python, json, ... Without one, every output of the configuration is made.
    Nothing is written unless all of it could be made.
    """
    settings = configuration.find(config)
    if target is None:
        _refuse_without_target(
            catalog=catalog, output=output, set=given, audience=audience
        )
        root, jobs = settings.root, _configured(settings, None)
    elif check and output is None:
        _refuse_without_output(catalog=catalog, set=given, audience=audience)
        root, jobs = settings.root, _configured(settings, target)
    else:
        generator = _generator(target, settings)
        root, name = _place(generator, output)
        job = Job(
            generator,
            _one_catalog(catalog, settings),
            name,
            audience or AUDIENCES[0],
            parse_options(generator, _pairs(given)),
        )
        if output is None:
            _print(_make([job], settings)[0])
            return
        jobs = [job]
    made = _make(jobs, settings)
    if check:
        _check(root, made, color=_options.colored(color), quiet=quiet)
    else:
        _write(root, made, quiet=quiet)


# --- what to make ----------------------------------------------------------------------------


def _refuse_without_target(**options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name} needs a TARGET")


def _refuse_without_output(**options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--check with --{name} needs --output")


def _configured(config: Config, target: str | None) -> list[Job]:
    """Return the jobs of the configuration, or those of one *target*."""
    if target is not None:
        target = _generator(target, config).name
    jobs = [_job(each, config) for each in config.outputs]
    wanted = [job for job in jobs if target in (None, job.generator.name)]
    if not wanted:
        table = f"[[tool.errcat.outputs]] of {config.file or 'pyproject.toml'}"
        said = "name a TARGET" if target is None else "say --output"
        raise click.UsageError(
            f"there is nothing to make: {said}, or list it in {table}"
        )
    return wanted


def _job(output: Output, config: Config) -> Job:
    generator = _generator(output.target, config)
    catalogs = output.catalogs or config.catalogs
    if len(catalogs) != 1:
        reason = f"the output {output.output} is made from one catalog, and {len(catalogs)} are named"
        raise ConfigInvalid(config.file, f"{reason}; set its `catalogs`")
    options = parse_options(generator, output.options)
    path = os.path.normpath(output.output).replace(os.sep, "/")
    return Job(generator, config.path(catalogs[0]), path, output.audience, options)


def _generator(name: str, config: Config) -> Generator:
    """Return the generator called *name*, or that has it as an alias."""
    try:
        return plugins.get("generators", Generator, name, config.plugins)
    except NameUnknown:
        for each in plugins.collect("generators", Generator, config.plugins):
            if name in each.aliases:
                return each
        raise


def _one_catalog(given: str | None, config: Config) -> str:
    found = _catalogs.operands([given] if given else [], config)
    if len(found) > 1:
        raise click.UsageError(
            f"which catalog? say --catalog with one of {', '.join(found)}"
        )
    return found[0]


def _pairs(given: Iterable[str]) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise click.UsageError(f"--set takes OPTION=VALUE, not '{each}'")
        pairs[name] = value
    return pairs


def _place(generator: Generator, output: str | None) -> tuple[str, str]:
    """Return the folder that everything must lie in, and the way from there to *output*."""
    if output is None:
        if not generator.single:
            raise click.UsageError(
                f"the target {generator.name} makes a folder: say --output"
            )
        return "", ""
    root, name = os.path.split(os.path.normpath(output))
    if name in ("", os.curdir, os.pardir):
        root, name = os.path.normpath(output), ""
    if generator.single and (not name or output.endswith("/")):
        raise OutputRefused(output, "it is a folder")
    return root, name


# --- making it -------------------------------------------------------------------------------


def _make(jobs: Sequence[Job], config: Config) -> list[Made]:
    """Return what *jobs* make; where a catalog is not sound, show that and end the run."""
    catalogs = _sound(dict.fromkeys(job.catalog for job in jobs), config)
    made: list[Made] = []
    for job in jobs:
        catalog = visible(catalogs[job.catalog], job.audience)
        files = render(job.generator, catalog, job.options)
        made.append(Made(job, len(catalog.entries), files))
    return made


def _sound(operands: Iterable[str], config: Config) -> dict[str, Catalog]:
    """Return the catalogs at *operands*; if one is not sound, show why and end the run."""
    tools = _catalogs.workshop(config)
    needed = tuple(rule for rule in tools.rules if rule.group in GROUPS)
    inspections = tools._replace(rules=needed).inspect(map(tools.read, operands))
    failed = [shown for each in inspections if (shown := _what_fails(each))]
    if failed:
        _show(failed, config)
        crashed = [module for each in inspections for module in each.crashed]
        built_in = any(module.startswith("errcat.") for module in crashed)
        raise click.exceptions.Exit((BUG if built_in else 2) if crashed else 1)
    return {
        each.source.root: each.catalog
        for each in inspections
        if each.catalog is not None
    }


def _what_fails(inspection: Inspection) -> Inspection | None:
    """Return *inspection* with only what keeps the catalog from being used; None if nothing does."""
    if inspection.catalog is None:
        return inspection
    errors = tuple(each for each in inspection.findings if each.severity == ERROR)
    return (
        inspection._replace(findings=errors) if errors or inspection.crashed else None
    )


def _show(inspections: Sequence[Inspection], config: Config) -> None:
    from errcat.reporting import Report  # only a catalog with errors needs a report

    report = plugins.get("reports", Report, "full", config.plugins)
    run = _catalogs.run_of(inspections, config, color=False, quiet=False)
    click.echo(f"{report.render(run)}nothing was written", err=True)


# --- where it goes ---------------------------------------------------------------------------


def _print(made: Made) -> None:
    if len(made.files) != 1:
        raise click.UsageError(f"{len(made.files)} files are made: say --output")
    # What a terminal's encoding cannot say is part of the file all the same.
    cast("TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", newline="\n")
    _catalogs.say(made.files[0].text)


def _write(root: str, made: Sequence[Made], *, quiet: bool) -> None:
    files = [item for each in made for item in each.placed()]
    codes = [each.codes for each in made for _ in each.files]
    written = write_all(root, files)
    if quiet:
        return
    for (path, _), number, new in zip(files, codes, written, strict=True):
        shown = terminal(os.path.join(root, path))
        counted = f"{number} code" if number == 1 else f"{number} codes"
        click.echo(
            f"wrote {shown} ({counted})" if new else f"unchanged {shown}", err=True
        )


def _check(root: str, made: Sequence[Made], *, color: bool, quiet: bool) -> None:
    """Show how what is on disk differs from what was made, and end the run with 1 if it does."""
    planned = plan(root, [item for each in made for item in each.placed()])
    for each in planned:
        if not each.fresh:
            lines = drift(each.path, each.content.decode("utf-8")).split("\n")
            _catalogs.say("".join(f"{_painted(line, color)}\n" for line in lines))
    if not quiet:
        for each in planned:
            state = "fresh" if each.fresh else "out of date"
            click.echo(f"{state}: {terminal(each.path)}", err=True)
    if not all(each.fresh for each in planned):
        raise click.exceptions.Exit(1)


_COLORS = {"+": "32", "-": "31", "@": "36"}


def _painted(line: str, color: bool) -> str:
    code = _COLORS.get(line[:1], "")
    return paint(terminal(line), code, color and bool(code))
