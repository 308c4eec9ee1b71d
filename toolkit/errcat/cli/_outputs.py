"""What `errcat gen` shows: the file itself, what was written, or how it differs from disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import click

from errcat.cli import _reports
from errcat.generating.manifest import Stale
from errcat.generating.outputs import GenerationResult
from errcat.generating.target import File
from errcat.reporting.report import paint
from errcat.text import terminal

if TYPE_CHECKING:
    from io import TextIOWrapper


def show(files: Sequence[File]) -> None:
    """Write the one file of *files* to standard output."""
    if len(files) != 1:
        raise click.UsageError(f"{len(files)} files are made: say --output")
    # What a terminal's encoding cannot say is part of the file all the same.
    cast("TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", newline="\n")
    _reports.say(files[0].text)


def write(result: GenerationResult, *, quiet: bool) -> None:
    """Bring everything to disk, and say what was written."""
    written = result.write()
    if quiet:
        return
    counted = [_counted(made.codes) for made in result.made for _ in made.files]
    for file, number, new in zip(result.planned, counted, written, strict=False):
        path = terminal(file.path)
        click.echo(f"wrote {path} ({number})" if new else f"unchanged {path}", err=True)
    for stale in result.stale:
        click.echo(_left(result.root, stale, clean=result.clean), err=True)


def _counted(number: int) -> str:
    return f"{number} code" if number == 1 else f"{number} codes"


def _left(root: str, stale: Stale, *, clean: bool) -> str:
    path = terminal(os.path.join(root, stale.path))
    if stale.edited:
        return f"kept {path}: nothing makes it any more, but it was edited"
    if clean:
        return f"deleted {path}"
    return f"stale {path}: nothing makes it any more; --clean deletes it"


def check(result: GenerationResult, *, color: bool, quiet: bool) -> None:
    """Show how what is on disk differs from what was made, and end the run with 1 if it does."""
    for diff in result.drift():
        lines = (f"{_painted(line, color)}\n" for line in diff.split("\n"))
        _reports.say("".join(lines))
    if not quiet:
        for file in result.planned:
            state = "fresh" if file.fresh else "out of date"
            click.echo(f"{state}: {terminal(file.path)}", err=True)
        for stale in result.unwanted:
            click.echo(_left(result.root, stale, clean=False), err=True)
    if not result.fresh:
        raise click.exceptions.Exit(1)


_COLORS = {"+": "32", "-": "31", "@": "36"}


def _painted(line: str, color: bool) -> str:
    code = _COLORS.get(line[:1], "")
    return paint(terminal(line), code, color and bool(code))
