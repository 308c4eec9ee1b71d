"""The command `errcat explain`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from errcat.cli import _command, _completing, _options, _reports, _terminal
from errcat.errors import PathUnreadable, RequestInvalid
from errcat.loading.sources import STDIN
from errcat.model import NUMBER
from errcat.project import open_project
from errcat.text import terminal

if TYPE_CHECKING:
    from errcat.lookup.explaining import Answer

FORMATS = ("full", "json", "markdown")


@click.command(
    "explain",
    cls=_command.Command,
    group=_command.LOOK_UP,
    context_settings={"ignore_unknown_options": True},  # a code may be negative
    examples=(
        "errcat explain 40001 # show everything about a code",
        "errcat explain - <response.json # explain the codes in a response",
    ),
)
@click.argument("terms", nargs=-1, metavar="CODE...", shell_complete=_completing.terms)
@_options.CATALOGS
@click.option(
    "--history",
    is_flag=False,
    flag_value="",
    metavar="[REV]",
    shell_complete=_completing.operands,
    help="Show when each code was added, and what has changed since REV."
    "  [default REV: @merge-base on a branch, else @latest]",
)
@click.option(
    "--report",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="Print text for a terminal, JSON or Markdown.",
)
@_options.COLOR
@_options.common
def command(
    terms: tuple[str, ...],
    catalogs: tuple[str, ...],
    history: str | None,
    report: str,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Show what an error means, why it occurs and how to fix it.

    CODE is a code, a name in any spelling, an address that holds a code, or the name of a rule. `-`
    reads an error response from standard input and finds the codes in it. Unknown codes end the run
    with exit code 2, and errcat names the range they would be in.
    """
    for term in terms:
        if term.startswith("-") and term != STDIN and not NUMBER(term):
            raise click.NoSuchOption(term)
    if not terms:
        late = "; write --history after the codes, or --history=REV" if history else ""
        raise click.UsageError(f"Missing argument 'CODE...'{late}")
    project = open_project(config)
    answer = project.explain(
        *(term for term in terms if term != STDIN),
        catalogs=catalogs,
        body=_body(catalogs) if STDIN in terms else None,
        history=history,
    )
    _show(answer, report, color)
    _options.remark_incomplete(answer.incomplete, quiet=quiet)
    for unknown in answer.unknown:
        click.echo(terminal(f"errcat: {unknown}"), err=True)
    if answer.unknown:
        raise click.exceptions.Exit(2)


def _body(catalogs: tuple[str, ...]) -> str:
    """Return the text on standard input."""
    from errcat.lookup.bodies import LIMIT

    if STDIN in catalogs:
        raise RequestInvalid("standard input cannot be both a catalog and a response")
    try:
        return sys.stdin.buffer.read(LIMIT + 1).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise PathUnreadable(STDIN, str(error)) from None


def _show(answer: Answer, report: str, color: str) -> None:
    from errcat.lookup import explaining, showing

    if report == "json":
        _reports.emit(explaining.answer_json(answer))
    elif not answer.explanations and not answer.rules:
        return
    elif report == "markdown":
        _reports.emit(showing.markdown_of(answer))
    else:
        screen = showing.Screen(_terminal.width(), _terminal.colored(color))
        _reports.emit(_terminal.without_commands(showing.shown(answer, screen)))
