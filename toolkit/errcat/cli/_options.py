"""The options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from errcat.cli import _completing
from errcat.text import terminal

C = TypeVar("C", bound=Callable[..., Any])

REPORT = click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="NAME[:FILE]",
    shell_complete=_completing.reports,
    help="Show findings in this format, or write them to FILE; repeatable."
    "  [default: full; github in GitHub Actions]",
)
CONFIG = click.option(
    "--config",
    metavar="FILE",
    shell_complete=_completing.files,
    help="Read this configuration file instead of the nearest one.",
)
COLOR = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Color the output.",
)
QUIET = click.option(
    "--quiet",
    is_flag=True,
    help="Print only what needs attention: findings, changes and errors.",
)
DEBUG = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    help="Show the traceback if errcat itself fails.",
)
CATALOGS = click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    metavar="CATALOG",
    shell_complete=_completing.catalogs,
    help="Look in this catalog or bundle instead of the configured catalogs; repeatable.",
)


def remark_incomplete(roots: Sequence[str], *, quiet: bool) -> None:
    """Tell on standard error which catalogs could be read only in part."""
    for root in () if quiet else roots:
        text = f"errcat: {root} has errors, so something may be missing; run errcat validate"
        click.echo(terminal(text), err=True)


def common(command: C) -> C:
    """Give *command* the options that every command has: config, quiet and debug."""
    for option in (DEBUG, QUIET, CONFIG):
        command = option(command)
    return command
