"""Applying fixes to the files of a catalog until no finding brings one any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from errcat.editing.spans import apply
from errcat.findings import ERROR, Edit, Finding
from errcat.linting.running import Inspection
from errcat.loading.reading import Document
from errcat.loading.sources import Raw, Source

ROUNDS = 10
"""How often fixed files are checked again: one fix may bring another finding to light."""
_BOM = b"\xef\xbb\xbf"


class Fixed(NamedTuple):
    """A source with its fixes applied, and the findings that remain."""

    inspection: Inspection
    changed: tuple[Raw, ...] = ()
    """The files that differ from what they were."""
    fixes: int = 0
    """How many findings were fixed."""


def fix(
    inspect: Callable[[Source], Inspection], source: Source, *, unsafe: bool = False
) -> Fixed:
    """Apply, in memory, the fixes of the findings that *inspect* reports for *source*.

    Unsafe fixes are applied only if *unsafe* is true. A round that leads to errors which were not
    there before is discarded.
    """
    inspection = inspect(source)
    current, count = source, 0
    for _ in range(ROUNDS):
        findings = [
            finding for finding in inspection.findings if _wanted(finding, unsafe)
        ]
        edited = _edited(current, inspection, findings)
        if edited == current:
            break
        result = inspect(edited)
        if not _errors(result) <= _errors(inspection):
            break
        left = {finding.fingerprint for finding in result.findings}
        count += sum(finding.fingerprint not in left for finding in findings)
        current, inspection = edited, result
    before = {raw.file: raw.content for raw in source.files}
    changed = tuple(raw for raw in current.files if raw.content != before[raw.file])
    return Fixed(inspection, changed, count)


def _wanted(finding: Finding, unsafe: bool) -> bool:
    return finding.fix is not None and (finding.fix.safe or unsafe)


def _errors(inspection: Inspection) -> set[str]:
    return {
        finding.fingerprint
        for finding in inspection.findings
        if finding.severity == ERROR
    }


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
