"""The command `errcat import`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from errcat import __version__
from errcat.cli import _command, _completing, _options, _reports
from errcat.cli._progress import progress
from errcat.config import Import
from errcat.importing.planning import Checked, Plan
from errcat.importing.running import columns_of
from errcat.importing.showing import disagreement, document, shown, verdict
from errcat.project import Project, open_project
from errcat.reporting.report import Run
from errcat.text import terminal


@click.command(
    "import",
    cls=_command.Command,
    group=_command.START,
    examples=(
        "errcat import docs/errors.md src/errors.ts -o errors # write a new catalog",
        "errcat import --check # compare catalogs with the configured sources",
    ),
)
@click.argument(
    "sources", nargs=-1, metavar="[SOURCE]...", shell_complete=_completing.files
)
@click.option(
    "-o",
    "--output",
    metavar="CATALOG",
    shell_complete=_completing.files,
    help="Write this catalog: a folder, or a file that ends in .yaml, .yml or .json.",
)
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    default="",
    help="Read the sources in this format.  [default: recognized by content]",
)
@click.option(
    "--map",
    "mapping",
    metavar="FIELD=COLUMN,...",
    default="",
    help="Take fields from these columns or keys.  [default: guessed]",
)
@click.option(
    "--names-from",
    "names_from",
    metavar="OLD",
    multiple=True,
    shell_complete=_completing.files,
    help="Keep the names in OLD, a catalog or generated code; repeatable.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; show what differs and exit 1 if the catalog does not agree with the sources.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="NAME[:FILE]",
    help="Show what was read, guessed and left out as `full` or `json`, or write it to FILE;"
    " repeatable.  [default: full]",
)
@_options.common
def command(
    sources: tuple[str, ...],
    output: str | None,
    format_: str,
    mapping: str,
    names_from: tuple[str, ...],
    check: bool,
    reports: tuple[str, ...],
    config: str | None,
    quiet: bool,
) -> None:
    """Import a list of errors into a catalog.

    SOURCE is a file, a folder, or - for standard input: JSON, YAML, TOML, CSV, Markdown, HTML, text,
    OpenAPI, message files, or source code with an enum. Several sources complete each other by code;
    where they differ, the first one wins. Without SOURCE, errcat runs the configured imports.

    A catalog that exists gets new entries and changed texts and statuses. Its names, and the fields
    that you added, stay.
    """
    project = open_project(config)
    columns = columns_of(mapping)
    if sources and output is None:
        raise click.UsageError("name the catalog to write with --output")
    if sources and output is not None:
        wanted = [Import(sources, output, format_, columns, names_from)]
    else:
        given = {"output": output, "format": format_, "map": mapping}
        _refuse_without_source(**given, names_from=names_from)
        wanted = project.imports()
    if not wanted:
        raise click.UsageError(
            "no source given; name one, or set [[tool.errcat.imports]] in pyproject.toml"
        )
    done: list[Plan | Checked] = []
    own = {"full": lambda: _full(done, quiet=quiet), "json": lambda: document(done)}
    sinks = _reports.sinks_of(reports, own)
    with progress() as step:
        for one in wanted:
            step(f"reading {', '.join(one.sources)}")
            done.append((project.check_import if check else project.import_)(one))
    for result in done:
        if isinstance(result, Plan):
            project = _write(project, result, quiet=quiet)
    _reports.deliver(Run(__version__, (), ()), sinks)
    if check:
        _conclude(
            [result for result in done if isinstance(result, Checked)], quiet=quiet
        )


def _refuse_without_source(**options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name.replace('_', '-')} needs a SOURCE")


def _full(results: Sequence[Plan | Checked], *, quiet: bool) -> str:
    return "".join(
        shown(result, quiet=quiet) if isinstance(result, Plan) else disagreement(result)
        for result in results
    )


def _conclude(results: Sequence[Checked], *, quiet: bool) -> None:
    """Say whether the catalogs agree with their sources, and exit with 1 if one does not."""
    for result in results:
        if not quiet:
            click.echo(verdict(result), err=True)
    if not all(result.ok for result in results):
        raise click.exceptions.Exit(1)


def _write(project: Project, plan: Plan, *, quiet: bool) -> Project:
    """Write a catalog, and if it is new, its style; return the project with it."""
    written = plan.write()
    for path, new in zip(plan.paths, written, strict=True):
        if new and not quiet:
            click.echo(f"wrote {terminal(path)}", err=True)
    return _pinned(project, plan.target, quiet=quiet) if plan.new else project


def _pinned(project: Project, catalog: str, *, quiet: bool) -> Project:
    """Write the style of a new catalog to the configuration, and return the project with it."""
    learned = project.pin(catalog)
    if learned is None:
        return project
    learned.write()
    if not quiet:
        click.echo(f"set the style in {terminal(learned.path)}", err=True)
    return open_project(learned.path)
