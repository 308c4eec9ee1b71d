"""The command `errcat rename`."""

from __future__ import annotations

import click

from errcat.cli import _command, _options, _verbs
from errcat.editing.entries import renamed
from errcat.project import open_project


@click.command(
    "rename",
    cls=_verbs.Verb,
    group=_command.LIFE,
    examples=(
        "errcat rename 10015 INVALID_REQUEST # give a code a better name",
        "errcat rename 'telnyx#10015' INVALID_REQUEST # name its catalog, too",
    ),
)
@_verbs.CODE
@click.argument("name")
@_verbs.CATALOG
@_options.common
def command(
    code: str,
    name: str,
    catalog: str | None,
    config: str | None,
    quiet: bool,
) -> None:
    """Give CODE a new NAME and keep the old one as an alias."""
    edit = renamed(open_project(config).entry(code, catalog), name)
    _verbs.save(edit, "renamed", quiet=quiet)
