"""errcat retire."""

from __future__ import annotations

import click

from errcat import config as configuration
from errcat.cli import _options, _verbs


@click.command("retire", cls=_verbs.Verb)
@click.argument("code")
@_verbs.CATALOG
@click.option(
    "--in",
    "version",
    metavar="VERSION",
    default="next",
    show_default=True,
    help="The version that retires it; a release fills in what is next.",
)
@_verbs.REASON
@_verbs.REPLACED_BY
@click.option("--force", is_flag=True, help="Even if it was never deprecated.")
@_options.common
def command(
    code: str,
    catalog: str | None,
    version: str,
    reason: str,
    replaced_by: tuple[str, ...],
    force: bool,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Say that CODE is no longer answered.

    The entry stays where it is, as its tombstone: neither code nor name can come back with another
    meaning.
    """
    del color
    found = _verbs.find(code, catalog, configuration.find(config))
    entry = found.entry
    if entry.life == "active" and not force:
        hint = f"deprecate it first: errcat deprecate {entry.code}; or use --force"
        raise _verbs.Refused(entry.label, "it is alive, and nobody was told", hint)
    before = entry.retired or entry.deprecated
    kept = entry.retired.version if entry.retired and version == "next" else version
    retired = _verbs.said(
        **{"in": kept},
        reason=reason or (before.reason if before else ""),
        replaced_by=_verbs.replacements(found, replaced_by)
        or (list(before.replaced_by) if before else []),
    )
    gone = {key: None for key in ("deprecated", "preview") if getattr(entry, key)}
    _verbs.save(found, {"retired": retired, **gone}, "retired", quiet=quiet)
