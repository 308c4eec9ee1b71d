"""What the commands on the life of a code share: the code, options, and the message at the end."""

from __future__ import annotations

import click

from errcat.cli import _completing
from errcat.cli._command import Command
from errcat.editing.entries import EntryEdit
from errcat.model import NUMBER
from errcat.text import terminal

CODE = click.argument("code", shell_complete=_completing.codes)
CATALOG = click.option(
    "--catalog",
    metavar="CATALOG",
    shell_complete=_completing.catalogs,
    help="Look for the code in this catalog only.  [default: the configured catalogs]",
)
REASON = click.option(
    "--reason", metavar="TEXT", default="", help="Reason, shown to API users."
)
REPLACED_BY = click.option(
    "--replaced-by",
    "replaced_by",
    metavar="CODE",
    multiple=True,
    shell_complete=_completing.codes,
    help="Code to use instead; repeatable.",
)


class Verb(Command):
    """A command on a code, which may be a negative number rather than an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(NUMBER(arg) and arg.startswith("-") for arg in args):
            ctx.ignore_unknown_options = True
        return super().parse_args(ctx, args)


def save(edit: EntryEdit, act: str, *, quiet: bool) -> None:
    """Write an edit, and show where."""
    line = edit.line
    state = act if edit.write() else "unchanged"
    if not quiet:
        place = f"{terminal(edit.entry.file)}:{line}"
        click.echo(f"{state} {terminal(edit.entry.label)} in {place}", err=True)
