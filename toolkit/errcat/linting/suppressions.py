"""Suppressions on entries, and the baseline: which findings are known, and what is outdated there.

There are three ways to silence a finding: `lint` on an entry, the configuration, and the baseline.
Findings that keep a catalog from being read, or targets from being generated, can be silenced by
neither an entry nor the baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.errors import ConfigInvalid, suggestion
from errcat.findings import START, Finding, Span, order, steps
from errcat.linting import running
from errcat.linting.running import Inspection, Severities
from errcat.loading.reading import is_list, is_mapping
from errcat.model import Catalog, Entry

UNUSED, REASON, UNKNOWN = "suppression-unused", "suppression-reason", "rule-unknown"
STALE = "baseline-current"
OUTPUT, DRIFT, IMPORT = "output-valid", "output-fresh", "import-fresh"
PAGES = running.PAGES | {UNUSED, REASON, UNKNOWN, STALE, OUTPUT, DRIFT, IMPORT}
"""The rules without a check function, including those that this module reports."""
NEEDED = frozenset(
    (
        "code-unique",
        "name-collision-after-casing",
        "name-format",
        "name-present",
        "name-unique",
    )
)
"""The rules that a catalog must pass before anything can be generated from it."""
FIRM = PAGES | NEEDED
"""The rules whose findings neither an entry nor the baseline can silence."""


class Accepted(NamedTuple):
    """A finding that is in the baseline."""

    fingerprint: str
    rule: str
    catalog: str
    code: str
    field: str
    message: str
    reason: str
    """Why the finding stays: written by people, and kept when errcat writes the file again."""
    line: int = 0


# --- on an entry -----------------------------------------------------------------------------


def suppress(
    inspection: Inspection, names: Callable[[], Collection[str]], severity: Severities
) -> Inspection:
    """Return *inspection* without the findings that entries suppress, and with faulty suppressions.

    *names* gives the names of all rules that exist.
    """
    catalog = inspection.catalog
    suppressing = [
        entry for entry in (catalog.entries if catalog else ()) if entry.lint.ignore
    ]
    if catalog is None or not suppressing:
        return inspection
    ignored = {
        (entry.code, rule) for entry in suppressing for rule in entry.lint.ignore
    }
    used: set[tuple[str, str]] = set()
    kept: list[Finding] = []
    for finding in inspection.findings:
        key = (finding.code, finding.rule)
        if key in ignored and finding.rule not in FIRM:
            used.add(key)
        else:
            kept.append(finding)
    rules = names()
    for entry in {
        (entry.file, entry.position): entry for entry in suppressing
    }.values():
        for fault in _faults(entry, rules, used, severity, catalog):
            level = severity(fault.rule, catalog, entry.code)
            if level != "off":
                kept.append(_finding(fault, level, entry, inspection, catalog))
    return inspection._replace(findings=tuple(sorted(kept, key=order)))


class _Fault(NamedTuple):
    """Something that is wrong with the suppressions of an entry."""

    rule: str
    field: str
    message: str
    hint: str


def _faults(
    entry: Entry,
    rules: Collection[str],
    used: set[tuple[str, str]],
    severity: Severities,
    catalog: Catalog,
) -> Iterator[_Fault]:
    for index, rule in enumerate(entry.lint.ignore):
        field = f"lint/ignore/{index}"
        if rule not in rules:
            hint = suggestion(rule, rules) or "run `errcat rule` to list all rules"
            yield _Fault(UNKNOWN, field, f"unknown rule '{rule}'", hint)
        elif rule in FIRM:
            message = f"rule '{rule}' cannot be suppressed"
            yield _Fault(UNUSED, field, message, "fix what it reports")
        elif (entry.code, rule) not in used and severity(
            rule, catalog, entry.code
        ) != "off":
            message = f"unused suppression: '{rule}' reports nothing here"
            yield _Fault(UNUSED, field, message, "remove it from `ignore`")
    if not entry.lint.reason.strip():
        hint = "add `reason` next to `ignore`"
        yield _Fault(REASON, "lint", "the suppression has no reason", hint)


def _finding(
    fault: _Fault, severity: str, entry: Entry, inspection: Inspection, catalog: Catalog
) -> Finding:
    path = entry.place(*steps(fault.field)).path
    document = inspection.documents.get(entry.file)
    return Finding(
        rule=fault.rule,
        severity=severity,
        message=f"{entry.label}: {fault.message}",
        file=entry.file,
        span=document.span(path) if document else START,
        catalog=catalog.id,
        code=entry.code,
        subject=entry.code,
        field=fault.field,
        hint=fault.hint,
    )


# --- the baseline ----------------------------------------------------------------------------


def read_baseline(path: str, text: str) -> tuple[Accepted, ...]:
    """Return the findings in the baseline *text*.

    Raises:
        ConfigInvalid: it is not a baseline.

    """
    import json

    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigInvalid(
            path, f"not JSON: {error.msg}", error.lineno, error.colno
        ) from None
    listed = (
        data.get("findings") if is_mapping(data) and data.get("format") == 1 else None
    )
    if not is_list(listed) or not all(map(is_mapping, listed)):
        raise ConfigInvalid(path, "not an errcat baseline of format 1", 1, 1)
    lines = _lines(text)
    return tuple(_accepted(item, lines) for item in listed)


def _accepted(value: Mapping[str, Any], lines: Mapping[str, int]) -> Accepted:
    texts = {key: str(value.get(key, "")) for key in Accepted._fields if key != "line"}
    return Accepted(**texts, line=lines.get(texts["fingerprint"], 1))


def _lines(text: str) -> dict[str, int]:
    """Return the line of each fingerprint; every finding has a line of its own."""
    marker = '"fingerprint": "'
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        _, marked, rest = line.partition(marker)
        if marked:
            lines.setdefault(rest.partition('"')[0], number)
    return lines


def write_baseline(accepted: Iterable[Accepted]) -> str:
    """Return a baseline as text: one finding a line, in a stable order."""
    import json

    rows = sorted(
        accepted, key=lambda row: (row.catalog, row.rule, row.code, row.field)
    )
    keys = [key for key in Accepted._fields if key != "line"]
    lines = [json.dumps({key: getattr(row, key) for key in keys}) for row in rows]
    body = ",\n".join(f"    {line}" for line in lines)
    inside = f"\n{body}\n  " if body else ""
    return f'{{\n  "format": 1,\n  "findings": [{inside}]\n}}\n'


def accept(findings: Iterable[Finding]) -> list[Accepted]:
    """Return *findings* as rows of a baseline, without those that it cannot hold."""
    by_fingerprint = {
        finding.fingerprint: finding for finding in findings if finding.rule not in FIRM
    }
    return [
        Accepted(
            fingerprint,
            finding.rule,
            finding.catalog,
            finding.code,
            finding.field,
            finding.message,
            reason="",
        )
        for fingerprint, finding in by_fingerprint.items()
    ]


def baselined(
    inspections: Sequence[Inspection], baseline: Sequence[Accepted]
) -> tuple[list[Inspection], list[Accepted]]:
    """Return *inspections* without the findings in *baseline*, and the unused rows of *baseline*.

    A row is unused when its catalog was read completely and nothing in it matched the row, or when
    a baseline cannot hold findings of its rule.
    """
    known = {row.fingerprint for row in baseline}
    used: set[str] = set()
    rest: list[Inspection] = []
    for inspection in inspections:
        new: list[Finding] = []
        for finding in inspection.findings:
            fingerprint = finding.fingerprint if finding.rule not in FIRM else ""
            if fingerprint in known:
                used.add(fingerprint)
            else:
                new.append(finding)
        rest.append(inspection._replace(findings=tuple(new)))
    complete = {
        inspection.catalog.id
        for inspection in inspections
        if inspection.catalog and inspection.catalog.complete
    }
    return rest, [
        row
        for row in baseline
        if row.rule in FIRM or (row.catalog in complete and row.fingerprint not in used)
    ]


def stale(path: str, unused: Iterable[Accepted], severity: str) -> tuple[Finding, ...]:
    """Return a finding for each of the *unused* rows of the baseline at *path*."""
    return tuple(
        Finding(
            rule=STALE,
            severity=severity,
            message=_outdated(row),
            file=path,
            span=Span(row.line, 1, row.line, 1),
            catalog=row.catalog,
            subject=row.fingerprint,
            hint="run `errcat validate --prune-baseline`",
        )
        for row in unused
        if severity != "off"
    )


def _outdated(row: Accepted) -> str:
    subject = row.code or row.catalog
    if row.rule in FIRM:
        return (
            f"{subject}: a baseline cannot hold findings of {row.rule}: {row.message}"
        )
    return f"{subject}: {row.rule} no longer reports this: {row.message}"
