"""The command `errcat accept`."""

from __future__ import annotations

import click

from errcat.cli import _changes, _command, _options
from errcat.project import open_project
from errcat.text import terminal


@click.command(
    "accept",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        'errcat accept 8c41d0e57b125ee6 --reason "never sent" # accept a break',
        "errcat accept 8c41d0e57b125ee6 --correction --reason typo # correct the catalog",
    ),
)
@click.argument("fingerprints", nargs=-1, required=True, metavar="FINGERPRINT...")
@click.option(
    "--reason", required=True, metavar="TEXT", help="Why the change is intended."
)
@click.option(
    "--correction",
    is_flag=True,
    help="Only the catalog was wrong: the API never behaved as described, so nothing breaks.",
)
@click.option(
    "--expires",
    metavar="DATE",
    default="",
    help="First day on which the change is reported again (YYYY-MM-DD).",
)
@_changes.AGAINST
@_options.common
def command(
    fingerprints: tuple[str, ...],
    reason: str,
    correction: bool,
    expires: str,
    against: str | None,
    config: str | None,
    quiet: bool,
) -> None:
    """Accept intended changes that `errcat breaking` reports.

    FINGERPRINT is printed by `errcat breaking`. errcat writes it to errcat-accepted.json beside the
    configuration, and `errcat release` removes it.
    """
    result = open_project(config).accept(
        *fingerprints,
        reason=reason,
        correction=correction,
        expires=expires,
        against=against,
    )
    result.write()
    if not quiet:
        path = terminal(result.path)
        for change in result.accepted:
            click.echo(f"accepted in {path}: {terminal(change.message())}", err=True)
