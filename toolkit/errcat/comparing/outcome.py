"""What comparing two states of a catalog gives, and how it is shown: as findings, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from errcat import __version__
from errcat.comparing.policy import BREAKS, BUMPS, affected
from errcat.comparing.results import Comparison, Difference, changes_data
from errcat.comparing.sides import State, span_of
from errcat.comparing.versions import declared_bump, next_version
from errcat.findings import ERROR, INFO, Finding, RelatedPlace
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
    def released(self) -> str:
        """The version of the old state; "" if it has none, or if the catalog is new."""
        return self.comparison.old_version if self.old.source else ""

    @property
    def next_version(self) -> str:
        """The least version that the changes allow, or the version of the header if that is enough.

        Raises:
            OptionInvalid: the header has no valid version.

        """
        stated = self.comparison.new_version
        if not self.released:
            return next_version(stated, "none")
        needed = next_version(self.released, self.bump)
        return needed if declared_bump(needed, stated) is None else stated

    @property
    def breaking(self) -> tuple[Difference, ...]:
        """The changes that break a promise of the project, and that nobody has accepted."""
        return tuple(change for change in self.differences if change.level == ERROR)

    @property
    def ok(self) -> bool:
        """Whether nothing breaks: what `errcat breaking` exits with 0 for."""
        return not self.breaking

    @property
    def notable(self) -> tuple[Difference, ...]:
        """The changes that break something or are risky, accepted ones included."""
        return tuple(
            change
            for change in self.differences
            if change.level != INFO or change.bump == "major" or change.acceptance
        )

    def findings(
        self, *, verdicts: bool = True, notable: bool = False
    ) -> Iterator[Finding]:
        """Yield the changes as findings, all or only the *notable* ones.

        Without *verdicts* each is a mere fact (info).
        """
        for change in self.notable if notable else self.differences:
            place = change.new_place or Place(self.new_catalog.file)
            yield Finding(
                rule=change.rule,
                severity=change.level if verdicts else "info",
                message=_message(change, marked=verdicts),
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

    @property
    def old_label(self) -> str:
        """What the old state is called, and whether the catalog was elsewhere there, or new."""
        return ", ".join(filter(None, (self.old.label, self.old.note)))

    def summary(self, *, verdicts: bool = True) -> str:
        """Return one line that says what was compared and what came of it."""
        off = self.comparison.off
        switched = f"{off} change{'s' * (off != 1)} switched off by `levels`"
        return "; ".join([self._counted(verdicts=verdicts), *[switched] * bool(off)])

    def _counted(self, *, verdicts: bool) -> str:
        head = f"{self.comparison.catalog} against {self.old_label}"
        number = len(self.differences)
        if not number:
            return f"{head}: no {'other ' * bool(self.comparison.off)}difference"
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


def _message(change: Difference, *, marked: bool) -> str:
    codes = f" ({', '.join(change.codes)})" if change.codes else ""
    accepted = change.acceptance
    reason = f" (accepted: {accepted.reason})" if accepted else ""
    mark = f" [{change.fingerprint}]" if marked else ""
    return f"{change.message()}{codes}{reason}{mark}"


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
    notable: bool = False,
    more: Sequence[Finding] = (),
    rest: str = "--all",
    color: bool = False,
    quiet: bool = False,
) -> Run:
    """Return *results* as what a report is given to show, with *more* findings after them.

    *notable* leaves out the changes that neither break anything nor are risky; *rest* is what shows
    them.
    """
    findings = [
        finding
        for result in results
        for finding in result.findings(verdicts=verdicts, notable=notable)
    ]
    conclusion = [result.summary(verdicts=verdicts) for result in results]
    hidden = sum(len(result.differences) for result in results) - len(findings)
    if hidden:
        other = "1 other change" if hidden == 1 else f"{hidden} other changes"
        conclusion.insert(0, f"{other} not shown; show all with {rest}")
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
        findings=(*findings, *more),
        documents={
            file: document
            for result in results
            for file, document in result.documents.items()
        },
        color=color,
        quiet=quiet,
        conclusion="\n".join(conclusion),
    )


def document_text(results: Sequence[ComparisonResult]) -> str:
    """Return the changes as one JSON document, as `changes.schema.json` describes it."""
    import json

    data = changes_data([result.comparison for result in results])
    return json.dumps(data, indent=2, ensure_ascii=True, default=str) + "\n"


def greatest_bump(results: Sequence[ComparisonResult]) -> str:
    """Return the greatest bump that one of *results* demands."""
    return max((result.bump for result in results), key=BUMPS.index, default="none")
