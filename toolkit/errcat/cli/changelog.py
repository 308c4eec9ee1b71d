"""The command `errcat changelog`."""

from __future__ import annotations

import click

from errcat.changelog.headings import Heading
from errcat.changelog.planning import CHANGELOG, changelog_update, old_label
from errcat.changelog.rendering import FORMS, render
from errcat.cli import _changes, _command, _completing, _options, _reports
from errcat.cli._progress import progress
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
@click.option(
    "--max-length",
    metavar="N",
    type=click.IntRange(min=0),
    default=60_000,
    show_default=True,
    help="Print at most N characters, and say how many changes are left out; 0 prints all."
    " --write never shortens its file.",
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
    max_length: int,
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
    project = open_project(config)
    with progress() as step:
        results = project.compare_all(against, *catalogs, since_release=True, step=step)
    _changes.remark(results, quiet=quiet)
    day = date or this_day()
    path = file or checked
    if path is None:
        heading = Heading(version, day) if version else None
        comparisons = [result.comparison for result in results]
        label = old_label(results)
        text = render(
            comparisons,
            form=form,
            heading=heading,
            against=label,
            limit=max_length,
            where=_whole(project.config.path(CHANGELOG)),
        )
        _reports.emit(text)
        return
    update = changelog_update(path, results, version, day)
    if checked and not update.fresh:
        click.echo(f"out of date: {terminal(path)}; run --write", err=True)
        raise click.exceptions.Exit(1)
    new = file is not None and update.write()
    if not quiet:
        state = "wrote" if new else "unchanged" if file else "fresh"
        click.echo(f"{state} {terminal(path)}", err=True)


def _whole(path: str) -> str:
    """Return where the whole changelog is; *path* is that of the project's own."""
    import os  # only a changelog that is too long needs it

    command = "print all with `errcat changelog --max-length 0`"
    return (
        f"see `{os.path.basename(path)}`, or {command}"
        if os.path.exists(path)
        else command
    )
