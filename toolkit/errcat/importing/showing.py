"""The report of an import for people: what was read, guessed and left out, and what differs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from errcat import __version__
from errcat.importing.extracting import text_of
from errcat.importing.planning import Checked, Plan
from errcat.importing.refreshing import Refresh, as_data
from errcat.importing.reports import (
    CONFLICT,
    GUESSED,
    KINDS,
    LEFT_OUT,
    NORMALIZED,
    READ,
    SURE,
    UNSURE,
    Note,
    Report,
    counted,
    data,
)
from errcat.importing.updating import ADDED, MISSING, Difference
from errcat.loading.reading import is_list, is_mapping
from errcat.text import terminal

_TITLES = {
    READ: "Read",
    GUESSED: "Guessed",
    NORMALIZED: "Normalized",
    CONFLICT: "Conflicts",
    LEFT_OUT: "Left out",
}


def shown(plan: Plan, *, quiet: bool = False) -> str:
    """Return the report of an import as text; *quiet* leaves only what a person must look at."""
    lines = list(_notes(plan.report, quiet=quiet))
    if not quiet:
        lines.append(_summary(plan))
    return "".join(f"{line}\n" for line in lines)


def _notes(report: Report, *, quiet: bool) -> Iterator[str]:
    for kind in KINDS:
        notes = [note for note in report.of(kind) if not quiet or _is_open(note)]
        if notes:
            yield _TITLES[kind]
            yield from map(_line, notes)


def _is_open(note: Note) -> bool:
    """Tell whether a person must look at *note*."""
    return note.kind in (CONFLICT, LEFT_OUT) or note.confidence == UNSURE


def _line(note: Note) -> str:
    place = f"{terminal(note.file)}:{note.line}" if note.line else terminal(note.file)
    subject = f"{note.code}: " if note.code and note.code not in note.message else ""
    if note.subject == "wire_type":
        subject = "`wire_type` "
    sure = "" if note.confidence == SURE else f" ({note.confidence})"
    return f"  {place}: {terminal(subject + note.message)}{sure}"


def _summary(plan: Plan) -> str:
    """Return the line that ends the report."""
    inventory = plan.inventory
    text = f"Imported {counted(len(inventory.items), 'entry', 'entries')}"
    if inventory.spans and plan.new:
        text += f" in {counted(len(inventory.spans), 'range')}"
    text += f" from {counted(len(plan.report.sources), 'source')}"
    if not plan.new:
        kinds = Counter(kind for kind, _ in _by_entry(plan.differences))
        changes = [f"{number} {kind}" for kind, number in sorted(kinds.items())]
        text += f" ({', '.join(changes) or 'no change'})"
    counts = (
        counted(len(plan.report.unsure), "guess to check", "guesses to check"),
        counted(len(plan.report.of(CONFLICT)), "conflict"),
        f"{len(plan.report.of(LEFT_OUT))} left out",
    )
    return f"{text}: {', '.join(counts)}"


def _by_entry(differences: Sequence[Difference]) -> list[tuple[str, str]]:
    """Return the kind and code of every entry that differs, each once."""
    return list(dict.fromkeys((item.kind, item.code) for item in differences))


def difference(item: Difference) -> str:
    """Return one difference as a message that begins with the code."""
    if item.kind == ADDED:
        title = text_of(item.new.get("title"))
        return f"{item.code} is missing in the catalog: {_value(title)}"
    if item.kind == MISSING:
        return f"{item.code} is in the catalog but not in any source"
    return f"{item.code}: {item.field} changed: {_value(item.old)} → {_value(item.new)}"


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if is_list(value) or is_mapping(value):
        return json.dumps(value, ensure_ascii=False)
    text = text_of(value)
    return f'"{text}"' if isinstance(value, str) else text


def disagreement(checked: Checked) -> str:
    """Return the differences between a catalog and its sources as text; empty if there are none."""
    lines = [
        f"{terminal(item.file)}:{item.line}: {terminal(difference(item))}\n"
        for item in checked.differences
    ]
    return "".join(lines)


def verdict(checked: Checked) -> str:
    """Return the line that says whether a catalog agrees with its sources."""
    name = terminal(checked.target)
    if checked.ok:
        number = counted(checked.entries, "entry", "entries")
        return f"{name} agrees with its sources ({number})"
    number = counted(len(_by_entry(checked.differences)), "entry", "entries")
    verb = "differs" if number.startswith("1 ") else "differ"
    return f"{name} does not agree with its sources: {number} {verb}"


def document(results: Sequence[Plan | Checked | Refresh]) -> str:
    """Return the reports of several imports as JSON, as `imports.schema.json` describes it."""
    imports = [_data(result) for result in results]
    report = {"format": 1, "errcat": __version__, "imports": imports}
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _data(result: Plan | Checked | Refresh) -> dict[str, Any]:
    if isinstance(result, Refresh):
        return as_data(result)
    entries = (
        result.entries if isinstance(result, Checked) else len(result.inventory.items)
    )
    return {
        "catalog": result.target,
        "entries": entries,
        **data(result.report),
        "differences": [_without_empty(item._asdict()) for item in result.differences],
    }


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}
