"""errcat git-diff-driver."""

from __future__ import annotations

import os

import click

from errcat import config as configuration
from errcat.cli import _catalogs, _changes, _options
from errcat.errors import ErrcatError
from errcat.text import terminal


@click.command("git-diff-driver", context_settings={"ignore_unknown_options": True})
@click.argument("given", nargs=-1, type=click.UNPROCESSED, metavar="PATH OLD ...")
@_options.common
def command(
    given: tuple[str, ...], config: str | None, color: str, quiet: bool
) -> None:
    """Show what differs in a file of a catalog, entry by entry; git calls it.

    The arguments are those of GIT_EXTERNAL_DIFF: path, old file, hex, mode, new file, hex, mode.
    What cannot be understood is shown as git would; the exit code is 0 whatever differs.
    """
    del quiet
    settings = configuration.find(config)
    try:
        path, old, _, _, new, *_ = given
    except ValueError:
        reason = "git gives seven arguments: see gitattributes(5)"
        raise click.UsageError(reason) from None
    _catalogs.say(f"errcat diff {terminal(path)}\n")
    try:
        found = _changes.of_files(old, new, path, settings)
    except (ErrcatError, OSError) as error:
        _catalogs.say(f"{terminal(str(error))}\n{_plain(old, new)}")
        return
    run = _changes.run_of(
        [found], verdicts=False, colored=_options.colored(color), quiet=True
    )
    for each in run.findings:
        _catalogs.say(f"  {terminal(each.message)}\n")
    if not run.findings:
        _catalogs.say("  no entry differs: layout or comments only\n")


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
