"""The command `errcat changelog`."""

from __future__ import annotations

import click

from errcat.changelog.headings import Heading
from errcat.changelog.planning import changelog_update, old_label
from errcat.changelog.rendering import FORMS, render
from errcat.cli import _changes, _command, _completing, _options, _reports
from errcat.project import open_project, this_day
from errcat.text import terminal


@click.command(
    "changelog",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        "errcat changelog --against v1.0.0 # print the changes since a tag",
        "errcat changelog --write CHANGELOG.md # update the changelog",
    ),
)
@click.argument(
    "catalogs", nargs=-1, metavar="[NEW]...", shell_complete=_completing.catalogs
)
@_changes.AGAINST
@click.option(
    "--report",
    "form",
    type=click.Choice(list(FORMS)),
    default="markdown",
    show_default=True,
    help="Print the changelog in this format.",
)
@click.option(
    "--release",
    "version",
    metavar="X.Y.Z",
    help="Put the changes under a heading with this version.",
)
@click.option(
    "--date", metavar="DATE", help="Date of the release.  [default: today in UTC]"
)
@click.option(
    "--write",
    "file",
    metavar="FILE",
    shell_complete=_completing.files,
    help="Update the generated block in FILE.",
)
@click.option(
    "--check",
    "checked",
    metavar="FILE",
    shell_complete=_completing.files,
    help="Write nothing; exit 1 if --write would change FILE.",
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
    """Print or update a changelog in the Keep a Changelog format.

    NEW is a catalog: a path, REF or REF:PATH. It defaults to the configured catalogs. On a release
    that has not changed since, OLD defaults to @previous. --write changes only the lines between its
    two markers below the heading `Unreleased`.
    """
    if file and checked:
        raise click.UsageError("--check cannot be combined with --write")
    if date and not version:
        raise click.UsageError("--date needs --release")
    if (file or checked) and form != "markdown":
        raise click.UsageError(
            "--write and --check support only Markdown; remove --report"
        )
    results = open_project(config).compare_all(against, *catalogs, since_release=True)
    _changes.remark(results, quiet=quiet)
    day = date or this_day()
    path = file or checked
    if path is None:
        heading = Heading(version, day) if version else None
        comparisons = [result.comparison for result in results]
        label = old_label(results)
        _reports.emit(render(comparisons, form=form, heading=heading, against=label))
        return
    update = changelog_update(path, results, version, day)
    if checked and not update.fresh:
        click.echo(f"out of date: {terminal(path)}; run --write", err=True)
        raise click.exceptions.Exit(1)
    new = file is not None and update.write()
    if not quiet:
        state = "wrote" if new else "unchanged" if file else "fresh"
        click.echo(f"{state} {terminal(path)}", err=True)
