"""Mending what can be mended: findings that bring a fix, applied until none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from errcat.editing.spans import apply
from errcat.findings import ERROR, Edit, Finding
from errcat.linting.running import Inspection
from errcat.loading.reading import Document
from errcat.loading.sources import Raw, Source

ROUNDS = 10
"""How often what was mended is looked at again; one fix may bring another to light."""
_BOM = b"\xef\xbb\xbf"


class Fixed(NamedTuple):
    """A source with its faults mended, and what is still to be found in it."""

    inspection: Inspection
    changed: tuple[Raw, ...] = ()
    """The files that are not as they were."""
    mended: int = 0
    """How many findings were mended."""


def fix(
    inspect: Callable[[Source], Inspection], source: Source, *, unsafe: bool = False
) -> Fixed:
    """Mend what *inspect* finds in *source*, in memory.

    Only safe fixes are made unless *unsafe* is true. A round after which there are errors that were
    not there before is not kept.
    """
    inspection = inspect(source)
    now, count = source, 0
    for _ in range(ROUNDS):
        mended = [each for each in inspection.findings if _wanted(each, unsafe)]
        after = _mended(now, inspection, mended)
        if after == now:
            break
        seen = inspect(after)
        if not _errors(seen) <= _errors(inspection):
            break
        now, inspection, count = after, seen, count + len(mended)
    before = {raw.file: raw.content for raw in source.files}
    changed = tuple(raw for raw in now.files if raw.content != before[raw.file])
    return Fixed(inspection, changed, count)


def _wanted(finding: Finding, unsafe: bool) -> bool:
    return finding.fix is not None and (finding.fix.safe or unsafe)


def _errors(inspection: Inspection) -> set[str]:
    return {each.fingerprint for each in inspection.findings if each.severity == ERROR}


def _mended(
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
