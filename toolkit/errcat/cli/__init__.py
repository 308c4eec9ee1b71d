"""The command line: options in, one call, a report out, and the exit code of every run.

0 clean, 1 findings, 2 could not run, 70 a bug in errcat, 130 interrupted, 141 the reader went away,
143 terminated.
"""

from __future__ import annotations

import gc

# A run is short and leaves few cycles, and collecting them often triples the time of loading.
gc.set_threshold(200_000, 20, 100)

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from errcat import __version__, plugins
from errcat.cli import _command, _streams, _terminal
from errcat.errors import BUG, ErrcatError, NameUnknown
from errcat.text import terminal

INTERRUPTED = 130
# Commands are modules of this package, and once imported, replace builtins called alike: list.
COMPLETE = "_ERRCAT_COMPLETE"
"""The environment variable by which the scripts of click ask for completions."""


class _Commands(click.Group):
    """The commands, one per module; a module is imported when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, those of the configured plugins among them."""
        try:
            return [*plugins.names("commands", _packages(ctx))]
        except ErrcatError as error:  # help must work with an invalid configuration
            if not ctx.resilient_parsing:
                click.echo(f"errcat: {terminal(str(error))}", err=True)
            return [*plugins.names("commands")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; plugins are loaded only if it is not built in."""
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
        if ctx.resilient_parsing:  # a shell asks for completions
            return name, self._completed(ctx, name), args[1:]
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(
                str(NameUnknown("command", name, self.list_commands(ctx))), ctx
            )
        return super().resolve_command(ctx, args)

    def _completed(self, ctx: click.Context, name: str) -> click.Command | None:
        try:
            return self.get_command(ctx, name)
        except ErrcatError:
            return None

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the commands by group, with whole summaries."""
        named = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        commands = {name: command for name, command in named.items() if command}
        width = max(map(len, commands))
        for group, members in _command.grouped(commands):
            with formatter.section(group):
                formatter.write_dl(
                    [
                        (f"{name:<{width}}", _command.summary(command))
                        for name, command in members.items()
                    ]
                )


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

    Exit codes: 0 clean, 1 findings, 2 could not run, 70 a bug in errcat. Run `errcat COMMAND --help`
    for the options of a command.
    """


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run errcat with *args*, or those of the process, and end the process."""
    given = [*(sys.argv[1:] if args is None else args)]
    try:
        instruction = os.environ.get(COMPLETE)
        code = _complete(instruction) if instruction else _run(given)
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(_streams.settle(code, _echo))


def _complete(instruction: str) -> int:
    """Print the script for a shell, or the completions that it asks for."""
    from click.shell_completion import shell_complete  # only a shell needs it

    return shell_complete(errcat, {}, "errcat", COMPLETE, instruction)


def _run(args: list[str]) -> int:
    """Return the exit code of a run, and print one line for every error."""
    width = _terminal.help_width()
    try:
        with errcat.make_context("errcat", args, terminal_width=width) as context:
            errcat.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.UsageError as error:
        message = terminal(_lowered(error.format_message()))
        return _fail(message, error.exit_code, usage=error)
    except ErrcatError as error:
        return _refused(error)
    except BrokenPipeError:
        _streams.drop_output()
        return _streams.READER_GONE
    except OSError as error:
        where = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return _fail(terminal(f"{where}{error.strerror or error}"), 2)
    except Exception as error:
        if "--debug" in args:
            from traceback import format_exc  # for a bug only

            return _fail(format_exc(), BUG)
        kind = f"{type(error).__name__}: {error}"
        return _fail(
            f"bug in errcat {__version__}: {terminal(kind)[:300]}; run the same command with"
            " --debug and report the output",
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
    return _fail(terminal(str(error)), error.exit_code)


def _lowered(message: str) -> str:
    """Return a message of click in the style of errcat: lower case, without a full stop."""
    first = message[:2]
    text = f"{first[:1].lower()}{message[1:]}" if first.istitle() else message
    return text.removesuffix(".")


def _fail(message: str, code: int, usage: click.UsageError | None = None) -> int:
    if usage is not None and usage.ctx is not None:
        click.echo(usage.ctx.get_usage(), err=True)
    _echo(message)
    return code


def _echo(message: str) -> None:
    click.echo(f"errcat: {message}", err=True)
