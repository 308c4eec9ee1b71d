"""The file of accepted changes: read, extended by fingerprints, and what in it is unused."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from errcat.comparing import approvals
from errcat.comparing.outcome import ComparisonResult
from errcat.comparing.results import Acceptance, Difference
from errcat.config import text_of
from errcat.errors import OptionInvalid, suggestion
from errcat.findings import Finding


class AcceptResult(NamedTuple):
    """Changes that are accepted, and the file that says so."""

    path: str
    text: str
    accepted: tuple[Difference, ...]
    """The changes, in the order in which they were asked for."""

    def write(self) -> bool:
        """Write the file; False if it holds just that already.

        Raises:
            WriteFailed: it could not be written.

        """
        from errcat.writing import write

        return write(self.path, self.text)


def load(path: str) -> tuple[Acceptance, ...]:
    """Return what the file at *path* accepts; nothing if there is no such file.

    Raises:
        ConfigInvalid: it does not conform to its schema.

    """
    return approvals.read(path, text_of(path)) if os.path.exists(path) else ()


def unused(
    path: str, results: Sequence[ComparisonResult], today: str
) -> tuple[Finding, ...]:
    """Return a finding for each acceptance in the file that has expired, or accepts nothing.

    All catalogs that the file speaks of have to be among *results*.
    """
    if not os.path.exists(path):
        return ()
    comparisons = [result.comparison for result in results]
    return tuple(approvals.unused(path, text_of(path), load(path), comparisons, today))


def accept(
    path: str,
    before: Sequence[Acceptance],
    results: Sequence[ComparisonResult],
    fingerprints: Iterable[str],
    *,
    reason: str,
    correction: bool = False,
    expires: str = "",
    hint: str = "",
) -> AcceptResult:
    """Return the acceptances *before*, and those of the changes with *fingerprints*.

    *hint* is what to try where there is no such change.

    Raises:
        OptionInvalid: no change in *results* has such a fingerprint, or there is no reason.

    """
    if not reason.strip():
        raise OptionInvalid("--reason", "must not be empty")
    known = {
        change.fingerprint: change
        for result in results
        for change in result.differences
    }
    kind = approvals.CORRECTION if correction else approvals.ACCEPT
    accepted, after = list[Difference](), tuple(before)
    for mark in fingerprints:
        if mark not in known:
            raise OptionInvalid(mark, _unknown(mark, known, hint))
        accepted.append(known[mark])
        after = approvals.accept(
            after, known[mark], reason=reason, kind=kind, expires=expires
        )
    return AcceptResult(path, approvals.write(after), tuple(accepted))


def _unknown(mark: str, known: Mapping[str, Difference], hint: str) -> str:
    """Return why a fingerprint is none, and what to try."""
    more = suggestion(mark, sorted(known)) or hint
    reason = (
        "unknown fingerprint; `errcat breaking` prints those of the current changes"
    )
    return f"{reason}; {more}" if more else reason
