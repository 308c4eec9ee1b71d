"""errcat release."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from errcat import config as configuration
from errcat.changelog.outlines import ChangelogUnclear
from errcat.cli import _catalogs, _changes, _options, _verbs
from errcat.cli._changes import Pair
from errcat.cli.changelog import document, updated
from errcat.comparing import approvals
from errcat.comparing.policy import BUMPS
from errcat.comparing.versions import declared_bump
from errcat.config import Config
from errcat.editing.amendments import amended_all
from errcat.errors import ConfigInvalid, OptionInvalid
from errcat.generating.running import drift
from errcat.loading.reading import Document, Path
from errcat.text import terminal
from errcat.writing import anything, plan, put

NEXT = "next"
"""What stands for the version of the next release until there is one."""
CHANGELOG = "CHANGELOG.md"


@click.command("release")
@click.argument("version", metavar="X.Y.Z")
@_changes.AGAINST
@click.option(
    "--changelog",
    "log",
    metavar="FILE",
    help=f"The changelog; {CHANGELOG} beside the configuration if nothing is said.",
)
@click.option(
    "--date",
    metavar="DATE",
    default="",
    help="The day of the release; today if left out.",
)
@click.option(
    "--dry-run", is_flag=True, help="Show what would change, and write nothing."
)
@_options.common
def command(
    version: str,
    against: str | None,
    log: str | None,
    date: str,
    dry_run: bool,
    config: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Make X.Y.Z of the configured catalogs, in one step.

    It sets the version, fills in what is `next`, releases the changelog and takes out the agreements
    that the release uses up. All of it is written, or nothing.
    """
    del color
    settings = configuration.find(config)
    found = _changes.pairs(against or "@latest", (), settings)
    for pair in found:
        _check(pair, version)
    day = _verbs.day("--date", date) or _changes.today()
    texts = dict(_catalog_texts(found, version))
    texts.update(_changelog_text(found, version, day, log, settings))
    texts.update(_agreement_text(found, settings))
    root = settings.root or os.curdir
    files = [(os.path.relpath(path, root), text) for path, text in texts.items()]
    planned = plan(root, files, anything)
    if dry_run:
        for each in planned:
            if not each.fresh:
                shown = drift(each.path, each.content.decode("utf-8"))
                _catalogs.say(terminal(shown, multiline=True) + "\n")
        return
    for each, new in zip(planned, put(planned), strict=True):
        if new and not quiet:
            click.echo(f"wrote {terminal(each.path)}", err=True)


def _check(pair: Pair, version: str) -> None:
    """Refuse a version that is none, goes back, or says less than what has changed."""
    old = pair.comparison.old_version
    declared = declared_bump(old, version) if old else declared_bump(version, version)
    if declared is None:
        reason = f"it is no version such as 1.4.0 that comes after {old or 'nothing'}"
        raise OptionInvalid(version, reason)
    if old and BUMPS.index(declared) < BUMPS.index(pair.comparison.bump):
        needed = f"what has changed since {old} needs a {pair.comparison.bump} version"
        raise OptionInvalid(version, f"it says too little: {needed}")


def _catalog_texts(found: Sequence[Pair], version: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of a catalog that the release touches."""
    for pair in found:
        source = pair.new.source
        marked = {
            raw.file
            for raw in (source.files if source else ())
            if raw.content.startswith(b"\xef\xbb\xbf")
        }
        for file, held in pair.documents.items():
            text = _released(held, version, header=file == pair.new_catalog.file)
            if text != held.text:
                yield file, ("\ufeff" if file in marked else "") + text


def _released(held: Document, version: str, *, header: bool) -> str:
    """Return a file with the version in its header and in the place of every `next`."""
    changes: list[tuple[Path, Mapping[str, Any]]] = []
    if header:
        changes.append(((), {"version": version}))
    for at, row in enumerate(held.data.get("errors", ())):
        way = ("errors", at)
        if row.get("since") == NEXT:
            changes.append((way, {"since": version}))
        for key, inside in (("deprecated", "since"), ("retired", "in")):
            if isinstance(row.get(key), dict) and row[key].get(inside) == NEXT:
                changes.append(((*way, key), {inside: version}))
    return amended_all(held, changes)


def _changelog_text(
    found: Sequence[Pair], version: str, day: str, log: str | None, config: Config
) -> dict[str, str]:
    """Return the changelog by its path; nothing where none is kept."""
    path = log or config.path(CHANGELOG)
    if log is None and not os.path.exists(path):
        return {}
    try:
        return {path: updated(document(path), found, version, day)}
    except ChangelogUnclear as error:
        raise ConfigInvalid(path, error.reason, error.line, 1) from None


def _agreement_text(found: Sequence[Pair], config: Config) -> dict[str, str]:
    """Return the agreements without those used up, by their path."""
    accepted = _changes.agreements(config)
    used = approvals.used(accepted, [each.comparison for each in found])
    if not used:
        return {}
    left = [each for each in accepted if each not in used]
    return {config.path(approvals.ACCEPTED): approvals.write(left)}
