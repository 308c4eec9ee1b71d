"""The command `errcat schema`."""

from __future__ import annotations

from collections.abc import Sequence

import click

import errcat_schema
from errcat.cli import _command, _completing, _options
from errcat.errors import NameUnknown


@click.command(
    "schema",
    cls=_command.Command,
    group=_command.START,
    examples=(
        "errcat schema # print the schema of catalogs, for editors",
        "errcat schema config # print the schema of errcat.toml",
    ),
)
@click.argument(
    "name", required=False, default="catalog", shell_complete=_completing.schemas
)
@_options.common
def command(name: str, config: str | None, quiet: bool) -> None:
    """Print the JSON Schema of a document that errcat reads or writes.

    NAME is {names}. The default is catalog.
    """
    del config, quiet  # every schema is the same in all projects
    known = errcat_schema.names()
    if name not in known:
        raise NameUnknown("schema", name, known)
    click.echo(errcat_schema.text(name), nl=False)


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


command.help = (command.help or "").format(names=_listed(errcat_schema.names()))
