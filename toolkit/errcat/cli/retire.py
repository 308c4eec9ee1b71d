"""The command `errcat retire`."""

from __future__ import annotations

import click

from errcat.cli import _command, _options, _verbs
from errcat.editing.entries import retired
from errcat.project import open_project


@click.command(
    "retire",
    cls=_verbs.Verb,
    group=_command.LIFE,
    examples=(
        "errcat retire 10015 # retire a deprecated code",
        'errcat retire 10015 --force --reason "never sent" # without deprecation',
    ),
)
@_verbs.CODE
@_verbs.CATALOG
@click.option(
    "--in",
    "version",
    metavar="VERSION",
    default="next",
    show_default=True,
    help="Version that retires the code; `errcat release` replaces `next`.",
)
@_verbs.REASON
@_verbs.REPLACED_BY
@click.option(
    "--force", is_flag=True, help="Retire the code even if it was never deprecated."
)
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
    """Mark CODE as retired: the API no longer returns it.

    The entry stays in the catalog, so that its code and its name are never used for another error.
    """
    edit = retired(
        open_project(config).entry(code, catalog),
        version=version,
        reason=reason,
        replaced_by=replaced_by,
        force=force,
    )
    _verbs.save(edit, "retired", quiet=quiet)
