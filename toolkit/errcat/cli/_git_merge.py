"""The command `errcat git merge`."""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import cache, partial
from pathlib import Path

import click

from errcat.cli import _command, _completing, _options
from errcat.config import Config
from errcat.editing.merging import Merged, merge
from errcat.errors import ConfigInvalid, PathMissing, PathUnreadable
from errcat.loading.branches import taken_codes
from errcat.loading.reading import Document
from errcat.project import Project, open_project
from errcat.text import terminal
from errcat.writing import write


@click.command(
    "merge",
    cls=_command.Command,
    group=_command.GIT,
    examples=(
        "errcat git merge %O %A %B %P # in .git/config: merge.errcat.driver",
        "errcat git merge base.yaml ours.yaml theirs.yaml # merge by hand",
    ),
)
@click.argument("base", shell_complete=_completing.files)
@click.argument("ours", shell_complete=_completing.files)
@click.argument("theirs", shell_complete=_completing.files)
@click.argument("path", required=False, shell_complete=_completing.files)
@_options.common
def command(
    base: str,
    ours: str,
    theirs: str,
    path: str | None,
    config: str | None,
    quiet: bool,
) -> None:
    """Merge a catalog file by code; git calls this.

    errcat writes the result to OURS, and exits with 1 if there are conflicts.
    """
    del quiet  # it prints only conflicts
    name = path or ours
    texts = [_text(file) for file in (base, ours, theirs)]
    merged = _by_code(texts, name, _project(config))
    if merged is None:
        text, clean = by_lines(texts[1], texts[0], texts[2])
        merged = Merged(text, () if clean else ("both sides changed the same lines",))
    write(ours, merged.text)
    for conflict in merged.conflicts:
        click.echo(f"errcat: {terminal(name)}: {terminal(conflict)}", err=True)
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


def _project(config: str | None) -> Project:
    """Return the project; one without settings where the merge broke its configuration."""
    try:
        return open_project(config)
    except ConfigInvalid:
        return open_project(Config())


def _by_code(texts: list[str], name: str, project: Project) -> Merged | None:
    readers = project.toolchain.readers
    for reader in readers:
        if name.endswith(reader.suffixes) and not any(
            text.startswith("\ufeff") for text in texts
        ):
            base, ours, theirs = (Document(name, text, reader) for text in texts)
            find = partial(taken_codes, _catalog(name, project.config), readers)
            return merge(base, ours, theirs, by_lines, cache(find))
    return None


def _catalog(name: str, config: Config) -> str:
    """Return the configured catalog that a file belongs to; the file itself if there is none."""
    file = os.path.abspath(name)
    for catalog in map(config.path, config.catalogs):
        if file.startswith(os.path.join(os.path.abspath(catalog), "")):
            return catalog
    return name


def by_lines(ours: str, base: str, theirs: str) -> tuple[str, bool]:
    """Return the merge of three texts by git, and whether it has no conflicts."""
    if theirs in (ours, base):
        return ours, True
    if ours == base:
        return theirs, True
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            Path(path).write_bytes(text.encode("utf-8"))
        labels = [part for name in ("ours", "base", "theirs") for part in ("-L", name)]
        command = ["git", "merge-file", "-p", *labels, *paths]
        done = subprocess.run(  # noqa: S603  # git itself, and never through a shell
            command, capture_output=True, check=False
        )
    return done.stdout.decode("utf-8"), done.returncode == 0
