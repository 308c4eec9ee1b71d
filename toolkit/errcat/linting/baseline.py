"""The baseline of a project: read, applied to a result, started and pruned."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from errcat.config import text_of
from errcat.errors import OptionInvalid
from errcat.linting.suppressions import (
    Accepted,
    accept,
    baselined,
    read_baseline,
    write_baseline,
)

if TYPE_CHECKING:
    from errcat.linting.validation import ValidationResult


def load(path: str) -> tuple[Accepted, ...]:
    """Return the findings that the baseline at *path* knows; none if there is no such file.

    Raises:
        ConfigInvalid: the file is not a baseline.
        PathUnreadable: the file cannot be read.

    """
    return read_baseline(path, text_of(path)) if os.path.exists(path) else ()


def settle(result: ValidationResult, known: tuple[Accepted, ...]) -> ValidationResult:
    """Return *result* without the findings in *known*, and with the entries that are unused."""
    if not known:
        return result
    rest, unused = baselined(result.inspections, known)
    return result._replace(inspections=tuple(rest), known=known, unused=tuple(unused))


def start(path: str, result: ValidationResult) -> ValidationResult:
    """Write all findings of *result* to a new baseline at *path*; return what it leaves over.

    Raises:
        OptionInvalid: there is a baseline already.
        WriteFailed: the file could not be written.

    """
    if os.path.exists(path):
        reason = f"{path} is there already, and a baseline only shrinks; delete it to begin anew"
        raise OptionInvalid("--write-baseline", reason)
    known = tuple(accept(result.findings))
    _write(path, known)
    return settle(result, known)


def prune(path: str, result: ValidationResult) -> ValidationResult:
    """Remove the unused entries of *result* from the baseline at *path*.

    Raises:
        WriteFailed: the file could not be written.

    """
    if not result.unused:
        return result
    kept = tuple(entry for entry in result.known if entry not in result.unused)
    _write(path, kept)
    return result._replace(known=kept, unused=())


def _write(path: str, known: Iterable[Accepted]) -> None:
    from errcat.writing import write  # seldom needed

    write(path, write_baseline(known))
