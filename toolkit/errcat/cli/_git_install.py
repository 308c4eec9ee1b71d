"""The command `errcat git install`."""

from __future__ import annotations

import shlex
import shutil
import sys

import click

from errcat.cli import _command, _completing, _options
from errcat.editing.installing import installation, removal
from errcat.project import open_project
from errcat.text import terminal


@click.command(
    "install",
    cls=_command.Command,
    group=_command.GIT,
    examples=(
        "errcat git install # for the configured catalogs",
        "errcat git install --undo # remove the drivers and the block in .gitattributes",
    ),
)
@click.argument(
    "catalogs",
    nargs=-1,
    metavar="[CATALOG]...",
    shell_complete=_completing.files,
)
@click.option("--undo", is_flag=True, help="Remove what this command has set up.")
@_options.common
def command(
    catalogs: tuple[str, ...], undo: bool, config: str | None, quiet: bool
) -> None:
    """Set up git to compare and merge CATALOG entry by entry.

    Writes the diff and merge drivers into the configuration of this clone, and lists the catalog
    files in .gitattributes. Commit .gitattributes; the drivers must be set up in each clone.
    CATALOG defaults to the configured catalogs.
    """
    project = open_project(config)
    operands = project.operands(*catalogs)
    if undo:
        setup = removal(operands)
    else:
        setup = installation(operands, project.toolchain.suffixes, _program())
    changed = setup.write()
    if quiet:
        return
    drivers = "removed the diff and merge drivers" if undo else "set up diff and merge"
    click.echo(f"{drivers} in the configuration of this clone", err=True)
    state = "wrote" if changed else "unchanged"
    click.echo(f"{state} {terminal(setup.path)}", err=True)


def _program() -> str:
    """Return what starts errcat from a shell."""
    if shutil.which("errcat"):
        return "errcat"
    return f"{shlex.quote(sys.executable)} -m errcat"
