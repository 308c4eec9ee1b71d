"""errcat gen."""

from __future__ import annotations

from collections.abc import Iterable

import click

from errcat.cli import _options, _outputs
from errcat.cli._progress import progress
from errcat.generating.selection import AUDIENCES
from errcat.generating.target import Generator
from errcat.project import open_project


@click.command("gen")
@click.argument("target", required=False)
@click.option(
    "--catalog", metavar="CATALOG", help="Generate from this one, not the configured."
)
@click.option(
    "-o", "--output", metavar="PATH", help="Write here, not to standard output."
)
@click.option(
    "--check", is_flag=True, help="Write nothing; show what would change, and exit 1."
)
@click.option(
    "--clean",
    is_flag=True,
    help="Delete what errcat wrote and nothing makes any more, by its manifest only.",
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="OPTION=VALUE",
    help="Give the target an option; may be repeated.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    help="Whom it is for: entries for a narrower audience are left out; public if nothing is said.",
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
    """Make clients, documents and bundles from catalogs.

    TARGET says what: python, ts, openapi, ... Without one, every output of the configuration is
    made. Nothing is written unless all of it could be made.
    """
    if check and clean:
        raise click.UsageError("--check writes nothing, so there is nothing to --clean")
    project = open_project(config)
    to_whom = audience or AUDIENCES[0]
    if target is not None and output is None and not (check or clean):
        _check_single(project.generator(target))
        options = _options_of(given)
        with progress() as step:
            files = project.generate(
                catalog, target, options, audience=to_whom, step=step
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
                audience=to_whom,
                clean=clean,
                step=step,
            )
    if check:
        _outputs.check(result, color=_options.colored(color), quiet=quiet)
    else:
        _outputs.write(result, quiet=quiet)


def _refuse_without(needs: str, **options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name} needs {needs}")


def _check_single(generator: Generator) -> None:
    """Refuse to write a target that is a folder to standard output."""
    if not generator.single:
        raise click.UsageError(
            f"the target {generator.name} makes a folder: say --output"
        )


def _options_of(given: Iterable[str]) -> dict[str, str]:
    """Return what is `--set` as a mapping."""
    options: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.UsageError(f"--set takes OPTION=VALUE, not '{text}'")
        options[name] = value
    return options
