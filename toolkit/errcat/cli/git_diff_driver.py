"""errcat git-diff-driver."""

from __future__ import annotations

import os

import click

from errcat.cli import _options, _reports
from errcat.errors import ErrcatError
from errcat.project import open_project
from errcat.text import terminal


@click.command("git-diff-driver", context_settings={"ignore_unknown_options": True})
@click.argument("given", nargs=-1, type=click.UNPROCESSED, metavar="PATH OLD ...")
@_options.common
def command(given: tuple[str, ...], config: str | None, quiet: bool) -> None:
    """Show what differs in a file of a catalog, entry by entry; git calls it.

    The arguments are those of GIT_EXTERNAL_DIFF: path, old file, hex, mode, new file, hex, mode.
    What cannot be understood is shown as git would; the exit code is 0 whatever differs.
    """
    del quiet
    project = open_project(config)
    try:
        path, old, _, _, new, *_ = given
    except ValueError:
        reason = "git gives seven arguments: see gitattributes(5)"
        raise click.UsageError(reason) from None
    _reports.say(f"errcat diff {terminal(path)}\n")
    try:
        result = project.compare_files(old, new, path)
    except (ErrcatError, OSError) as error:
        _reports.say(f"{terminal(str(error))}\n{_plain(old, new)}")
        return
    for finding in result.findings(verdicts=False):
        _reports.say(f"  {terminal(finding.message)}\n")
    if not result.differences:
        _reports.say("  no entry differs: layout or comments only\n")


def _plain(old: str, new: str) -> str:
    """Return what differs line by line."""
    from difflib import unified_diff  # slow to import, rarely needed

    def lines(path: str) -> list[str]:
        if path == os.devnull:
            return []
        with open(path, encoding="utf-8", errors="backslashreplace") as stream:
            return stream.read().splitlines()

    found = unified_diff(lines(old), lines(new), "old", "new", lineterm="")
    return "".join(f"{terminal(line)}\n" for line in found)
