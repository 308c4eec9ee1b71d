"""What commands that compare share: both sides, the verdict, and how it is shown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

import click

from errcat import __version__, plugins
from errcat.cli import _catalogs, _jobs
from errcat.comparing import approvals
from errcat.comparing.change_rule import ChangeRule
from errcat.comparing.policy import CompatibilityPolicy, policy_from
from errcat.comparing.results import Acceptance, Comparison, Difference, changes_data
from errcat.comparing.verdict import compare
from errcat.config import Config, text_of
from errcat.errors import ErrcatError
from errcat.findings import START, Finding, RelatedPlace, Span
from errcat.generating.selection import is_closed
from errcat.linting.running import understand
from errcat.loading import revisions
from errcat.loading.reading import Document
from errcat.loading.revisions import Side
from errcat.loading.sources import HEADERS, Raw, Source
from errcat.model import Catalog, Place
from errcat.reporting.report import Inspected, Report, Run

AGAINST = click.option(
    "--against",
    metavar="OLD",
    help="Compare with this: a path, REF, REF:PATH, @latest or @merge-base.",
)


class SideUnreadable(ErrcatError):
    """A side holds something that cannot be understood, so nothing can be said of it."""

    def __init__(self, label: str, place: str, reason: str) -> None:
        super().__init__(label, place, reason)
        self.label = label
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.label} cannot be compared: {self.place}: {self.reason}"


class Pair(NamedTuple):
    """Two states of a catalog, and what differs."""

    old: Side
    new: Side
    old_catalog: Catalog
    new_catalog: Catalog
    documents: Mapping[str, Document]
    """The files of the new side."""
    old_documents: Mapping[str, Document]
    comparison: Comparison


def agreements(config: Config) -> tuple[Acceptance, ...]:
    """Return what the project has agreed to."""
    path = config.path(approvals.ACCEPTED)
    if not os.path.exists(path):
        return ()
    return approvals.read(path, text_of(path))


def today() -> str:
    """Return this day in UTC, as YYYY-MM-DD."""
    return datetime.now(UTC).date().isoformat()


def pairs(
    old: str | None, new: Sequence[str], config: Config, *, strict: bool = True
) -> list[Pair]:
    """Return every catalog of *new*, or of the configuration, compared with its state in *old*.

    Raises:
        SideUnreadable: a side cannot be understood.
        ErrcatError: what `revisions.resolve` raises.

    """
    tools = _catalogs.workshop(config)
    suffixes = tuple(each for reader in tools.readers for each in reader.suffixes)
    policy = policy_from(config.compatibility, today())
    closed = any(
        is_closed(_jobs.generator(output.target, config), output.options)
        for output in config.outputs
    )
    policy = policy._replace(closed_targets=closed or policy.closed_targets)
    accepted = agreements(config)
    rules = plugins.collect("change_rules", ChangeRule, config.plugins)
    made: list[Pair] = []
    for operand in _catalogs.operands(new, config):
        now = revisions.here(operand, suffixes)
        then = revisions.before(old, operand, suffixes)
        made.append(_pair(then, now, tools, rules, policy, accepted, strict=strict))
    return made


def of_files(old: str, new: str, path: str, config: Config) -> Pair:
    """Return how two states of one file of a catalog differ; the file is called *path*.

    A file that holds no header gets one for the comparison: git shows files one by one.
    """
    tools = _catalogs.workshop(config)
    rules = plugins.collect("change_rules", ChangeRule, config.plugins)
    then, now = (_file_side(each, path, tools) for each in (old, new))
    return _pair(then, now, tools, rules, CompatibilityPolicy(), (), strict=False)


def _file_side(file: str, path: str, tools: _catalogs.Workshop) -> Side:
    """Return the content of *file* as a catalog of its own that lies at *path*."""
    content = b"errcat: 1\nerrors: []\n"
    if file != os.devnull:
        with open(file, "rb") as stream:
            content = stream.read()
    alone = Source(path, folder=False, files=(Raw(path, content),))
    if understand(alone, tools.readers).catalog is not None:
        return Side(alone, path, path)
    header = Raw(os.path.join("-", HEADERS[0]), b"errcat: 1\nid: file\n")
    named = os.path.join("-", os.path.basename(path))
    whole = Source("-", folder=True, files=(header, Raw(named, content)))
    loaded = understand(whole, tools.readers).loaded
    if named not in loaded.documents:
        said = loaded.problems[0].message if loaded.problems else "no catalog"
        raise SideUnreadable(path, file, said)
    return Side(whole, path, path)


def _pair(
    then: Side,
    now: Side,
    tools: _catalogs.Workshop,
    rules: Sequence[ChangeRule],
    policy: CompatibilityPolicy,
    accepted: Sequence[Acceptance],
    *,
    strict: bool,
) -> Pair:
    if now.source is None:
        raise SideUnreadable(now.label, now.root, "it is not there")
    new, documents = _understood(now, now.source, tools, strict=strict)
    old, old_documents = replace(new, entries=()), documents
    if then.source is not None:  # else it did not exist, and every entry is new
        old, old_documents = _understood(then, then.source, tools, strict=False)
    found = compare(old, new, rules, policy, accepted)
    return Pair(then, now, old, new, documents, old_documents, found)


def _understood(
    side: Side, source: Source, tools: _catalogs.Workshop, *, strict: bool
) -> tuple[Catalog, Mapping[str, Document]]:
    """Return the catalog of a side, which must be whole; the old one need not be without fault."""
    found = understand(source, tools.readers)
    catalog, loaded = found.catalog, found.loaded
    if catalog is None or not catalog.complete or (strict and loaded.problems):
        for problem in loaded.problems:
            document = loaded.documents.get(problem.place.file)
            span = problem.span or _span(problem.place, document)
            place = f"{problem.place.file}:{span.line}:{span.column}"
            raise SideUnreadable(side.label, place, problem.message)
        raise SideUnreadable(side.label, source.root, "there is no catalog")
    return catalog, loaded.documents


def _span(place: Place, document: Document | None) -> Span:
    return document.span(place.path, key=place.key) if document else START


# --- as findings -----------------------------------------------------------------------------


def findings(pair: Pair, *, verdicts: bool) -> Iterator[Finding]:
    """Yield the differences of *pair* as findings; without *verdicts* each is a mere fact."""
    for each in pair.comparison.differences:
        place = each.new_place or Place(pair.new_catalog.file)
        yield Finding(
            rule=each.rule,
            severity=each.level if verdicts else "info",
            message=_message(each),
            file=place.file,
            span=_span(place, pair.documents.get(place.file)),
            catalog=pair.comparison.catalog,
            code=each.code,
            subject=each.code,
            field=each.field,
            value=each.fingerprint,
            hint=_hint(each) if verdicts else "",
            related=_before(pair, each),
        )


def _message(difference: Difference) -> str:
    many = f" ({', '.join(difference.codes)})" if difference.codes else ""
    agreed = difference.acceptance
    said = f" (agreed: {agreed.reason})" if agreed else ""
    return f"{difference.message()}{many}{said}"


def _hint(difference: Difference) -> str:
    broken = [
        each for each, verdict in difference.surfaces.items() if verdict == "breaks"
    ]
    said = [f"breaks {', '.join(broken)}"] if broken else []
    if difference.hint and difference.level != "info":
        said.append(difference.hint)
    if difference.level == "error":
        said.append(f"or agree: errcat accept {difference.fingerprint} --reason ...")
    return "; ".join(said)


def _before(pair: Pair, difference: Difference) -> tuple[RelatedPlace, ...]:
    """Return where a thing stood in the old side, if it was there."""
    place = difference.old_place
    if place is None or pair.old.source is None:
        return ()
    span = _span(place, pair.old_documents.get(place.file))
    return (RelatedPlace(f"in {pair.old.label}", place.file, span),)


# --- shown -----------------------------------------------------------------------------------


def run_of(found: Sequence[Pair], *, verdicts: bool, colored: bool, quiet: bool) -> Run:
    """Return what differs, ready for a report."""
    listed = [each for pair in found for each in findings(pair, verdicts=verdicts)]
    return Run(
        version=__version__,
        catalogs=tuple(
            Inspected(
                each.new_catalog.id,
                each.new.root,
                len(each.new_catalog.entries),
                len(each.new_catalog.ranges),
            )
            for each in found
        ),
        findings=tuple(listed),
        documents={
            file: each for pair in found for file, each in pair.documents.items()
        },
        color=colored,
        quiet=quiet,
        said="\n".join(summary(each, verdicts=verdicts) for each in found),
    )


def summary(pair: Pair, *, verdicts: bool) -> str:
    """Return one line that says what was compared and what came of it."""
    found = pair.comparison
    head = f"{found.catalog} against {pair.old.label}"
    if not found.differences:
        return f"{head}: no difference"
    number = len(found.differences)
    if not verdicts:
        return f"{head}: {number} difference{'s' if number > 1 else ''}"
    levels = [
        f"{count} {word if count == 1 else word + 's'}"
        for level, word in (
            ("error", "error"),
            ("warning", "warning"),
            ("info", "note"),
        )
        if (count := sum(each.level == level for each in found.differences))
    ]
    return (
        f"{head}: {', '.join(levels)}; needs a {found.bump} version"
        if (found.bump != "none")
        else f"{head}: {', '.join(levels)}; needs no new version"
    )


def sinks(
    specs: Sequence[str], found: Sequence[Pair], config: Config
) -> list[_catalogs.Sink]:
    """Return the reports asked for, `json` as the schema of changes has it."""
    wanted = _catalogs.sinks(specs, config)
    own = Report("changes.json", None, lambda _: document_text(found))
    return [
        each._replace(report=own) if each.report.name == "json" else each
        for each in wanted
    ]


def document_text(found: Sequence[Pair]) -> str:
    """Return the differences as one JSON document, as `changes.schema.json` describes it."""
    import json

    data = changes_data([each.comparison for each in found])
    return json.dumps(data, indent=2, ensure_ascii=True, default=str) + "\n"


def outputs(found: Sequence[Pair], status: str) -> None:
    """Tell a GitHub workflow what came of it, through $GITHUB_OUTPUT."""
    path = os.environ.get("GITHUB_OUTPUT")
    if not path:
        return
    levels = ("error", "warning", "info")
    counts = {
        level: sum(
            each.level == level
            for pair in found
            for each in pair.comparison.differences
        )
        for level in levels
    }
    bump = greatest(found)
    lines = [f"status={status}", f"bump={bump}"]
    lines += [f"{level}s={count}" for level, count in counts.items()]
    with open(path, "a", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")


def greatest(found: Sequence[Pair]) -> str:
    """Return the greatest bump that a comparison demands."""
    from errcat.comparing.policy import BUMPS

    return max(
        (each.comparison.bump for each in found), key=BUMPS.index, default="none"
    )


def in_vain(found: Sequence[Pair], config: Config) -> tuple[Finding, ...]:
    """Return a finding for each agreement that has expired, or that agrees to nothing.

    What is not looked at may still need it: only with every catalog of the project there is one.
    """
    path = config.path(approvals.ACCEPTED)
    every = {config.path(each) for each in config.catalogs}
    if not os.path.exists(path) or not every <= {each.new.root for each in found}:
        return ()
    return tuple(
        approvals.unused(
            path,
            text_of(path),
            agreements(config),
            [each.comparison for each in found],
            today(),
        )
    )
