"""errcat gen."""

from __future__ import annotations

import os

import click

from errcat import config as configuration
from errcat.cli import _jobs, _options, _outputs
from errcat.cli._progress import progress
from errcat.errors import OutputRefused
from errcat.generating.selection import AUDIENCES
from errcat.generating.target import Generator


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
    settings = configuration.find(config)
    if check and clean:
        raise click.UsageError("--check writes nothing, so there is nothing to --clean")
    configured = target is None or (output is None and (check or clean))
    if configured:
        needs = "a TARGET" if target is None else "--output"
        _refuse_without(needs, catalog=catalog, set=given, audience=audience)
        if target is None:
            _refuse_without(needs, output=output)
        root, jobs = settings.root, _jobs.configured(settings, target)
    else:
        generator = _jobs.generator(str(target), settings)
        root, name = _place(generator, output)
        to_whom = audience or AUDIENCES[0]
        jobs = [_jobs.one(generator, catalog, name, to_whom, given, settings)]
    with progress() as step:
        made = _jobs.make(jobs, settings, step)
        if output is None and not configured:
            result = None
        else:
            step("comparing with what is there")
            folders = {
                job.generator.name
                for job in jobs
                if configured or not job.generator.single
            }
            owned = None if target is None else folders
            listed = bool(folders)
            result = _outputs.outcome(root, made, owned, listed=listed, clean=clean)
    if result is None:
        _outputs.show(made[0])
    elif check:
        _outputs.check(result, color=_options.colored(color), quiet=quiet)
    else:
        _outputs.write(result, clean=clean, quiet=quiet)


def _refuse_without(needs: str, **options: object) -> None:
    for name, value in options.items():
        if value:
            raise click.UsageError(f"--{name} needs {needs}")


def _place(generator: Generator, output: str | None) -> tuple[str, str]:
    """Return the folder that everything must lie in, and the way from there to *output*."""
    if output is None:
        if not generator.single:
            raise click.UsageError(
                f"the target {generator.name} makes a folder: say --output"
            )
        return "", ""
    if not generator.single:
        return os.path.normpath(output), ""
    root, name = os.path.split(os.path.normpath(output))
    if name in ("", os.curdir, os.pardir) or output.endswith("/"):
        raise OutputRefused(output, "it is a folder")
    return root, name
