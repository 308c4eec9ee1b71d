"""What is said about an entry, in the order in which a person in a hurry needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from errcat.generating.describing import label_of, life_sentences
from errcat.lookup.explaining import Explanation
from errcat.lookup.history import History
from errcat.model import Case, Entry, Param, Range, Retry

TEXT, ITEMS, LINES = "text", "items", "lines"
"""How the parts of a section are shown: as paragraphs, as bullets, or line by line as they are."""

_RETRY = {
    "never": "no, the same request fails again",
    "after_fix": "yes, after the caller has changed something",
    "backoff": "yes, with increasing delays",
    "after_delay": "yes, after a delay",
}


class Fact(NamedTuple):
    """A short fact: a label, and one or more values."""

    label: str
    values: tuple[str, ...]


class Section(NamedTuple):
    """A heading, and what is below it."""

    title: str
    """Empty for the text that follows the facts of the head."""
    kind: str
    parts: tuple[str, ...]


class Sheet(NamedTuple):
    """Everything that is said about an entry; the texts are raw."""

    code: str
    name: str
    title: str
    life: str
    before: tuple[Section, ...]
    """What it means, why, and what to do."""
    facts: tuple[Fact, ...]
    after: tuple[Section, ...]
    """What only some readers need."""


def sheet_of(explanation: Explanation) -> Sheet:
    """Return what is said about an entry; what the catalog does not state is left out."""
    entry = explanation.entry
    return Sheet(
        entry.code,
        "" if entry.name == entry.code else entry.name,
        entry.title,
        " ".join(life_sentences(entry, explanation.catalog)),
        tuple(section for section in _before(explanation) if any(section.parts)),
        tuple(fact for fact in _facts(explanation) if any(fact.values)),
        tuple(section for section in _after(explanation) if any(section.parts)),
    )


def _before(explanation: Explanation) -> Iterator[Section]:
    entry, occurrence = explanation.entry, explanation.occurrence
    if occurrence is not None:
        said = [occurrence.title, occurrence.detail]
        told = tuple(text for text in said if text and text != entry.title)
        yield Section("In this response", TEXT, told)
    yield Section("", TEXT, (entry.detail, entry.description))
    yield Section("Causes", ITEMS, entry.causes)
    yield Section("How to fix it", ITEMS, entry.solutions)
    yield Section("Notes of the team", TEXT, (entry.notes,))


def _facts(explanation: Explanation) -> Iterator[Fact]:
    entry, catalog = explanation.entry, explanation.catalog
    yield Fact("HTTP status", (", ".join(map(str, entry.http_statuses)),))
    yield Fact("Retry", (_retry(entry.retry),))
    yield Fact("Operations", _operations(explanation))
    yield Fact("Fault", (entry.fault,))
    yield Fact("Severity", (entry.severity,))
    yield Fact("Channels", (", ".join(entry.channels),))
    yield Fact("Products", (", ".join(entry.products),))
    yield Fact("Audience", ("" if entry.audience == "public" else entry.audience,))
    yield Fact("Since", (entry.since,))
    version = f" {catalog.version}" if catalog.version else ""
    yield Fact("Catalog", (f"{catalog.title} ({catalog.id}{version})",))
    yield Fact("Range", (_range(explanation.range),))
    yield Fact("Owner", (", ".join(explanation.owners),))
    yield Fact("Documentation", (explanation.documentation,))
    yield Fact("File", (f"{entry.file}:{explanation.line}",))
    yield Fact("Old names", (", ".join(entry.aliases),))
    yield Fact("Tags", (", ".join(entry.tags),))
    names = (
        f"{name.target}: {', '.join(name.names)} ({name.output})"
        for name in explanation.names
    )
    yield Fact("Names", tuple(names))


def _retry(retry: Retry | None) -> str:
    if retry is None:
        return ""
    when = _RETRY.get(retry.when, "")
    if retry.after:
        when = f"yes, after {retry.after}"
    return f"{when} ({retry.when})" if when else retry.when


def _operations(explanation: Explanation) -> tuple[str, ...]:
    if explanation.entry.everywhere:
        return ("every operation",)
    return tuple(operation.label for operation in explanation.operations)


def _range(span: Range | None) -> str:
    if span is None:
        return ""
    codes = f"{span.prefix}..." if span.prefix else f"{span.first} to {span.last}"
    return f"{span.name} ({codes})"


def _after(explanation: Explanation) -> Iterator[Section]:
    entry, catalog = explanation.entry, explanation.catalog
    yield Section("Cases", ITEMS, tuple(_cases(entry)))
    yield Section("Parameters", ITEMS, tuple(map(_param, entry.params)))
    examples = (example.detail for example in entry.examples)
    yield Section("Examples", ITEMS, tuple(filter(None, examples)))
    links = (
        f"{link.title}: {link.url}" if link.title else link.url for link in entry.links
    )
    yield Section("See also", ITEMS, tuple(links))
    elsewhere = (f"{related.system}: {related.code}" for related in entry.related)
    yield Section("Elsewhere", ITEMS, tuple(elsewhere))
    replaced = (
        label_of(other.code, catalog)
        for other in catalog.entries
        if entry.code in _replacements(other)
    )
    yield Section("Replaces", ITEMS, tuple(replaced))
    yield Section("Page", LINES, tuple(entry.page.splitlines()))
    if explanation.history is not None:
        yield Section("History", ITEMS, tuple(_history(entry, explanation.history)))


def _replacements(entry: Entry) -> Iterable[str]:
    life = entry.retired or entry.deprecated
    return life.replaced_by if life else ()


def _cases(entry: Entry) -> Iterator[str]:
    """Yield a line for each case, unless the cases only state a status."""
    if all(case == Case(http_status=case.http_status) for case in entry.cases):
        return
    for case in entry.cases:
        status = f"HTTP {case.http_status}" if case.http_status else ""
        facts = (status, case.channel, _retry(case.retry))
        texts = (case.title, case.detail, case.description)
        head = ", ".join(filter(None, facts))
        label = f"{case.id} ({head})" if head and case.id else case.id or head
        yield ": ".join(filter(None, (label, " ".join(filter(None, texts)))))


def _param(param: Param) -> str:
    secret = ", sensitive" if param.sensitive else ""
    head = f"{param.name} ({param.type}{secret})"
    return f"{head}: {param.description}" if param.description else head


def _history(entry: Entry, history: History) -> Iterator[str]:
    if origin := history.origin:
        cut = "" if origin.exact else " or earlier"
        yield f"In the catalog since commit {origin.commit} of {origin.day}{cut}"
    if history.new:
        yield f"Added since {history.against}"
    elif not history.changes:
        yield f"Unchanged since {history.against}"
    for change in () if history.new else history.changes:
        message = change.message().removeprefix(entry.label).lstrip(": ")
        yield f"Since {history.against}: {message}"
