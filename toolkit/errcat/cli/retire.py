"""errcat retire."""

from __future__ import annotations

import click

from errcat.cli import _options, _verbs
from errcat.editing.entries import retired
from errcat.project import open_project


@click.command("retire", cls=_verbs.Verb)
@click.argument("code")
@_verbs.CATALOG
@click.option(
    "--in",
    "version",
    metavar="VERSION",
    default="next",
    show_default=True,
    help="The version that retires it; a release fills in what is next.",
)
@_verbs.REASON
@_verbs.REPLACED_BY
@click.option("--force", is_flag=True, help="Even if it was never deprecated.")
@_options.common
def command(
    code: str,
    catalog: str | None,
    version: str,
    reason: str,
    replaced_by: tuple[str, ...],
    force: bool,
    config: str | None,
    quiet: bool,
) -> None:
    """Say that CODE is no longer answered.

    The entry stays where it is, as its tombstone: neither code nor name can come back with another
    meaning.
    """
    edit = retired(
        open_project(config).entry(code, catalog),
        version=version,
        reason=reason,
        replaced_by=replaced_by,
        force=force,
    )
    _verbs.save(edit, "retired", quiet=quiet)
