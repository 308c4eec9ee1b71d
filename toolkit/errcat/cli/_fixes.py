"""What `errcat validate` mends: written to the files, or shown as a diff."""

from __future__ import annotations

from collections.abc import Sequence

import click

from errcat.cli import _catalogs
from errcat.errors import OptionInvalid
from errcat.linting.fixes import Fixed, fix
from errcat.linting.running import Inspection
from errcat.loading.sources import STDIN, Source
from errcat.text import terminal


def mend(
    tools: _catalogs.Workshop,
    sources: Sequence[Source],
    accepted: frozenset[str],
    *,
    unsafe: bool,
) -> list[Fixed]:
    """Mend, in memory, what can be mended in *sources*.

    Raises:
        OptionInvalid: one of them is standard input.

    """
    if any(each.root == STDIN for each in sources):
        raise OptionInvalid("--fix", "standard input cannot be written; name a file")

    def inspect(source: Source) -> Inspection:
        return tools.inspect([source], accepted)[0]

    return [fix(inspect, each, unsafe=unsafe) for each in sources]


def save(fixed: Sequence[Fixed], *, quiet: bool) -> None:
    """Write the files that have changed, and say so."""
    from errcat.writing import write  # only what is mended is written

    for raw in (raw for each in fixed for raw in each.changed):
        write(raw.file, raw.content.decode("utf-8"))
    count = sum(each.fixes for each in fixed)
    if count and not quiet:
        click.echo(f"mended {count} finding{'s' if count > 1 else ''}", err=True)


def show(fixed: Sequence[Fixed]) -> bool:
    """Show what would change as a unified diff, and tell whether anything would."""
    from errcat.generating.running import (
        drift,
    )  # slow to import, for what a clean run needs

    changed = [raw for each in fixed for raw in each.changed]
    for raw in changed:
        text = drift(raw.file, raw.content.decode("utf-8"))
        _catalogs.say(terminal(text, multiline=True) + "\n")
    return bool(changed)
