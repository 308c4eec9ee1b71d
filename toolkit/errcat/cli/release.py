"""The command `errcat release`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

import click

from errcat.changelog.planning import CHANGELOG, Release
from errcat.cli import _command, _completing, _options, _reports
from errcat.cli._progress import progress
from errcat.editing.entries import day
from errcat.project import Project, open_project
from errcat.text import terminal


@click.command(
    "release",
    cls=_command.Command,
    group=_command.COMPARE,
    examples=(
        "errcat release # release the version that the changes need",
        "errcat release 2.0.0 --dry-run # show what releasing 2.0.0 would write",
    ),
)
@click.argument("version", metavar="[X.Y.Z]", required=False)
@click.option(
    "--catalog",
    "catalogs",
    metavar="CATALOG",
    multiple=True,
    shell_complete=_completing.catalogs,
    help="Release only this catalog; repeatable.  [default: the configured catalogs]",
)
@click.option(
    "--against",
    metavar="OLD",
    default="@latest",
    show_default=True,
    shell_complete=_completing.operands,
    help="Compare with OLD: a path, REF, REF:PATH, @latest, @previous or @merge-base.",
)
@click.option(
    "--changelog",
    "log",
    metavar="FILE",
    shell_complete=_completing.files,
    help=f"Changelog to update.  [default: {CHANGELOG} beside the configuration, or"
    " CHANGELOG-ID.md if several catalogs have separate versions]",
)
@click.option(
    "--date",
    metavar="DATE",
    default="",
    help="Date of the release.  [default: today in UTC]",
)
@click.option(
    "--dry-run", is_flag=True, help="Show the changes as a diff and write nothing."
)
@_options.common
def command(
    version: str | None,
    catalogs: tuple[str, ...],
    against: str,
    log: str | None,
    date: str,
    dry_run: bool,
    config: str | None,
    quiet: bool,
) -> None:
    """Set a new version of the catalogs and update the changelog.

    errcat writes the version into the header, replaces every `next` with it, and adds the changes to
    the changelog. Without X.Y.Z, each catalog gets the version that its changes need. Accepted changes
    move to the changelog with their reasons. errcat writes all files or none, and prints the commands
    to run next: generate, commit, tag.
    """
    project = open_project(config)
    if not dry_run:
        for path in project.undo_release(*catalogs, changelog=log):
            click.echo(f"undid an interrupted release: {terminal(path)}", err=True)
    with progress() as show:
        release = project.release(
            version,
            *catalogs,
            against=against,
            changelog=log,
            day=day("--date", date),
            step=show,
        )
    if not release.catalogs:
        click.echo(f"nothing to release: no change since {terminal(against)}", err=True)
    elif dry_run:
        for diff in release.drift():
            _reports.emit(terminal(diff, multiline=True) + "\n")
    else:
        written = release.write()
        if not quiet:
            _show(release, written)
        for step in _next(release, project, config):
            _reports.emit(f"{terminal(step)}\n")


def _show(release: Release, written: Sequence[bool]) -> None:
    """List the files that were written, above the commands to run next."""
    for file, new in zip(release.planned, written, strict=True):
        if new:
            click.echo(f"wrote {terminal(file.path)}", err=True)
    click.echo("run next:", err=True)


def _next(release: Release, project: Project, config: str | None) -> Iterator[str]:
    """Yield the commands that generate, commit and tag the release."""
    if project.config.outputs:
        yield shlex.join(["errcat", "gen", *(["--config", config] if config else [])])
    yield f"git add --all && git commit -m {shlex.quote(release.title)}"
    for tag in release.tags:
        yield shlex.join(["git", "tag", tag])
