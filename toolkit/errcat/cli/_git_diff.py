"""The command `errcat git diff`."""

from __future__ import annotations

import os

import click

from errcat.cli import _command, _options, _reports
from errcat.comparing.outcome import run_of
from errcat.comparing.showing import shown
from errcat.errors import ErrcatError
from errcat.project import open_project
from errcat.text import terminal


@click.command(
    "diff",
    cls=_command.Command,
    group=_command.GIT,
    examples=(
        "errcat git diff a.yaml old.yaml 1f 100644 new.yaml 2e 100644 # as git does",
        "errcat git diff a.yaml /dev/null . . new.yaml 2e 100644 # a new file",
    ),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("given", nargs=-1, type=click.UNPROCESSED, metavar="PATH OLD ...")
@_options.common
def command(given: tuple[str, ...], config: str | None, quiet: bool) -> None:
    """Show a catalog file's changes by entry; git calls this.

    The arguments are those of GIT_EXTERNAL_DIFF: path, old file, hex, mode, new file, hex, mode. A
    file that is not part of a catalog is compared line by line.
    """
    del quiet
    project = open_project(config)
    try:
        path, old, _, _, new, *_ = given
    except ValueError:
        reason = "expected the seven arguments of GIT_EXTERNAL_DIFF; see git(1)"
        raise click.UsageError(reason) from None
    _reports.emit(f"errcat diff {terminal(path)}\n")
    try:
        result = project.compare_files(old, new, path)
    except (ErrcatError, OSError) as error:
        _reports.emit(f"{terminal(str(error))}\n{_plain(old, new)}")
        return
    run = run_of([result], verdicts=False, quiet=True)
    _reports.emit(shown([result], run))
    if not result.differences:
        _reports.emit("  no entry differs: layout or comments only\n")


def _plain(old: str, new: str) -> str:
    """Return a diff of two files by line."""
    from difflib import unified_diff  # slow to import, rarely needed

    def lines(path: str) -> list[str]:
        if path == os.devnull:
            return []
        with open(path, encoding="utf-8", errors="backslashreplace") as stream:
            return stream.read().splitlines()

    diff = unified_diff(lines(old), lines(new), "old", "new", lineterm="")
    return "".join(f"{terminal(line)}\n" for line in diff)
