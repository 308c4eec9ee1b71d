"""What comparing two states of a catalog gives, and how it is shown: as findings, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from errcat import __version__
from errcat.comparing.policy import BREAKS, BUMPS, affected
from errcat.comparing.results import Comparison, Difference, changes_data
from errcat.comparing.sides import State, span_of
from errcat.findings import ERROR, Finding, RelatedPlace
from errcat.loading.reading import Document
from errcat.loading.revisions import Side
from errcat.model import Catalog, Place
from errcat.reporting.report import Inspected, Run


class ComparisonResult(NamedTuple):
    """Two states of a catalog, and what differs."""

    before: State
    after: State
    comparison: Comparison

    @property
    def old(self) -> Side:
        """Where the old state comes from, and what it is called."""
        return self.before.side

    @property
    def new(self) -> Side:
        """Where the new state comes from, and what it is called."""
        return self.after.side

    @property
    def old_catalog(self) -> Catalog:
        """The catalog as it was; without entries if it did not exist yet."""
        return self.before.catalog

    @property
    def new_catalog(self) -> Catalog:
        """The catalog as it is now."""
        return self.after.catalog

    @property
    def documents(self) -> Mapping[str, Document]:
        """The files of the new state by path."""
        return self.after.documents

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The changes, the most severe first, then in the order of the codes."""
        return self.comparison.differences

    @property
    def bump(self) -> str:
        """What the version must at least be raised by: major, minor, patch or none."""
        return self.comparison.bump

    @property
    def breaking(self) -> tuple[Difference, ...]:
        """The changes that break a promise of the project, and that nobody has accepted."""
        return tuple(change for change in self.differences if change.level == ERROR)

    @property
    def ok(self) -> bool:
        """Whether nothing breaks: what `errcat breaking` exits with 0 for."""
        return not self.breaking

    def findings(self, *, verdicts: bool = True) -> Iterator[Finding]:
        """Yield the changes as findings; without *verdicts* each is a mere fact (info)."""
        for change in self.differences:
            place = change.new_place or Place(self.new_catalog.file)
            yield Finding(
                rule=change.rule,
                severity=change.level if verdicts else "info",
                message=_message(change),
                file=place.file,
                span=span_of(place, self.documents.get(place.file)),
                catalog=self.comparison.catalog,
                code=change.code,
                subject=change.code,
                field=change.field,
                value=change.fingerprint,
                hint=_hint(change) if verdicts else "",
                related=self._before(change),
            )

    def _before(self, change: Difference) -> tuple[RelatedPlace, ...]:
        """Return where a thing stood in the old state, if it was there."""
        place = change.old_place
        if place is None or self.old.source is None:
            return ()
        span = span_of(place, self.before.documents.get(place.file))
        return (RelatedPlace(f"in {self.old.label}", place.file, span),)

    def summary(self, *, verdicts: bool = True) -> str:
        """Return one line that says what was compared and what came of it."""
        head = f"{self.comparison.catalog} against {self.old.label}"
        number = len(self.differences)
        if not number:
            return f"{head}: no difference"
        if not verdicts:
            return f"{head}: {number} difference{'s' if number > 1 else ''}"
        levels = [
            f"{count} {word if count == 1 else word + 's'}"
            for level, word in (
                ("error", "error"),
                ("warning", "warning"),
                ("info", "note"),
            )
            if (count := sum(change.level == level for change in self.differences))
        ]
        version = "no new" if self.bump == "none" else f"a {self.bump}"
        return f"{head}: {', '.join(levels)}; needs {version} version"


def _message(change: Difference) -> str:
    codes = f" ({', '.join(change.codes)})" if change.codes else ""
    accepted = change.acceptance
    reason = f" (accepted: {accepted.reason})" if accepted else ""
    return f"{change.message()}{codes}{reason}"


def _hint(change: Difference) -> str:
    broken = affected(change.surfaces, BREAKS)
    hints = [f"breaks {broken}"] if broken else []
    if change.hint and change.level != "info":
        hints.append(change.hint)
    if change.level == ERROR:
        hints.append(f"or accept it: errcat accept {change.fingerprint} --reason ...")
    return "; ".join(hints)


def run_of(
    results: Sequence[ComparisonResult],
    *,
    verdicts: bool,
    more: Sequence[Finding] = (),
    color: bool = False,
    quiet: bool = False,
) -> Run:
    """Return *results* as what a report is given to show, with *more* findings after them."""
    found = [
        finding for result in results for finding in result.findings(verdicts=verdicts)
    ]
    return Run(
        version=__version__,
        catalogs=tuple(
            Inspected(
                result.new_catalog.id,
                result.new.root,
                len(result.new_catalog.entries),
                len(result.new_catalog.ranges),
            )
            for result in results
        ),
        findings=(*found, *more),
        documents={
            file: document
            for result in results
            for file, document in result.documents.items()
        },
        color=color,
        quiet=quiet,
        said="\n".join(result.summary(verdicts=verdicts) for result in results),
    )


def document_text(results: Sequence[ComparisonResult]) -> str:
    """Return the changes as one JSON document, as `changes.schema.json` describes it."""
    import json

    data = changes_data([result.comparison for result in results])
    return json.dumps(data, indent=2, ensure_ascii=True, default=str) + "\n"


def greatest_bump(results: Sequence[ComparisonResult]) -> str:
    """Return the greatest bump that one of *results* demands."""
    return max((result.bump for result in results), key=BUMPS.index, default="none")
