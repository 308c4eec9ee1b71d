"""What is to be generated, from which catalog and for whom; and generating it in memory."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.config import Config, Output, Target, refused
from errcat.errors import OptionInvalid, OutputRefused, RequestInvalid
from errcat.generating.options import parse_options, with_files
from errcat.generating.running import paths, render
from errcat.generating.selection import (
    AUDIENCES,
    Selection,
    parse_selection,
    selected,
    visible,
)
from errcat.generating.target import File, Generator
from errcat.model import Catalog

CATALOG = "{catalog}"
"""Stands in the path of an output for the id of the catalog."""


class Job(NamedTuple):
    """Something to generate: by which generator, from which catalog, for whom, and to where."""

    generator: Generator
    catalog: str
    output: str
    """As seen from the root; empty for a folder that is the root itself, and for no file."""
    audience: str
    selection: Selection
    options: Any


class Made(NamedTuple):
    """What a job has generated, in memory."""

    job: Job
    id: str
    """Of the catalog."""
    codes: int
    files: tuple[File, ...]
    claims: tuple[tuple[str, str], ...]
    """What the files define in a file of the project: that file, and the name."""

    def placed(self) -> list[tuple[str, str]]:
        """Return path, as seen from the root, and text of every file."""
        return paths(self.job.generator, self.output, self.files)

    @property
    def output(self) -> str:
        """The file or folder that it writes, as seen from the root."""
        return self.job.output.replace(CATALOG, self.id)


def job(
    generator: Generator,
    catalog: str,
    output: str,
    audience: str,
    options: Mapping[str, Any],
    locate: Callable[[str], str] = str,
) -> Job:
    """Return a job; *options* are those of the generator, and those that every target has.

    *locate* returns the path of a file that an option names.

    Raises:
        OptionInvalid: there is no such option or audience, or a value does not fit.
        PathMissing, PathUnreadable: a file that an option names cannot be read.

    """
    if audience not in AUDIENCES:
        reason = f"'{audience}' is not one of {', '.join(AUDIENCES)}"
        raise OptionInvalid("audience", reason)
    selection, rest = parse_selection(options)
    parsed = with_files(parse_options(generator, rest), locate)
    return Job(generator, catalog, output, audience, selection, parsed)


def configured(
    config: Config, find: Callable[[str], Generator], target: str | None
) -> list[Job]:
    """Return the jobs of the configuration, or those of one *target*.

    Raises:
        RequestInvalid: there are none.
        ConfigInvalid: an output of several catalogs would be one file.
        NameUnknown: there is no such target.

    """
    if target is not None:
        target = find(target).name
    jobs = [
        job
        for output in config.outputs
        if target in (None, find(output.target).name)
        for job in jobs_of(output, find(output.target), config)
    ]
    if not jobs:
        table = f"[[tool.errcat.outputs]] of {config.file or 'pyproject.toml'}"
        hint = "name a TARGET" if target is None else "say --output"
        raise RequestInvalid(f"nothing to generate: {hint}, or list it in {table}")
    return jobs


def jobs_of(output: Output, generator: Generator, config: Config) -> Iterator[Job]:
    """Yield the jobs of *output*, one for each of its catalogs.

    Raises:
        ConfigInvalid: an output of several catalogs would be one file.
        OptionInvalid: there is no such option or audience, or a value does not fit.

    """
    catalogs = output.catalogs or config.catalogs
    if not catalogs or (len(catalogs) > 1 and CATALOG not in output.output):
        reason = f"the output {output.output} covers {len(catalogs)} catalogs"
        hint = "set its `catalogs`" + (f", or put {CATALOG} in it" if catalogs else "")
        raise refused(config, f"{reason}; {hint}", output.output)
    if not generator.single and (folder := _folder_meant(output.output, config.path)):
        reason = f"{output.output} is the name of a file, but target '{generator.name}'"
        hint = f'writes a folder; write output = "{folder}"'
        raise refused(config, f"{reason} {hint}", output.output)
    path = os.path.normpath(output.output).replace(os.sep, "/")
    if path == os.curdir:
        if generator.single:
            reason = f"target '{generator.name}' writes a file, but {path} is a folder"
            raise refused(config, reason, output.output)
        path = ""
    for catalog in catalogs:
        place, audience, options = config.path(catalog), output.audience, output.options
        yield job(generator, place, path, audience, options, config.path)


_FILE = re.compile(r"(.*[^./])\.[A-Za-z]{2,5}").fullmatch


def _folder_meant(output: str, locate: Callable[[str], str] = str) -> str:
    """Return the folder to write instead of *output*, if that is the name of a file."""
    named = _FILE(output)
    return named[1] if named and not os.path.isdir(locate(output)) else ""


def from_target(name: str, target: Target, config: Config) -> Generator:
    """Return the generator of a target of the project's own: a program, or templates."""
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


def make(
    jobs: Sequence[Job], catalogs: Mapping[str, Catalog], step: Callable[[str], None]
) -> list[Made]:
    """Return what *jobs* generate from *catalogs*, which are given by path.

    *step* is told what is done next.

    Raises:
        OptionInvalid: two catalogs would define one name in a file of the project.

    """
    made: list[Made] = []
    for number, job in enumerate(jobs, 1):
        step(f"generating {job.generator.name} ({number} of {len(jobs)})")
        made.append(make_one(job, catalogs[job.catalog]))
    check_claims(made)
    return made


def check_claims(made: Iterable[Made]) -> None:
    """Refuse to define one name in a file of the project for two catalogs."""
    owners: dict[tuple[str, str], str] = {}
    for item in made:
        for path, name in item.claims:
            owner = owners.setdefault((path, name), item.id)
            if owner != item.id:
                raise OptionInvalid(
                    "prefix",
                    f"catalogs '{owner}' and '{item.id}' would both define {name} in {path};"
                    " set a different `prefix` in the options of each output",
                )


def make_one(job: Job, catalog: Catalog, *, verified: bool = True) -> Made:
    """Return what *job* generates from *catalog*: only what its audience may see.

    Without *verified*, the files are not read back to compare them with the catalog.

    Raises:
        OptionInvalid: the catalog has no range or product that the job selects.
        PluginBroken: the generator crashed, or made what is no file.
        VerificationFailed: a file does not hold what the catalog holds.

    """
    shown = selected(visible(catalog, job.audience), job.selection)
    files = render(job.generator, shown, job.options, verified=verified)
    claims = tuple(job.generator.claims(shown, job.options))
    return Made(job, shown.id, len(shown.entries), files, claims)


def place(generator: Generator, output: str) -> tuple[str, str]:
    """Return the folder that everything must lie in, and the path from there to *output*.

    Raises:
        OutputRefused: the target makes a file, and *output* is a folder; or the other way around.

    """
    if not generator.single:
        if folder := _folder_meant(output):
            raise OutputRefused(
                output,
                f"target '{generator.name}' writes a folder; run `errcat gen {generator.name}"
                f" --output {folder}`",
            )
        return os.path.normpath(output), ""
    root, name = os.path.split(os.path.normpath(output))
    if name in ("", os.curdir, os.pardir) or output.endswith("/"):
        raise OutputRefused(output, "it is a folder")
    return root, name


def operands(jobs: Iterable[Job]) -> list[str]:
    """Return the paths of the catalogs that *jobs* need, each once."""
    return list(dict.fromkeys(job.catalog for job in jobs))
