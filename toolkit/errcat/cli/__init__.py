"""The command line: options in, one call, a report out, and the exit code that every run earns.

0 clean, 1 findings, 2 could not run, 70 a bug in errcat, 130 interrupted, 141 the reader went away.
"""

from __future__ import annotations

import gc

# A run is short and leaves few cycles, and collecting them often triples the time of loading.
gc.set_threshold(200_000, 20, 100)

import os
import sys
from collections.abc import Sequence

import click

from errcat import __version__, plugins
from errcat.errors import BUG, ErrcatError, NameUnknown
from errcat.text import terminal

INTERRUPTED, READER_GONE = 130, 141


class _Commands(click.Group):
    """The commands, one a module; a module is imported when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, those of the configured plugins among them."""
        try:
            return list(plugins.names("commands", _packages(ctx)))
        except (
            ErrcatError
        ) as error:  # help is wanted all the more where something is wrong
            click.echo(f"errcat: {terminal(str(error))}", err=True)
            return list(plugins.names("commands"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; only for one that is not built in are the plugins looked at."""
        if cmd_name in plugins.names("commands"):
            return plugins.get("commands", click.Command, cmd_name)
        packages = _packages(ctx)
        if cmd_name not in plugins.names("commands", packages):
            return None
        return plugins.get("commands", click.Command, cmd_name, packages)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        ctx.obj = args
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(
                str(NameUnknown("command", name, self.list_commands(ctx))), ctx
            )
        return super().resolve_command(ctx, args)


def _packages(ctx: click.Context) -> Sequence[str]:
    """Return the configured plugins, before the options of a command are parsed."""
    from errcat import config  # only what is not built in needs it here

    args: list[str] = ctx.obj or []
    explicit: str | None = None
    for number, arg in enumerate(args):
        name, equals, value = arg.partition("=")
        if arg == "--":
            break
        if name == "--config":
            explicit = value if equals else next(iter(args[number + 1 :]), None)
    return config.find(explicit).plugins


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="errcat", message="%(prog)s %(version)s")
def errcat() -> None:
    """Validate, compare and generate code from catalogs of API errors.

    Exit codes: 0 clean, 1 findings, 2 could not run, 70 a bug in errcat.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run errcat with *args*, or those of the process, and end the process."""
    given = list(sys.argv[1:] if args is None else args)
    try:
        code = _run(given)
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def _run(args: list[str]) -> int:
    """Return the exit code of a run; whatever goes wrong is told in one line."""
    try:
        with errcat.make_context("errcat", args) as context:
            errcat.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return _flushed(done.exit_code)
    except click.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.UsageError as error:
        return _say(terminal(error.format_message()), error.exit_code, usage=error)
    except ErrcatError as error:
        return _refused(error)
    except BrokenPipeError:
        return _reader_gone()
    except OSError as error:
        where = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return _say(terminal(f"{where}{error.strerror or error}"), 2)
    except Exception as error:
        if "--debug" in args:
            raise
        kind = f"{type(error).__name__}: {error}"
        return _say(
            f"a bug in errcat {__version__}: {terminal(kind)[:300]}; please report it with the"
            " output of the same command with --debug",
            BUG,
        )
    return 0


def _refused(error: ErrcatError) -> int:
    """Show an error that ends the run, and return the exit code."""
    from errcat.cli import _reports  # a run that succeeds need not import it
    from errcat.linting.validation import CatalogInvalid

    if isinstance(error, CatalogInvalid):
        _reports.refuse(error)
        return error.exit_code
    return _say(terminal(str(error)), error.exit_code)


def _flushed(code: int) -> int:
    """Return *code*, or what becomes of it if the output cannot be delivered."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except OSError as error:
        return _say(f"standard output: {error.strerror}", 2)
    return code


def _reader_gone() -> int:
    # What is still buffered would fail again when the interpreter closes its streams.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_GONE


def _say(message: str, code: int, usage: click.UsageError | None = None) -> int:
    if usage is not None and usage.ctx is not None:
        click.echo(usage.ctx.get_usage(), err=True)
    click.echo(f"errcat: {message}", err=True)
    return code
