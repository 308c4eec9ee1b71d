"""The command `errcat gen`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from errcat.cli import _command, _completing, _options, _outputs, _terminal
from errcat.cli._progress import progress
from errcat.generating.selection import AUDIENCES
from errcat.generating.target import Generator
from errcat.project import open_project


@click.command(
    "gen",
    cls=_command.Command,
    group=_command.GENERATE,
    examples=(
        "errcat gen # generate every configured output",
        "errcat gen python -o errors.py # generate one file",
    ),
)
@click.argument("target", required=False, shell_complete=_completing.targets)
@click.option(
    "--catalog",
    metavar="CATALOG",
    shell_complete=_completing.catalogs,
    help="Generate from this catalog instead of the configured one.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    shell_complete=_completing.files,
    help="Write to this file or folder.  [default: the configured outputs, or standard output with TARGET]",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; show a diff and exit 1 if a file is out of date.",
)
@click.option(
    "--clean",
    is_flag=True,
    help="Also delete files that errcat wrote and no longer generates.",
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="OPTION=VALUE",
    help="Set an option of the target; repeatable.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    help="Generate only the entries that this audience may see.  [default: public]",
)
@_options.COLOR
@_options.common
def command(
    target: str | None,
    catalog: str | None,
    output: str | None,
    check: bool,
    clean: bool,
    given: tuple[str, ...],
    audience: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Generate clients, documents and bundles from catalogs.

    TARGET is python, ts, openapi, ... or one that the configuration defines. Without it, errcat
    generates every configured output. errcat writes all files or none.
    """
    if check and clean:
        raise click.UsageError("--check cannot be combined with --clean")
    project = open_project(config)
    wanted_audience = audience or AUDIENCES[0]
    if target is not None and output is None and not (check or clean):
        _check_single(project.generator(target))
        options = _options_of(given)
        with progress() as step:
            files = project.generate(
                catalog, target, options, audience=wanted_audience, step=step
            )
        _outputs.show(files)
        return
    with progress() as step:
        if target is None or output is None:
            needs = "a TARGET" if target is None else "--output"
            _refuse_without(needs, catalog=catalog, set=given, audience=audience)
            if target is None:
                _refuse_without(needs, output=output)
            result = project.outputs(target, clean=clean, step=step)
        else:
            result = project.output(
                target,
                output,
                catalog,
                _options_of(given),
                audience=wanted_audience,
                clean=clean,
                step=step,
            )
    if check:
        command = ["errcat", "gen", *([target] if target else [])]
        command += _arguments("--output", output) + _arguments("--catalog", catalog)
        command += _arguments("--set", *given) + _arguments("--audience", audience)
        command += _arguments("--config", config)
        colored = _terminal.colored(color)
        _outputs.check(result, command, color=colored, quiet=quiet)
    else:
        _outputs.write(result, quiet=quiet)


def _arguments(option: str, *values: str | None) -> list[str]:
    """Return the arguments that give *option* its *values*, without the empty ones."""
    return [argument for value in values if value for argument in (option, value)]


def _refuse_without(needs: str, **options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name} needs {needs}")


def _check_single(generator: Generator) -> None:
    """Refuse to write a folder to standard output."""
    if not generator.single:
        raise click.UsageError(
            f"target '{generator.name}' generates a folder; set --output"
        )


def _options_of(given: Iterable[str]) -> dict[str, str]:
    """Return the values of `--set` as a mapping."""
    options: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.UsageError(f"invalid --set '{text}'; write it as OPTION=VALUE")
        options[name] = value
    return options
