"""Applying fixes to the files of a catalog until no finding brings one any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from errcat.editing.spans import apply
from errcat.findings import ERROR, Edit, Finding
from errcat.linting.running import Inspection
from errcat.linting.validation import Refusal
from errcat.loading.reading import Document
from errcat.loading.sources import Raw, Source

ROUNDS = 10
"""How often fixed files are checked again: one fix may bring another finding to light."""
TRIALS = 60
"""How many combinations of fixes with a new error are looked into in one round."""
_BOM = b"\xef\xbb\xbf"


class Fixed(NamedTuple):
    """A source with its fixes applied, and the findings that remain."""

    inspection: Inspection
    refused: tuple[Refusal, ...] = ()
    changed: tuple[Raw, ...] = ()
    """The files that differ from what they were."""
    fixes: int = 0
    """How many findings were fixed."""


Inspect: TypeAlias = Callable[[Source], Inspection]


def fix(inspect: Inspect, source: Source, *, unsafe: bool = False) -> Fixed:
    """Apply, in memory, the fixes of the findings that *inspect* reports for *source*.

    Unsafe fixes are applied only if *unsafe* is true. A fix that leads to an error which was not
    there before is refused; the others are applied without it.
    """
    inspection = inspect(source)
    current, count = source, 0
    refused: dict[str, Refusal] = {}
    for _ in range(ROUNDS):
        findings = [
            finding
            for finding in inspection.findings
            if _wanted(finding, unsafe) and finding.fingerprint not in refused
        ]
        trial = _Round(inspect, current, inspection)
        applied = trial.applicable((), findings)
        refused |= {item.finding.fingerprint: item for item in trial.refused}
        edited, result = trial.try_out(applied)
        if edited == current:
            break
        left = {finding.fingerprint for finding in result.findings}
        count += sum(finding.fingerprint not in left for finding in applied)
        current, inspection = edited, result
    before = {raw.file: raw.content for raw in source.files}
    changed = tuple(raw for raw in current.files if raw.content != before[raw.file])
    return Fixed(*_settled(inspection, refused), changed, count)


class _Round:
    """Finds out which fixes can be applied together to one state of a source."""

    def __init__(
        self, inspect: Inspect, source: Source, inspection: Inspection
    ) -> None:
        self.refused: list[Refusal] = []
        self._inspect = inspect
        self._source = source
        self._inspection = inspection
        self._known = {finding.fingerprint for finding in _errors(inspection)}
        self._trials = 0
        self._tried: dict[tuple[str, ...], tuple[Source, Inspection]] = {}

    def applicable(
        self, applied: Sequence[Finding], findings: Sequence[Finding]
    ) -> Sequence[Finding]:
        """Return those of *findings* that can be fixed beside *applied*, by halving.

        After `TRIALS` the halves that are left are refused as a whole.
        """
        _, result = self.try_out((*applied, *findings))
        harm = [
            error for error in _errors(result) if error.fingerprint not in self._known
        ]
        if not harm:
            return findings
        self._trials += 1
        if not findings[1:] or self._trials > TRIALS:
            self.refused += (Refusal(finding, harm[0]) for finding in findings)
            return ()
        middle = len(findings) // 2
        first = self.applicable(applied, findings[:middle])
        second = self.applicable((*applied, *first), findings[middle:])
        return (*first, *second)

    def try_out(self, findings: Sequence[Finding]) -> tuple[Source, Inspection]:
        """Return the source with *findings* fixed, and what is found in it then."""
        key = tuple(finding.fingerprint for finding in findings)
        if key not in self._tried:
            edited = _edited(self._source, self._inspection, findings)
            same = edited == self._source
            result = self._inspection if same else self._inspect(edited)
            self._tried = {key: (edited, result)}
        return self._tried[key]


def _settled(
    inspection: Inspection, refused: Mapping[str, Refusal]
) -> tuple[Inspection, tuple[Refusal, ...]]:
    """Return *inspection* without the fixes that are refused, and the refusals with its lines."""
    findings: list[Finding] = []
    left: list[Refusal] = []
    for finding in inspection.findings:
        refusal = refused.get(finding.fingerprint)
        if refusal is not None:
            left.append(refusal._replace(finding=finding))
        findings.append(finding if refusal is None else finding._replace(fix=None))
    return inspection._replace(findings=tuple(findings)), tuple(left)


def _wanted(finding: Finding, unsafe: bool) -> bool:
    return finding.fix is not None and (finding.fix.safe or unsafe)


def _errors(inspection: Inspection) -> list[Finding]:
    return [finding for finding in inspection.findings if finding.severity == ERROR]


def _edited(
    source: Source, inspection: Inspection, findings: Iterable[Finding]
) -> Source:
    by_file: dict[str, list[Edit]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix else ():
            by_file.setdefault(edit.file, []).append(edit)
    files = (
        (
            _rewritten(raw, inspection.documents[raw.file], by_file[raw.file])
            if raw.file in by_file and raw.file in inspection.documents
            else raw
        )
        for raw in source.files
    )
    return source._replace(files=tuple(files))


def _rewritten(raw: Raw, document: Document, edits: Iterable[Edit]) -> Raw:
    mark = _BOM if raw.content.startswith(_BOM) else b""
    return Raw(raw.file, mark + apply(document, edits).encode("utf-8"))
