"""The command `errcat import`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from errcat import __version__
from errcat.cli import _command, _completing, _options, _reports
from errcat.cli._progress import progress
from errcat.config import Import
from errcat.importing import refreshing
from errcat.importing.planning import Checked, Plan
from errcat.importing.refreshing import Refresh
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

    Without --output, SOURCE is an OpenAPI document of which only the operations are imported: they are
    written to operations.yaml in the folder of the configured catalog.

    A catalog that exists gets new entries and changed texts and statuses. Its names, and the fields
    that you added, stay.
    """
    project = open_project(config)
    columns = columns_of(mapping)
    given = {"format": format_, "map": mapping, "names_from": names_from}
    if sources and output is None:
        _refuse("--output", **given)
        wanted = [_operations(project, sources)]
    elif sources and output is not None:
        wanted = [Import(sources, output, format_, columns, names_from)]
    else:
        _refuse("a SOURCE", output=output, **given)
        wanted = project.imports()
    if not wanted:
        raise click.UsageError(
            "no source given; name one, or set [[tool.errcat.imports]] in pyproject.toml"
        )
    done: list[Plan | Checked | Refresh] = []
    own = {
        "full": lambda: _full(done, check=check, quiet=quiet),
        "json": lambda: document(done),
    }
    sinks = _reports.sinks_of(reports, own)
    with progress() as step:
        for one in wanted:
            step(f"reading {', '.join(one.sources)}")
            if one.operations:
                done.append(project.import_operations(one))
            else:
                done.append((project.check_import if check else project.import_)(one))
    for result in done if not check else ():
        if isinstance(result, Plan):
            project = _write(project, result, quiet=quiet)
        elif isinstance(result, Refresh) and result.write() and not quiet:
            click.echo(f"wrote {terminal(result.path)}", err=True)
    _reports.deliver(Run(__version__, (), ()), sinks)
    if check:
        _conclude(done, quiet=quiet)


def _operations(project: Project, sources: tuple[str, ...]) -> Import:
    """Return the import of the operations of *sources* into the configured catalog."""
    catalogs = project.operands() if project.config.catalogs else []
    documents = all(
        source.endswith((".yaml", ".yml", ".json", "-")) for source in sources
    )
    if not catalogs or not documents:
        raise click.UsageError("name the catalog to write with --output")
    if len(catalogs) > 1:
        raise click.UsageError(
            "several catalogs are configured; add an import with `operations = true` for one of"
            " them to [[tool.errcat.imports]]"
        )
    return Import(sources, catalogs[0], operations=True)


def _refuse(needed: str, **options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name.replace('_', '-')} needs {needed}")


def _full(
    results: Sequence[Plan | Checked | Refresh], *, check: bool, quiet: bool
) -> str:
    return "".join(_text(result, check=check, quiet=quiet) for result in results)


def _text(result: Plan | Checked | Refresh, *, check: bool, quiet: bool) -> str:
    if isinstance(result, Refresh):
        if check:
            return refreshing.staleness(result)
        return refreshing.summary(result, quiet=quiet)
    if isinstance(result, Plan):
        return shown(result, quiet=quiet)
    return disagreement(result)


def _conclude(results: Sequence[Plan | Checked | Refresh], *, quiet: bool) -> None:
    """Say whether the catalogs agree with their sources, and exit with 1 if one does not."""
    fails = False
    for result in results:
        if isinstance(result, Plan):
            continue
        fails = fails or not result.ok
        if not quiet:
            click.echo(_verdict(result), err=True)
    if fails:
        raise click.exceptions.Exit(1)


def _verdict(result: Checked | Refresh) -> str:
    if isinstance(result, Refresh):
        return refreshing.verdict(result)
    return verdict(result)


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
