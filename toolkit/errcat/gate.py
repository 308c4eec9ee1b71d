"""The gate for CI: what several checks found, as one result with one exit code.

Each check is a `Part`. A further check of the project adds its part to those of `Project.check`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from errcat import __version__
from errcat.comparing.outcome import ComparisonResult, run_of
from errcat.findings import ERROR, Finding, Span
from errcat.generating.outputs import GenerationResult
from errcat.linting.rule import Rule
from errcat.linting.suppressions import DRIFT, IMPORT
from errcat.linting.validation import ValidationResult
from errcat.loading.reading import Document
from errcat.reporting.report import Run

if TYPE_CHECKING:
    from errcat.importing.planning import Checked
    from errcat.importing.refreshing import Refresh
    from errcat.importing.updating import Difference


class Part(NamedTuple):
    """What one check found."""

    summary: str
    """One line of the summary, or several."""
    findings: tuple[Finding, ...] = ()
    failed: bool = False
    documents: Mapping[str, Document] = {}
    """The files that the findings refer to, by path."""


class GateResult(NamedTuple):
    """What the checks found: invalid catalogs, outdated generated files, breaking changes."""

    validation: ValidationResult
    parts: tuple[Part, ...]
    """In the order in which they ran, validation first."""
    outputs: GenerationResult | None = None
    """None where nothing is configured, or an error keeps it from being made."""
    comparisons: tuple[ComparisonResult, ...] = ()
    """Empty where there is nothing to compare with."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all checks."""
        return tuple(finding for part in self.parts for finding in part.findings)

    @property
    def ok(self) -> bool:
        """Whether no check failed, and no rule crashed."""
        return self.exit_code() == 0

    def exit_code(self) -> int:
        """Return the exit code of `errcat check`: 0 clean, 1 findings, 2 or 70 a crash."""
        if self.validation.crashed:
            return self.validation.exit_code()
        return int(any(part.failed for part in self.parts))

    def run(self, *, color: bool = False, quiet: bool = False) -> Run:
        """Return the result as what a report is given to show."""
        documents: dict[str, Document] = {}
        for part in self.parts:
            documents.update(part.documents)
        return Run(
            __version__,
            self.validation.run().catalogs,
            self.findings,
            documents,
            color,
            quiet,
            self._rules(),
            "\n".join(part.summary for part in self.parts),
        )

    def _rules(self) -> Mapping[str, Rule]:
        rules = dict(self.validation.rules)
        for name in (DRIFT, IMPORT):
            if any(finding.rule == name for finding in self.findings):
                rules[name] = self.validation.toolchain.book.get(name)
        return rules


def validated(result: ValidationResult) -> Part:
    """Return what is wrong with the catalogs."""
    run = result.run()
    return Part(run.summary, run.findings, result.exit_code() != 0, run.documents)


def generated(result: GenerationResult) -> Part:
    """Return the generated files that are out of date, and those that nothing generates now."""
    findings = tuple(_drift(result))
    total = len(result.planned) + len(result.stale)
    state = f"{len(findings)} out of date" if findings else "up to date"
    return Part(f"Generated files ({total}): {state}", findings, bool(findings))


def _drift(result: GenerationResult) -> Iterator[Finding]:
    for file in result.planned:
        if not file.fresh:
            yield _outdated(file.path, "the file is out of date", "run `errcat gen`")
    for stale in result.stale:
        path = os.path.join(result.root, stale.path)
        message = "no output generates this file any more"
        yield _outdated(path, message, "run `errcat gen --clean`")


def _outdated(path: str, message: str, hint: str) -> Finding:
    return Finding(DRIFT, ERROR, message, path, subject=path, hint=hint)


def imported(results: Sequence[Checked]) -> Part:
    """Return in what catalogs do not agree with the sources that they are imported from."""
    from errcat.importing.showing import verdict  # only for configured imports

    findings = tuple(
        _disagreement(item) for result in results for item in result.differences
    )
    documents = {
        file: document
        for result in results
        for file, document in result.documents.items()
    }
    return Part("\n".join(map(verdict, results)), findings, bool(findings), documents)


def _disagreement(item: Difference) -> Finding:
    from errcat.importing.showing import difference
    from errcat.importing.updating import MISSING

    hint = (
        "run `errcat import`"
        if item.kind != MISSING
        else f"run `errcat retire {item.code}`, or add it to a source"
    )
    span = Span(item.line, 1, item.line, 1)
    return Finding(
        IMPORT,
        ERROR,
        difference(item),
        item.file,
        span,
        code=item.code,
        subject=item.code,
        field=item.field,
        hint=hint,
    )


def refreshed(results: Sequence[Refresh]) -> Part:
    """Return in what the operations of catalogs do not agree with their OpenAPI documents."""
    from errcat.importing.refreshing import verdict  # only for configured imports

    findings = tuple(
        Finding(
            IMPORT,
            ERROR,
            item.message,
            item.file,
            Span(item.line, 1, item.line, 1),
            subject=item.operation or item.file,
            field="operations",
            hint="run `errcat import`",
        )
        for result in results
        for item in result.stale
    )
    return Part("\n".join(map(verdict, results)), findings, bool(findings))


def compared(results: Sequence[ComparisonResult], more: Sequence[Finding]) -> Part:
    """Return the changes that break something or are risky, and *more* findings about acceptances."""
    run = run_of(results, verdicts=True, notable=True, more=more, rest="`errcat diff`")
    broken = any(finding.severity == ERROR for finding in run.findings)
    return Part(run.summary, run.findings, broken, run.documents)


def skipped(check: str, reason: str) -> Part:
    """Return that a check did not run, and why; it does not fail."""
    return Part(f"{check}: not checked: {reason}")
