"""errcat merge-driver."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from errcat import plugins
from errcat.cli import _options
from errcat.editing.merging import Merged, merge
from errcat.errors import ConfigInvalid, PathMissing, PathUnreadable
from errcat.loading.reading import Document, Reader
from errcat.project import open_project
from errcat.text import terminal
from errcat.writing import write


@click.command("merge-driver")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path", required=False)
@_options.common
def command(
    base: str,
    ours: str,
    theirs: str,
    path: str | None,
    config: str | None,
    quiet: bool,
) -> None:
    """Merge a file of a catalog by code; git calls it with %O %A %B %P.

    The result is written to OURS. The exit code is 1 where a person has to decide.
    """
    del quiet  # only conflicts are told
    name = path or ours
    texts = [_text(each) for each in (base, ours, theirs)]
    merged = _by_code(texts, name, _readers(config))
    if merged is None:
        text, fine = by_lines(texts[1], texts[0], texts[2])
        merged = Merged(text, () if fine else ("both sides changed the same lines",))
    write(ours, merged.text)
    for each in merged.conflicts:
        click.echo(f"errcat: {terminal(name)}: {terminal(each)}", err=True)
    if merged.conflicts:
        raise click.exceptions.Exit(1)


def _text(path: str) -> str:
    """Return the text of a file with its line ends as they are.

    Raises:
        PathMissing, PathUnreadable: it cannot be read as UTF-8.

    """
    try:
        return Path(path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise PathMissing(path) from None
    except UnicodeDecodeError:
        raise PathUnreadable(path, "not UTF-8") from None
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None


def _readers(config: str | None) -> Sequence[Reader]:
    """Return the readers of the project; those of errcat where the merge broke its configuration."""
    try:
        packages = open_project(config).config.plugins
    except ConfigInvalid:
        packages = ()
    return plugins.collect("readers", Reader, packages)


def _by_code(texts: list[str], name: str, readers: Sequence[Reader]) -> Merged | None:
    for reader in readers:
        if name.endswith(reader.suffixes) and not any(
            t.startswith("\ufeff") for t in texts
        ):
            base, ours, theirs = (Document(name, text, reader) for text in texts)
            return merge(base, ours, theirs, by_lines)
    return None


def by_lines(ours: str, base: str, theirs: str) -> tuple[str, bool]:
    """Return what git makes of three texts, and whether it left nothing to decide."""
    if theirs in (ours, base):
        return ours, True
    if ours == base:
        return theirs, True
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, each) for each in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            Path(path).write_bytes(text.encode("utf-8"))
        labels = [part for each in ("ours", "base", "theirs") for part in ("-L", each)]
        command = ["git", "merge-file", "-p", *labels, *paths]
        done = subprocess.run(  # noqa: S603  # git itself, and never through a shell
            command, capture_output=True, check=False
        )
    return done.stdout.decode("utf-8"), done.returncode == 0
