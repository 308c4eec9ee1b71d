"""What `errcat gen` is to make, and making it in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click

from errcat import plugins
from errcat.cli import BUG, _catalogs
from errcat.cli._progress import Step
from errcat.config import Config, Output, Target, refused
from errcat.errors import NameUnknown
from errcat.findings import ERROR
from errcat.generating.options import parse_options
from errcat.generating.running import paths, render
from errcat.generating.selection import Selection, parse_selection, selected, visible
from errcat.generating.target import File, Generator
from errcat.linting.running import Inspection
from errcat.model import Catalog

GROUPS = frozenset(("reading", "schema", "codes", "names"))
"""The groups of rules without which nothing sound can be made."""
CATALOG = "{catalog}"
"""Stands in the path of an output for the id of the catalog."""


class Job(NamedTuple):
    """Something to make: by which generator, from which catalog, for whom, and where it goes."""

    generator: Generator
    catalog: str
    output: str
    """As seen from the root; empty for standard output."""
    audience: str
    selection: Selection
    options: Any


class Made(NamedTuple):
    """What a job has made, in memory."""

    job: Job
    id: str
    """Of the catalog."""
    codes: int
    files: tuple[File, ...]

    def placed(self) -> list[tuple[str, str]]:
        """Return path, as seen from the root, and text of every file."""
        output = self.job.output.replace(CATALOG, self.id)
        return paths(self.job.generator, output, self.files)


# --- what to make ----------------------------------------------------------------------------


def configured(config: Config, target: str | None) -> list[Job]:
    """Return the jobs of the configuration, or those of one *target*.

    Raises:
        UsageError: there are none.

    """
    if target is not None:
        target = generator(target, config).name
    jobs = [
        job
        for each in config.outputs
        if target in (None, generator(each.target, config).name)
        for job in _jobs(each, config)
    ]
    if not jobs:
        table = f"[[tool.errcat.outputs]] of {config.file or 'pyproject.toml'}"
        said = "name a TARGET" if target is None else "say --output"
        raise click.UsageError(
            f"there is nothing to make: {said}, or list it in {table}"
        )
    return jobs


def _jobs(output: Output, config: Config) -> Iterator[Job]:
    """Yield the jobs of *output*, one for each of its catalogs."""
    found = generator(output.target, config)
    catalogs = output.catalogs or config.catalogs
    if not catalogs or (len(catalogs) > 1 and CATALOG not in output.output):
        said = f"the output {output.output} is made from {len(catalogs)} catalogs"
        hint = "set its `catalogs`" + (f", or put {CATALOG} in it" if catalogs else "")
        raise refused(config, f"{said}; {hint}", output.output)
    selection, rest = parse_selection(output.options)
    options = parse_options(found, rest)
    path = os.path.normpath(output.output).replace(os.sep, "/")
    for each in catalogs:
        place = config.path(each)
        yield Job(found, place, path, output.audience, selection, options)


def generator(name: str, config: Config) -> Generator:
    """Return the generator called *name*, or that has it as an alias.

    Raises:
        NameUnknown: there is none.
        ConfigInvalid: a target of the project's own is called like another.

    """
    if name in config.targets:
        return _own(name, config.targets[name], config)
    try:
        return plugins.get("generators", Generator, name, config.plugins)
    except NameUnknown as unknown:
        for each in plugins.collect("generators", Generator, config.plugins):
            if name in each.aliases:
                return each
        known = {*unknown.known, *config.targets}
        raise NameUnknown("generator", name, known, unknown.hint) from None


def _own(name: str, target: Target, config: Config) -> Generator:
    if name in plugins.names("generators", config.plugins):
        raise refused(config, f"there is a target '{name}' already", name)
    if target.command:
        from errcat.generating.processes import (
            from_command,
        )  # only who has such a target pays

        return from_command(
            name,
            target.command,
            cwd=config.root or os.curdir,
            suffix=target.suffix,
            timeout=target.timeout,
        )
    from errcat.generating.templates import (
        from_folder,
    )  # as above: jinja2 is slow to import

    return from_folder(name, config.path(target.templates), suffix=target.suffix)


def one(
    found: Generator,
    catalog: str | None,
    output: str,
    audience: str,
    given: Iterable[str],
    config: Config,
) -> Job:
    """Return the job that the command line asks for."""
    operands = _catalogs.operands([catalog] if catalog else [], config)
    if len(operands) > 1:
        raise click.UsageError(
            f"which catalog? say --catalog with one of {', '.join(operands)}"
        )
    selection, rest = parse_selection(_pairs(given))
    options = parse_options(found, rest)
    return Job(found, operands[0], output, audience, selection, options)


def _pairs(given: Iterable[str]) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise click.UsageError(f"--set takes OPTION=VALUE, not '{each}'")
        pairs[name] = value
    return pairs


# --- making it -------------------------------------------------------------------------------


def make(jobs: Sequence[Job], config: Config, step: Step) -> list[Made]:
    """Return what *jobs* make; where a catalog is not sound, show that and end the run."""
    step(f"reading {', '.join(dict.fromkeys(job.catalog for job in jobs))}")
    catalogs = _sound(dict.fromkeys(job.catalog for job in jobs), config)
    made: list[Made] = []
    for number, job in enumerate(jobs, 1):
        step(f"making {job.generator.name} ({number} of {len(jobs)})")
        whole = visible(catalogs[job.catalog], job.audience)
        catalog = selected(whole, job.selection)
        files = render(job.generator, catalog, job.options)
        made.append(Made(job, catalog.id, len(catalog.entries), files))
    return made


def _sound(operands: Iterable[str], config: Config) -> dict[str, Catalog]:
    """Return the catalogs at *operands*; if one is not sound, show why and end the run."""
    tools = _catalogs.workshop(config)
    needed = tuple(rule for rule in tools.rules if rule.group in GROUPS)
    inspections = tools._replace(rules=needed).inspect(map(tools.read, operands))
    failed = [shown for each in inspections if (shown := _what_fails(each))]
    if failed:
        show(failed, config)
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


def show(inspections: Sequence[Inspection], config: Config) -> None:
    """Show what is wrong with catalogs, on standard error."""
    from errcat.reporting.report import (
        Report,
    )  # only a catalog with errors needs a report

    report = plugins.get("reports", Report, "full", config.plugins)
    run = _catalogs.run_of(inspections, config, color=False, quiet=False)
    click.echo(f"{report.render(run)}nothing was written", err=True)
