"""errcat changelog."""

from __future__ import annotations

from collections.abc import Sequence

import click

from errcat import config as configuration
from errcat.changelog.headings import Heading
from errcat.changelog.inserting import insert
from errcat.changelog.outlines import ChangelogUnclear
from errcat.changelog.releasing import release
from errcat.changelog.rendering import FORMS, render
from errcat.cli import _catalogs, _changes, _options
from errcat.cli._changes import Pair
from errcat.errors import ConfigInvalid, PathUnreadable
from errcat.text import terminal
from errcat.writing import write


@click.command("changelog")
@click.argument("catalogs", nargs=-1, metavar="[NEW]...")
@_changes.AGAINST
@click.option(
    "--report",
    "form",
    type=click.Choice(list(FORMS)),
    default="markdown",
    show_default=True,
    help="Print it in this format.",
)
@click.option(
    "--release",
    "version",
    metavar="X.Y.Z",
    help="Put it below a heading with this version.",
)
@click.option(
    "--date", metavar="DATE", help="The day of the release; today if nothing is said."
)
@click.option(
    "--write", "file", metavar="FILE", help="Bring the block in FILE up to date."
)
@click.option(
    "--check",
    "checked",
    metavar="FILE",
    help="Exit with 1 if --write would change FILE; write nothing.",
)
@_options.common
def command(
    catalogs: tuple[str, ...],
    against: str | None,
    form: str,
    version: str | None,
    date: str | None,
    file: str | None,
    checked: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Write what has changed as a changelog, in the manner of Keep a Changelog.

    NEW is a catalog; without one it is those of the configuration. --write owns only the lines
    between its two markers below `Unreleased`, and leaves every other byte as it is.
    """
    del color
    if file and checked:
        raise click.UsageError("--check writes nothing, so there is no --write with it")
    if date and not version:
        raise click.UsageError("--date goes with --release")
    if (file or checked) and form != "markdown":
        raise click.UsageError("a file is written in Markdown: leave out --report")
    found = _changes.pairs(against, catalogs, configuration.find(config))
    day = date or _changes.today()
    path = file or checked
    if path is None:
        heading = Heading(version, day) if version else None
        comparisons = [each.comparison for each in found]
        text = render(comparisons, form=form, heading=heading, against=label(found))
        _catalogs.say(text)
        return
    before = document(path)
    try:
        after = updated(before, found, version, day)
    except ChangelogUnclear as error:
        raise ConfigInvalid(path, error.reason, error.line, 1) from None
    if checked and after != before:
        click.echo(f"out of date: {terminal(path)}; run --write", err=True)
        raise click.exceptions.Exit(1)
    new = file is not None and after != before and write(path, after)
    if not quiet:
        state = "wrote" if new else "unchanged" if file else "fresh"
        click.echo(f"{state} {terminal(path)}", err=True)


def label(found: Sequence[Pair]) -> str:
    """Return what was compared with, if that is one and the same for all."""
    labels = {each.old.label for each in found}
    return labels.pop() if len(labels) == 1 else ""


def document(path: str) -> str:
    """Return the text of the changelog at *path*, its line ends as they are; "" if there is none.

    Raises:
        PathUnreadable: it cannot be read as UTF-8.

    """
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise PathUnreadable(path, "not UTF-8") from None
    except OSError as error:
        raise PathUnreadable(path, str(error.strerror).lower()) from None


def updated(before: str, found: Sequence[Pair], version: str | None, day: str) -> str:
    """Return a changelog with what *found* tells in it; released, if a *version* is given."""
    comparisons = [each.comparison for each in found]
    after = insert(before, render(comparisons, form="markdown", against=label(found)))
    return release(after, version, day) if version else after
