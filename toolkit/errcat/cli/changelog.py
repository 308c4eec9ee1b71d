"""errcat changelog."""

from __future__ import annotations

import click

from errcat.changelog.headings import Heading
from errcat.changelog.planning import changelog_update, old_label
from errcat.changelog.rendering import FORMS, render
from errcat.cli import _changes, _options, _reports
from errcat.project import open_project, this_day
from errcat.text import terminal


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
    quiet: bool,
) -> None:
    """Write what has changed as a changelog, in the manner of Keep a Changelog.

    NEW is a catalog; without one it is those of the configuration. --write owns only the lines
    between its two markers below `Unreleased`, and leaves every other byte as it is.
    """
    if file and checked:
        raise click.UsageError("--check writes nothing, so there is no --write with it")
    if date and not version:
        raise click.UsageError("--date goes with --release")
    if (file or checked) and form != "markdown":
        raise click.UsageError("a file is written in Markdown: leave out --report")
    results = open_project(config).compare_all(against, *catalogs)
    day = date or this_day()
    path = file or checked
    if path is None:
        heading = Heading(version, day) if version else None
        comparisons = [result.comparison for result in results]
        label = old_label(results)
        _reports.say(render(comparisons, form=form, heading=heading, against=label))
        return
    update = changelog_update(path, results, version, day)
    if checked and not update.fresh:
        click.echo(f"out of date: {terminal(path)}; run --write", err=True)
        raise click.exceptions.Exit(1)
    new = file is not None and update.write()
    if not quiet:
        state = "wrote" if new else "unchanged" if file else "fresh"
        click.echo(f"{state} {terminal(path)}", err=True)
