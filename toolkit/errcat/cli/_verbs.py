"""What the verbs of a code's life share: their options, and saying what was written."""

from __future__ import annotations

import click

from errcat.editing.entries import EntryEdit
from errcat.model import NUMBER
from errcat.text import terminal

CATALOG = click.option(
    "--catalog", metavar="CATALOG", help="The code is in this one, not the configured."
)
REASON = click.option("--reason", metavar="TEXT", default="", help="Why.")
REPLACED_BY = click.option(
    "--replaced-by",
    "replaced_by",
    metavar="CODE",
    multiple=True,
    help="What to use instead; may be repeated.",
)


class Verb(click.Command):
    """A command that takes a code, which may be a negative number, and no option for that."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(NUMBER(arg) and arg.startswith("-") for arg in args):
            ctx.ignore_unknown_options = True
        return super().parse_args(ctx, args)


def save(edit: EntryEdit, act: str, *, quiet: bool) -> None:
    """Write an edit, and say so."""
    line = edit.line
    state = act if edit.write() else "unchanged"
    if not quiet:
        place = f"{terminal(edit.entry.file)}:{line}"
        click.echo(f"{state} {terminal(edit.entry.label)} in {place}", err=True)
