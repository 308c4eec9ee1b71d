"""The command `errcat init`."""

from __future__ import annotations

import os

import click

from errcat.cli import _command, _completing, _options
from errcat.project import open_project
from errcat.starting.planning import Setup, StartFile
from errcat.starting.surroundings import CI_SYSTEMS
from errcat.text import terminal


@click.command(
    "init",
    cls=_command.Command,
    group=_command.START,
    examples=(
        "errcat init # make the working folder a project, with an example catalog",
        "errcat init --from docs/errors.md # import the catalog from a list of errors",
    ),
)
@click.argument(
    "folder", metavar="[DIR]", default=os.curdir, shell_complete=_completing.files
)
@click.option(
    "--from",
    "sources",
    metavar="SOURCE",
    multiple=True,
    shell_complete=_completing.files,
    help="Import the catalog from here, as `errcat import` does; repeatable.  [default: an example]",
)
@click.option(
    "--ci",
    type=click.Choice(CI_SYSTEMS),
    help="Write a job for this CI system.  [default: the one that the repository uses]",
)
@click.option(
    "--install",
    metavar="SPEC",
    help="Let pre-commit and CI install errcat from here: a git address, a path or a version."
    "  [default: where this errcat was installed from]",
)
@_options.common
def command(
    folder: str,
    sources: tuple[str, ...],
    ci: str | None,
    install: str | None,
    config: str | None,
    quiet: bool,
) -> None:
    """Write the files that a project with an error catalog needs.

    These are the configuration, an example catalog, its schema for editors, .gitattributes, a hook
    of pre-commit and a CI job that run `errcat check`. Existing files stay as they are; errcat
    prints what to add to them. DIR defaults to the working folder.
    """
    project = open_project(config)
    setup = project.init(folder, sources=sources, ci=ci or "", install=install or "")
    setup.write()
    if setup.imported is not None:
        from errcat.importing.showing import shown  # only for an import

        click.echo(shown(setup.imported, quiet=quiet), nl=False)
    if not quiet:
        for line in _lines(setup, folder):
            click.echo(line, err=True)


def _lines(setup: Setup, folder: str) -> list[str]:
    """Return what was written, what is missing, and what to do next."""
    lines = [line for file in setup.files for line in _file_lines(setup, file)]
    lines += [f"note: {terminal(note)}" for note in setup.notes]
    where = "" if folder == os.curdir else f" in {terminal(folder)}"
    lines += ["", f"Next, try these commands{where}:"]
    width = max(len(line) for line, _ in setup.commands)
    lines += [f"  {line:<{width}}  # {meaning}" for line, meaning in setup.commands]
    return lines


def _file_lines(setup: Setup, file: StartFile) -> list[str]:
    path = terminal(setup.path(file))
    if not file.exists:
        return [f"wrote {path} ({file.purpose})"]
    if not file.missing:
        return [f"kept {path}"]
    missing = [f"    {terminal(line)}".rstrip() for line in file.missing.splitlines()]
    return [f"kept {path}; {file.advice}:", *missing]
