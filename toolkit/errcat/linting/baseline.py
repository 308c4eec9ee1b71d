"""The baseline of a project: read, applied to a result, started and pruned."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from errcat.config import text_of
from errcat.errors import OptionInvalid
from errcat.linting.suppressions import (
    FIRM,
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
    """Write the findings of *result* to a new baseline at *path*; return what it leaves over.

    Findings of rules that no baseline can hold are left out: `left_out` counts them.

    Raises:
        OptionInvalid: the file exists.
        WriteFailed: the file could not be written.

    """
    if os.path.exists(path):
        reason = f"{path} exists; delete it first to start over"
        raise OptionInvalid("--write-baseline", reason)
    known = tuple(accept(result.findings))
    _write(path, known)
    return settle(result, known)


def left_out(result: ValidationResult) -> Mapping[str, int]:
    """Return how many findings of *result* a baseline cannot hold, by rule."""
    return Counter(
        sorted(finding.rule for finding in result.findings if finding.rule in FIRM)
    )


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
