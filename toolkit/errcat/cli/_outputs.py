"""The output of `errcat gen`: the file itself, what was written, or a diff."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

import click

from errcat.cli import _reports
from errcat.generating.jobs import Made
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
        raise click.UsageError(f"the target generates {len(files)} files; set --output")
    # The file may hold characters that the encoding of the terminal lacks.
    cast("TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", newline="\n")
    _reports.emit(files[0].text)


def write(result: GenerationResult, *, quiet: bool) -> None:
    """Write everything, and list what was written."""
    written = result.write()
    if quiet:
        return
    for made, files in _by_output(result):
        new = [written[number] for number in files]
        click.echo(
            _written(made, [result.planned[n].path for n in files], new), err=True
        )
    for stale in result.stale:
        click.echo(_stale_line(result.root, stale, clean=result.clean), err=True)


def _by_output(result: GenerationResult) -> Iterator[tuple[Made, range]]:
    """Yield everything that was generated, and the positions of its files in `planned`."""
    start = 0
    for made in result.made:
        files = range(start, start + len(made.files))
        start = files.stop
        if made.job.generator.single:
            yield from ((made, files[n : n + 1]) for n in range(len(files)))
        else:
            yield made, files


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _written(made: Made, paths: Sequence[str], new: Sequence[bool]) -> str:
    """Return the line about one file, or about all files of a folder."""
    codes = _counted(made.codes, "code")
    if made.job.generator.single:
        path = terminal(paths[0])
        return f"wrote {path} ({codes})" if any(new) else f"unchanged {path}"
    folder, files = terminal(_folder(made, paths)), _counted(len(new), "file")
    if not any(new):
        return f"unchanged {folder} ({files})"
    changed = files if all(new) else f"{sum(new)} of {files}"
    return f"wrote {folder} ({changed}, {codes})"


def _folder(made: Made, paths: Sequence[str]) -> str:
    """Return the path of the folder that a target has written."""
    if not paths:
        return made.job.output
    return paths[0].removesuffix(made.files[0].path).rstrip("/") or os.curdir


def _stale_line(root: str, stale: Stale, *, clean: bool) -> str:
    path = terminal(os.path.join(root, stale.path))
    if stale.kept and clean:
        return (
            f"kept {path}: no longer generated, but it has no mark, and git has no copy of"
            " it or no target writes such files there;"
            " delete it if you do not need it"
        )
    if clean:
        return f"deleted {path}"
    return f"stale {path}: no longer generated; --clean deletes it"


def check(
    result: GenerationResult, command: Sequence[str], *, color: bool, quiet: bool
) -> None:
    """Show a diff of every outdated file, and exit with 1 if there is one.

    *command* is the one that writes the files.
    """
    for diff in result.drift():
        lines = (f"{_painted(line, color)}\n" for line in diff.split("\n"))
        _reports.emit("".join(lines))
    if not quiet:
        for line in _checked(result, command):
            click.echo(line, err=True)
    if not result.fresh:
        raise click.exceptions.Exit(1)


def _checked(result: GenerationResult, command: Sequence[str]) -> Iterator[str]:
    """Yield a line for everything that is out of date, and the command that helps."""
    if result.fresh:
        total = sum(len(made.files) for made in result.made)
        state = "is" if total == 1 else "are"
        yield f"{_counted(total, 'generated file')} {state} up to date"
        return
    for made, positions in _by_output(result):
        files = [result.planned[position] for position in positions]
        old = [file for file in files if not file.fresh]
        if old and made.job.generator.single:
            yield f"out of date: {terminal(old[0].path)}"
        elif old:
            folder = terminal(_folder(made, [file.path for file in files]))
            yield f"out of date: {folder} ({len(old)} of {_counted(len(files), 'file')})"
    for file in result.planned[sum(len(made.files) for made in result.made) :]:
        if not file.fresh:
            yield f"out of date: {terminal(file.path)}"
    for stale in result.stale:
        path = terminal(os.path.join(result.root, stale.path))
        yield f"stale: {path}: no longer generated"
    clean = ["--clean"] if result.stale else []
    yield f"help: run `{terminal(shlex.join([*command, *clean]))}`"


_COLORS = {"+": "32", "-": "31", "@": "36"}


def _painted(line: str, color: bool) -> str:
    code = _COLORS.get(line[:1], "")
    return paint(terminal(line), code, color and bool(code))
