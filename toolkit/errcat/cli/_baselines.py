"""The baseline as `errcat validate` uses it: read, applied, written and pruned."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

import click

from errcat.config import Config, text_of
from errcat.errors import OptionInvalid
from errcat.findings import Finding
from errcat.linting.running import Inspection
from errcat.linting.suppressions import (
    Accepted,
    accept,
    baselined,
    read_baseline,
    stale,
    write_baseline,
)
from errcat.text import terminal


class Settled(NamedTuple):
    """What is left to say once the baseline has been taken into account."""

    inspections: list[Inspection]
    stale: tuple[Finding, ...] = ()


def load(config: Config) -> tuple[Accepted, ...]:
    """Return what the baseline of *config* knows; nothing if there is none.

    Raises:
        ConfigInvalid: the file is no baseline.

    """
    path = config.path(config.baseline)
    return read_baseline(path, text_of(path)) if os.path.exists(path) else ()


def settle(
    inspections: list[Inspection],
    known: Sequence[Accepted],
    config: Config,
    severity: str,
    *,
    prune: bool,
) -> Settled:
    """Take out what the baseline knows; what it knows in vain is stale, or pruned if asked."""
    if not known:
        return Settled(inspections)
    path = config.path(config.baseline)
    rest, over = baselined(inspections, known)
    if prune and over:
        _put(path, write_baseline([each for each in known if each not in over]))
        _say(f"took {_counted(len(over))} out of", path)
        over = []
    return Settled(rest, stale(path, over, severity))


def begin(inspections: Sequence[Inspection], config: Config) -> tuple[Accepted, ...]:
    """Write a baseline of all that was found, and return it.

    Raises:
        OptionInvalid: there is one already.

    """
    path = config.path(config.baseline)
    if os.path.exists(path):
        reason = f"{path} is there already, and a baseline only shrinks; delete it to begin anew"
        raise OptionInvalid("--write-baseline", reason)
    known = accept(finding for each in inspections for finding in each.findings)
    _put(path, write_baseline(known))
    _say(f"wrote {_counted(len(known))} to", path)
    return tuple(known)


def _put(path: str, text: str) -> None:
    from errcat.writing import write  # seldom needed

    write(path, text)


def _say(what: str, path: str) -> None:
    click.echo(f"{what} {terminal(path)}", err=True)


def _counted(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
