"""errcat accept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from errcat import config as configuration
from errcat.cli import _changes, _options
from errcat.comparing import approvals
from errcat.errors import OptionInvalid, suggestion
from errcat.text import terminal
from errcat.writing import write


@click.command("accept")
@click.argument("fingerprints", nargs=-1, required=True, metavar="FINGERPRINT...")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is agreed to.")
@click.option(
    "--correction",
    is_flag=True,
    help="The catalog was wrong and the API never did that: nothing breaks.",
)
@click.option(
    "--expires",
    metavar="DATE",
    default="",
    help="The day from which it no longer holds.",
)
@_changes.AGAINST
@_options.common
def command(
    fingerprints: tuple[str, ...],
    reason: str,
    correction: bool,
    expires: str,
    against: str | None,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Agree to a change that `errcat breaking` tells of, by its FINGERPRINT.

    It is written to errcat-accepted.json beside the configuration, and a release takes it out again.
    """
    del color
    settings = configuration.find(config)
    if not reason.strip():
        raise OptionInvalid("--reason", "says nothing")
    if expires:
        _check_day(expires)
    known = {
        each.fingerprint: each
        for pair in _changes.pairs(against, (), settings)
        for each in pair.comparison.differences
    }
    accepted = _changes.agreements(settings)
    kind = approvals.CORRECTION if correction else approvals.ACCEPT
    for mark in fingerprints:
        if mark not in known:
            raise OptionInvalid(mark, _unknown(mark, known, against))
        accepted = approvals.accept(
            accepted, known[mark], reason=reason, kind=kind, expires=expires
        )
    path = settings.path(approvals.ACCEPTED)
    write(path, approvals.write(accepted))
    if not quiet:
        for mark in fingerprints:
            said = known[mark].message()
            click.echo(f"agreed in {terminal(path)}: {terminal(said)}", err=True)


def _unknown(mark: str, known: Iterable[str], against: str | None) -> str:
    """Return why a fingerprint is none, and what to try."""
    near = suggestion(mark, sorted(known))
    if near:
        return f"`errcat breaking` tells of no such change; {near}"
    hint = "" if against else "; say --against as you did there"
    return f"`errcat breaking` tells of no such change{hint}"


def _check_day(text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise OptionInvalid(
            "--expires", f"'{text}' is no day; write it as 2027-03-01"
        ) from None
    if day.isoformat() != text:
        raise OptionInvalid("--expires", f"'{text}': write it as {day.isoformat()}")
    if text <= _changes.today():
        raise OptionInvalid("--expires", f"{text} has come already")
