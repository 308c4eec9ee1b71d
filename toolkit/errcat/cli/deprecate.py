"""errcat deprecate."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import _options, _verbs


@click.command("deprecate", cls=_verbs.Verb)
@click.argument("code")
@_verbs.CATALOG
@click.option(
    "--since",
    metavar="VERSION",
    default="next",
    show_default=True,
    help="The version that says so first; a release fills in what is next.",
)
@_verbs.REASON
@_verbs.REPLACED_BY
@click.option(
    "--sunset", metavar="DATE", default="", help="The day from which it may go."
)
@_options.common
def command(
    code: str,
    catalog: str | None,
    since: str,
    reason: str,
    replaced_by: tuple[str, ...],
    sunset: str,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Say that CODE will go, and what to use instead."""
    del color
    found = _verbs.find(code, catalog, configuration.find(config))
    if found.entry.retired is not None:
        raise _verbs.Refused(found.entry.label, "it is retired already")
    before = found.entry.deprecated
    notice = _verbs.said(
        since=before.since if before and before.since and since == "next" else since,
        reason=reason or (before.reason if before else ""),
        replaced_by=_verbs.replacements(found, replaced_by)
        or (list(before.replaced_by) if before else []),
        sunset=_verbs.day("--sunset", sunset) or (before.sunset if before else ""),
    )
    _verbs.save(found, {"deprecated": notice}, "deprecated", quiet=quiet)
