"""Where what `errcat gen` has made goes: to standard output, to disk, or only beside what is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from errcat.cli import _catalogs
from errcat.cli._jobs import Made
from errcat.generating import manifest
from errcat.generating.manifest import Manifest, Stale, Written
from errcat.generating.running import drift
from errcat.reporting.report import paint
from errcat.text import terminal
from errcat.writing import Planned, generated, plan, put, remove

if TYPE_CHECKING:
    from io import TextIOWrapper


class Outcome(NamedTuple):
    """What a run has made, what writing it would do, and what it leaves behind."""

    root: str
    made: tuple[Made, ...]
    planned: tuple[Planned, ...]
    """The files, and then the manifest if one is kept."""
    stale: tuple[Stale, ...]


def outcome(
    root: str,
    made: Sequence[Made],
    targets: Collection[str] | None,
    *,
    listed: bool,
    clean: bool,
) -> Outcome:
    """Return what writing *made* below *root* would do.

    *made* is all that *targets* make below *root*; None stands for every target. *listed* tells
    whether a manifest is kept even if nothing makes it necessary, *clean* whether what is stale is
    to go.

    Raises:
        OutputRefused: a file must not be written there.
        ManifestInvalid: the manifest below *root* cannot be understood.

    """
    before = manifest.read(root)
    files = [item for each in made for item in each.placed()]

    def mine(path: str, content: bytes) -> bool:
        return generated(path, content) or manifest.mine(before, path, content)

    planned = plan(root, files, mine)
    makers = [each.job.generator.name for each in made for _ in each.files]
    paths = [path for path, _ in files]
    stale = manifest.stale(root, before, {*paths}, targets)
    now = {
        path: Written(maker, manifest.digest(each.content))
        for path, maker, each in zip(paths, makers, planned, strict=True)
    }
    bare = any(not generated(each.path, each.content) for each in planned)
    if listed or before or bare:
        after = manifest.text({**_left(before, paths, stale, clean=clean), **now})
        planned += plan(root, [(manifest.NAME, after)], lambda _, __: True)
    return Outcome(root, tuple(made), planned, tuple(stale))


def _left(
    before: Manifest, made: Sequence[str], stale: Sequence[Stale], *, clean: bool
) -> Manifest:
    """Return what of the manifest stays beside what was made now."""
    edited = {each.path for each in stale if each.edited}
    gone = {each.path for each in stale if clean} | edited
    return {
        path: written
        for path, written in before.items()
        if path not in made and path not in gone
    }


# --- standard output -------------------------------------------------------------------------


def show(made: Made) -> None:
    """Write the one file of *made* to standard output."""
    if len(made.files) != 1:
        raise click.UsageError(f"{len(made.files)} files are made: say --output")
    # What a terminal's encoding cannot say is part of the file all the same.
    cast("TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", newline="\n")
    _catalogs.say(made.files[0].text)


# --- disk ------------------------------------------------------------------------------------


def write(result: Outcome, *, clean: bool, quiet: bool) -> None:
    """Bring everything to disk, and delete what is stale if *clean*."""
    written = put(result.planned)
    gone = [each for each in result.stale if clean and not each.edited]
    remove(result.root, [each.path for each in gone])
    if quiet:
        return
    counted = [_counted(each.codes) for each in result.made for _ in each.files]
    for each, number, new in zip(result.planned, counted, written, strict=False):
        path = terminal(each.path)
        click.echo(f"wrote {path} ({number})" if new else f"unchanged {path}", err=True)
    for left in result.stale:
        click.echo(_told(result.root, left, clean=clean), err=True)


def _counted(number: int) -> str:
    return f"{number} code" if number == 1 else f"{number} codes"


def _told(root: str, each: Stale, *, clean: bool) -> str:
    path = terminal(os.path.join(root, each.path))
    if each.edited:
        return f"kept {path}: nothing makes it any more, but it was edited"
    if clean:
        return f"deleted {path}"
    return f"stale {path}: nothing makes it any more; --clean deletes it"


def check(result: Outcome, *, color: bool, quiet: bool) -> None:
    """Show how what is on disk differs from what was made, and end the run with 1 if it does."""
    stale = [each for each in result.stale if not each.edited]
    for each in result.planned:
        if not each.fresh:
            _show_lines(drift(each.path, each.content.decode("utf-8")), color=color)
    for left in stale:
        _show_lines(drift(os.path.join(result.root, left.path), None), color=color)
    if not quiet:
        for each in result.planned:
            state = "fresh" if each.fresh else "out of date"
            click.echo(f"{state}: {terminal(each.path)}", err=True)
        for left in stale:
            click.echo(_told(result.root, left, clean=False), err=True)
    if stale or not all(each.fresh for each in result.planned):
        raise click.exceptions.Exit(1)


_COLORS = {"+": "32", "-": "31", "@": "36"}


def _show_lines(text: str, *, color: bool) -> None:
    _catalogs.say("".join(f"{_painted(line, color)}\n" for line in text.split("\n")))


def _painted(line: str, color: bool) -> str:
    code = _COLORS.get(line[:1], "")
    return paint(terminal(line), code, color and bool(code))
