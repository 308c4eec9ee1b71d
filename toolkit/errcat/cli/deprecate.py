"""The command `errcat deprecate`."""

from __future__ import annotations

import click

from errcat.cli import _command, _options, _verbs
from errcat.editing.entries import deprecated
from errcat.project import open_project


@click.command(
    "deprecate",
    cls=_verbs.Verb,
    group=_command.LIFE,
    examples=(
        "errcat deprecate 10015 --replaced-by 10016 # name the replacement",
        "errcat deprecate 10015 --sunset 2027-03-01 # announce a date",
    ),
)
@_verbs.CODE
@_verbs.CATALOG
@click.option(
    "--since",
    metavar="VERSION",
    default="next",
    show_default=True,
    help="First version in which the code is deprecated; `errcat release` replaces `next`.",
)
@_verbs.REASON
@_verbs.REPLACED_BY
@click.option(
    "--sunset",
    metavar="DATE",
    default="",
    help="First day on which the code may be retired (YYYY-MM-DD).",
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
    """Mark CODE as deprecated and name its replacement."""
    edit = deprecated(
        open_project(config).entry(code, catalog),
        since=since,
        reason=reason,
        replaced_by=replaced_by,
        sunset=sunset,
    )
    _verbs.save(edit, "deprecated", quiet=quiet)
