"""The command `errcat list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from errcat.cli import _command, _completing, _options, _reports, _terminal
from errcat.cli._progress import progress
from errcat.generating.selection import LIVES
from errcat.lookup.searching import FIELDS, Filters
from errcat.project import open_project
from errcat.text import terminal

if TYPE_CHECKING:
    from errcat.lookup.searching import Found

FORMATS = ("table", "json", "csv")


@click.command(
    "list",
    cls=_command.Command,
    group=_command.LOOK_UP,
    examples=(
        'errcat list "rate limit" # search all texts',
        "errcat list --missing causes # show the entries without causes",
    ),
)
@click.argument("query", required=False, default="")
@_options.CATALOGS
@click.option(
    "--range",
    "ranges",
    multiple=True,
    metavar="NAME",
    shell_complete=_completing.ranges,
    help="List entries in this range; repeatable, like every filter.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    help="List entries with this HTTP status, such as 404 or 5xx.",
)
@click.option(
    "--life",
    "lives",
    multiple=True,
    type=click.Choice(LIVES),
    help="List entries at this stage of life.",
)
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="NAME",
    shell_complete=_completing.owners,
    help="List entries of this owner; `-` for those without one.",
)
@click.option(
    "--operation",
    "operations",
    multiple=True,
    metavar="OPERATION",
    shell_complete=_completing.operations,
    help="List entries that this operation can return: its id, path, or method and path.",
)
@click.option(
    "--missing",
    multiple=True,
    type=click.Choice(tuple(FIELDS)),
    help="List entries that are not retired and lack this field.",
)
@click.option(
    "--summary",
    is_flag=True,
    help="Show how full the ranges are, and what the entries lack.",
)
@click.option(
    "--against",
    metavar="OLD",
    shell_complete=_completing.operands,
    help="With --summary: show the growth since OLD, a revision or a path.",
)
@click.option(
    "--report",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="Print a table, JSON or CSV.",
)
@_options.COLOR
@_options.common
def command(
    query: str,
    catalogs: tuple[str, ...],
    ranges: tuple[str, ...],
    statuses: tuple[str, ...],
    lives: tuple[str, ...],
    owners: tuple[str, ...],
    operations: tuple[str, ...],
    missing: tuple[str, ...],
    summary: bool,
    against: str | None,
    report: str,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """List, search, filter and count entries.

    errcat searches all texts for the words of QUERY and shows the best matches first. It corrects
    words that no text contains. Without QUERY, it lists all entries.
    """
    filters = Filters(ranges, statuses, lives, owners, operations, missing)
    if summary and (query or any(filters)):
        raise click.UsageError(
            "--summary counts whole catalogs; omit query and filters"
        )
    if against and not summary:
        raise click.UsageError("--against needs --summary")
    project = open_project(config)
    width, colored = _terminal.width(), _terminal.colored(color)
    from errcat.lookup import listing

    if summary:
        with progress() as step:
            summaries = project.summarize(*catalogs, against=against, step=step)
        reports = {"json": listing.summaries_json, "csv": listing.summaries_csv}
        _reports.emit(
            reports[report](summaries)
            if report in reports
            else listing.summaries_table(summaries, width=width, color=colored)
        )
        return
    found = project.search(query, filters, catalogs)
    if report == "json":
        _reports.emit(listing.found_json(found))
    elif report == "csv":
        _reports.emit(listing.found_csv(found))
    elif found.hits:
        _reports.emit(listing.found_table(found, width=width, color=colored))
    _remark(found, quiet=quiet)


def _remark(found: Found, *, quiet: bool) -> None:
    """Tell on standard error what was searched for instead, or that nothing was found."""
    _options.remark_incomplete(found.incomplete, quiet=quiet)
    if quiet:
        return
    for word, near in found.corrected.items():
        shown = " or ".join(f"'{other}'" for other in near)
        click.echo(
            terminal(f"errcat: no text has '{word}'; searched for {shown}"), err=True
        )
    if not found.hits:
        click.echo("errcat: no entry matches", err=True)
