"""errcat deprecate."""

from __future__ import annotations

import click

from errcat.cli import _options, _verbs
from errcat.editing.entries import deprecated
from errcat.project import open_project


@click.command("deprecate", cls=_verbs.Verb)
@click.argument("code")
@_verbs.CATALOG
@click.option(
    "--since",
    metavar="VERSION",
    default="next",
    show_default=True,
    help="The version that says so first; a release fills in what is next.",
)
@_verbs.REASON
@_verbs.REPLACED_BY
@click.option(
    "--sunset", metavar="DATE", default="", help="The day from which it may go."
)
@_options.common
def command(
    code: str,
    catalog: str | None,
    since: str,
    reason: str,
    replaced_by: tuple[str, ...],
    sunset: str,
    config: str | None,
    quiet: bool,
) -> None:
    """Say that CODE will go, and what to use instead."""
    edit = deprecated(
        open_project(config).entry(code, catalog),
        since=since,
        reason=reason,
        replaced_by=replaced_by,
        sunset=sunset,
    )
    _verbs.save(edit, "deprecated", quiet=quiet)
