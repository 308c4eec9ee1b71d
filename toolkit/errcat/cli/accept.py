"""errcat accept."""

from __future__ import annotations

import click

from errcat.cli import _changes, _options
from errcat.project import open_project
from errcat.text import terminal


@click.command("accept")
@click.argument("fingerprints", nargs=-1, required=True, metavar="FINGERPRINT...")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is agreed to.")
@click.option(
    "--correction",
    is_flag=True,
    help="The catalog was wrong and the API never did that: nothing breaks.",
)
@click.option(
    "--expires",
    metavar="DATE",
    default="",
    help="The day from which it no longer holds.",
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
    """Agree to a change that `errcat breaking` tells of, by its FINGERPRINT.

    It is written to errcat-accepted.json beside the configuration, and a release takes it out again.
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
            click.echo(f"agreed in {path}: {terminal(change.message())}", err=True)
