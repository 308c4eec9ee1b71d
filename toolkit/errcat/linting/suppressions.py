"""Which findings are known: muted on an entry, or in the baseline; and what is left of that.

There are three ways to silence a finding and no more: `lint` on an entry, the configuration, and the
baseline. Faults of reading and of the schema cannot be silenced by an entry or the baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.errors import ConfigInvalid, suggestion
from errcat.findings import Finding, Span, order
from errcat.linting import running
from errcat.linting.running import Inspection, Severities
from errcat.loading.reading import Document, is_list, is_mapping
from errcat.model import Catalog, Entry

BASELINE = "errcat-baseline.json"
"""What the baseline is called; it lies beside the configuration."""

UNUSED, REASON, UNKNOWN = "suppression-unused", "suppression-reason", "rule-unknown"
STALE = "baseline-current"
PAGES = running.PAGES | {UNUSED, REASON, UNKNOWN, STALE}
"""The rules that are pages only, those of this module among them."""


class Accepted(NamedTuple):
    """A finding that the baseline knows."""

    fingerprint: str
    rule: str
    catalog: str
    code: str
    field: str
    message: str
    reason: str
    """Why it is left as it is: for people, and kept when the file is written again."""
    line: int = 0


# --- on an entry -----------------------------------------------------------------------------


def muted(
    inspection: Inspection, names: Callable[[], Collection[str]], severity: Severities
) -> Inspection:
    """Return *inspection* without the findings that entries mute, and with what is wrong with that.

    *names* gives the names of all rules there are.
    """
    catalog = inspection.catalog
    quiet = [entry for entry in catalog.entries if entry.lint.ignore] if catalog else []
    if catalog is None or not quiet:
        return inspection
    ignored = {(entry.code, rule) for entry in quiet for rule in entry.lint.ignore}
    used: set[tuple[str, str]] = set()
    kept: list[Finding] = []
    for finding in inspection.findings:
        key = (finding.code, finding.rule)
        if key in ignored and finding.rule not in PAGES:
            used.add(key)
        else:
            kept.append(finding)
    documents, rules = inspection.documents, names()
    for entry in {(each.file, each.position): each for each in quiet}.values():
        for rule, field, message, hint in _about(entry, rules, used, severity, catalog):
            level = severity(rule, catalog, entry.code)
            if level != "off":
                place = (entry, field, f"{entry.label}: {message}", hint)
                kept.append(_finding(rule, level, place, documents, catalog))
    return inspection._replace(findings=tuple(sorted(kept, key=order)))


def _about(
    entry: Entry,
    rules: Collection[str],
    used: set[tuple[str, str]],
    severity: Severities,
    catalog: Catalog,
) -> Iterator[tuple[str, str, str, str]]:
    """Yield rule, field, message and hint of what is wrong with the muting of an entry."""
    for at, rule in enumerate(entry.lint.ignore):
        field = f"lint/ignore/{at}"
        if rule not in rules:
            hint = suggestion(rule, rules) or "`errcat rule` lists them"
            yield UNKNOWN, field, f"there is no rule '{rule}'", hint
        elif rule in PAGES:
            yield UNUSED, field, f"{rule} cannot be muted", "mend what it finds"
        elif (entry.code, rule) not in used and severity(
            rule, catalog, entry.code
        ) != "off":
            yield UNUSED, field, f"{rule} has nothing to find here", "take it out of `ignore`"
    if not entry.lint.reason.strip():
        yield REASON, "lint", "rules are muted without a reason", "add `reason` beside `ignore`"


def _finding(
    rule: str,
    severity: str,
    place: tuple[Entry, str, str, str],
    documents: Mapping[str, Document],
    catalog: Catalog,
) -> Finding:
    entry, field, message, hint = place
    path = entry.place(
        *(int(step) if step.isdigit() else step for step in field.split("/"))
    )
    document = documents.get(entry.file)
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        file=entry.file,
        span=document.span(path.path) if document else Span(1, 1, 1, 1),
        catalog=catalog.id,
        code=entry.code,
        subject=entry.code,
        field=field,
        hint=hint,
    )


# --- the baseline ----------------------------------------------------------------------------


def read_baseline(path: str, text: str) -> tuple[Accepted, ...]:
    """Return the findings that the baseline *text* knows.

    Raises:
        ConfigInvalid: it is no baseline.

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
    if not is_list(listed) or not all(is_mapping(each) for each in listed):
        raise ConfigInvalid(path, "not a baseline of errcat (format 1)", 1, 1)
    lines = _lines(text)
    return tuple(_accepted(each, lines) for each in listed)


def _accepted(value: Mapping[str, Any], lines: Mapping[str, int]) -> Accepted:
    texts = {key: str(value.get(key, "")) for key in Accepted._fields if key != "line"}
    return Accepted(**texts, line=lines.get(texts["fingerprint"], 1))


def _lines(text: str) -> dict[str, int]:
    """Return the line on which each fingerprint stands; one finding is written a line."""
    marker = '"fingerprint": "'
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        _, marked, rest = line.partition(marker)
        if marked:
            found.setdefault(rest.partition('"')[0], number)
    return found


def write_baseline(accepted: Iterable[Accepted]) -> str:
    """Return a baseline as text: a finding a line, in an order that does not change."""
    import json

    rows = sorted(
        accepted, key=lambda each: (each.catalog, each.rule, each.code, each.field)
    )
    keys = [key for key in Accepted._fields if key != "line"]
    lines = [json.dumps({key: getattr(row, key) for key in keys}) for row in rows]
    body = ",\n".join(f"    {line}" for line in lines)
    inside = f"\n{body}\n  " if body else ""
    return f'{{\n  "format": 1,\n  "findings": [{inside}]\n}}\n'


def accept(findings: Iterable[Finding]) -> list[Accepted]:
    """Return *findings* as a baseline knows them, those apart that it cannot hold."""
    known = {
        finding.fingerprint: finding
        for finding in findings
        if finding.rule not in PAGES
    }
    return [
        Accepted(mark, each.rule, each.catalog, each.code, each.field, each.message, "")
        for mark, each in known.items()
    ]


def baselined(
    inspections: Sequence[Inspection], baseline: Sequence[Accepted]
) -> tuple[list[Inspection], list[Accepted]]:
    """Return *inspections* without what the baseline knows, and what it knows in vain.

    An entry of the baseline is stale when its catalog was looked at whole, and it was not found.
    """
    marks = {each.fingerprint for each in baseline}
    found: set[str] = set()
    rest: list[Inspection] = []
    for inspection in inspections:
        new: list[Finding] = []
        for finding in inspection.findings:
            mark = finding.fingerprint if finding.rule not in PAGES else ""
            if mark in marks:
                found.add(mark)
            else:
                new.append(finding)
        rest.append(inspection._replace(findings=tuple(new)))
    whole = {
        each.catalog.id
        for each in inspections
        if each.catalog and each.catalog.complete
    }
    return rest, [
        each
        for each in baseline
        if each.catalog in whole and each.fingerprint not in found
    ]


def stale(
    path: str, accepted: Iterable[Accepted], severity: str
) -> tuple[Finding, ...]:
    """Return a finding for each entry of the baseline at *path* that is there in vain."""
    return tuple(
        Finding(
            rule=STALE,
            severity=severity,
            message=f"{each.code or each.catalog}: {each.rule} finds this no more: {each.message}",
            file=path,
            span=Span(each.line, 1, each.line, 1),
            catalog=each.catalog,
            subject=each.fingerprint,
            hint="run `errcat validate --prune-baseline`",
        )
        for each in accepted
        if severity != "off"
    )
