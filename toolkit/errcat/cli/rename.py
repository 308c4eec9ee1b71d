"""errcat rename."""

from __future__ import annotations

import click

from errcat.cli import _options, _verbs
from errcat.editing.entries import renamed
from errcat.project import open_project


@click.command("rename", cls=_verbs.Verb)
@click.argument("code")
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
    """Give CODE another NAME; the old one stays as an alias, so that what uses it still works."""
    edit = renamed(open_project(config).entry(code, catalog), name)
    _verbs.save(edit, "renamed", quiet=quiet)
