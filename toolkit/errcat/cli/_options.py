"""The options that mean the same in every command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

C = TypeVar("C", bound=Callable[..., Any])

REPORT = click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="NAME[:FILE]",
    help="Show findings in this format, or write them to FILE; may be repeated.",
)
CONFIG = click.option(
    "--config",
    metavar="FILE",
    help="Read this configuration instead of looking for one.",
)
COLOR = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Color the output.",
)
QUIET = click.option("--quiet", is_flag=True, help="Say only what is wrong.")
DEBUG = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    help="Show the traceback of a bug in errcat.",
)


def common(command: C) -> C:
    """Give *command* the options that every command has: config, quiet and debug."""
    for option in (DEBUG, QUIET, CONFIG):
        command = option(command)
    return command


def colored(choice: str) -> bool:
    """Tell whether to color what goes to standard output."""
    if choice != "auto":
        return choice == "always"
    return (
        sys.stdout.isatty()
        and "NO_COLOR" not in os.environ
        and os.environ.get("TERM") != "dumb"
    )
