"""Everything about an entry that a team wants to know, for people and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from errcat import __version__
from errcat.loading.bundle import entry_data
from errcat.lookup.bodies import Occurrence
from errcat.lookup.history import History
from errcat.lookup.ranges import Owners
from errcat.lookup.rule_pages import RulePage
from errcat.lookup.terms import Match, Unknown
from errcat.model import Catalog, Entry, Operation, Range
from errcat.naming import Style, apply, is_name

FORMAT = 1
"""The version of the format of the JSON report."""


class Naming(NamedTuple):
    """A configured output, and the styles in which it writes names."""

    target: str
    output: str
    styles: tuple[Style, ...]


class GeneratedName(NamedTuple):
    """What an entry is called in a configured output."""

    target: str
    output: str
    names: tuple[str, ...]


class Explanation(NamedTuple):
    """An entry, and what the catalog and the project say about it."""

    match: Match
    names: tuple[GeneratedName, ...] = ()
    occurrence: Occurrence | None = None
    """Where the code was found in the body of a response."""
    history: History | None = None

    @property
    def entry(self) -> Entry:
        """The entry."""
        return self.match.entry

    @property
    def catalog(self) -> Catalog:
        """The catalog of the entry."""
        return self.match.home.catalog

    @property
    def range(self) -> Range | None:
        """The innermost range of the entry."""
        return self.catalog.range_named(self.entry.range)

    @property
    def owners(self) -> tuple[str, ...]:
        """The owners of the entry."""
        return Owners(self.catalog).of(self.entry)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that name the code; those of `everywhere` are not among them."""
        return self.catalog.operations_by_code.get(self.entry.code, ())

    @property
    def documentation(self) -> str:
        """The address of the entry's documentation; empty if the catalog has none."""
        return self.catalog.page_of(self.entry)

    @property
    def line(self) -> int:
        """The line of its file on which the entry begins."""
        return self.match.home.line(self.entry)


class Answer(NamedTuple):
    """What several terms stand for."""

    explanations: tuple[Explanation, ...] = ()
    rules: tuple[RulePage, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    incomplete: tuple[str, ...] = ()
    """The paths of catalogs that could be read only in part."""


def generated_names(entry: Entry, namings: Iterable[Naming]) -> list[GeneratedName]:
    """Return what *entry* is called in each configured output, as far as that is known."""
    if not is_name(entry.name):
        return []
    return [
        GeneratedName(
            naming.target,
            naming.output,
            tuple(dict.fromkeys(apply(style, entry.name) for style in naming.styles)),
        )
        for naming in namings
        if naming.styles
    ]


# --- as plain data ---------------------------------------------------------------------------


def answer_data(answer: Answer) -> dict[str, Any]:
    """Return *answer* as plain data, as `explanation.schema.json` describes it."""
    return {
        "format": FORMAT,
        "errcat": __version__,
        "explanations": list(map(_explanation_data, answer.explanations)),
        "rules": [page._asdict() for page in answer.rules],
        "unknown": list(map(_unknown_data, answer.unknown)),
    }


def _explanation_data(explanation: Explanation) -> dict[str, Any]:
    entry, catalog, span = explanation.entry, explanation.catalog, explanation.range
    return {
        "catalog": {
            "id": catalog.id,
            "title": catalog.title,
            "version": catalog.version,
        },
        "code": entry.code,
        "name": entry.name,
        "life": entry.life,
        "range": {"name": span.name, "title": span.title} if span else None,
        "owners": list(explanation.owners),
        "operations": [
            {
                "method": operation.method,
                "path": operation.path,
                "id": operation.id,
                "statuses": list(operation.codes[entry.code]),
            }
            for operation in explanation.operations
        ],
        "documentation": explanation.documentation,
        "file": entry.file,
        "line": explanation.line,
        "entry": entry_data(entry),
        "notes": entry.notes,
        "generated": [_name_data(name) for name in explanation.names],
        "occurrence": _optional(explanation.occurrence),
        "history": _history_data(explanation.history),
    }


def _name_data(name: GeneratedName) -> dict[str, Any]:
    return {**name._asdict(), "names": list(name.names)}


def _optional(occurrence: Occurrence | None) -> dict[str, Any] | None:
    return occurrence._asdict() if occurrence else None


def _history_data(history: History | None) -> dict[str, Any] | None:
    if history is None:
        return None
    changes: Sequence[Mapping[str, Any]] = [
        {
            "rule": change.rule,
            "level": change.level,
            "field": change.field,
            "message": change.message(),
        }
        for change in history.changes
    ]
    return {
        "against": history.against,
        "new": history.new,
        "changes": changes,
        "origin": history.origin._asdict() if history.origin else None,
    }


def _unknown_data(unknown: Unknown) -> dict[str, Any]:
    return {
        "term": unknown.term,
        "message": str(unknown),
        "spots": [spot._asdict() for spot in unknown.spots],
        "near": list(unknown.near),
    }


def answer_json(answer: Answer) -> str:
    """Return *answer* as a JSON document."""
    import json

    return json.dumps(answer_data(answer), indent=2, ensure_ascii=True) + "\n"
