"""What validating and fixing catalogs gives: findings, catalogs, and whether the run passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from errcat import __version__
from errcat.errors import BUG, ErrcatError
from errcat.findings import ERROR, SEVERITIES, Finding
from errcat.linting.rule import Rule
from errcat.linting.running import Inspection
from errcat.linting.suppressions import STALE, Accepted, stale
from errcat.linting.toolchain import Toolchain
from errcat.loading.reading import Document
from errcat.loading.sources import Raw
from errcat.model import Catalog
from errcat.reporting.report import Inspected, Run

ENOUGH = 20
"""From how many entries on a habit shows."""


class ValidationResult(NamedTuple):
    """What validating catalogs found: what the baseline knows is left out."""

    inspections: tuple[Inspection, ...]
    """One for each catalog that was asked for, in that order."""
    toolchain: Toolchain
    known: tuple[Accepted, ...] = ()
    """The findings that the baseline knows."""
    unused: tuple[Accepted, ...] = ()
    """Those of them that were not found any more."""
    outputs: tuple[Finding, ...] = ()
    """What keeps the configured outputs from being generated."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in the order of the catalogs and files, then outputs, then the baseline."""
        findings = [
            finding
            for inspection in self.inspections
            for finding in inspection.findings
        ]
        return (*findings, *self.outputs, *self._about_baseline())

    def _about_baseline(self) -> tuple[Finding, ...]:
        if not self.unused:
            return ()
        config = self.toolchain.config
        severity = self.toolchain.severities()(STALE, None, "")
        return stale(config.path(config.baseline), self.unused, severity)

    @property
    def catalogs(self) -> tuple[Catalog, ...]:
        """The catalogs that could be understood; those with errors are among them."""
        return tuple(
            inspection.catalog
            for inspection in self.inspections
            if inspection.catalog is not None
        )

    @property
    def documents(self) -> Mapping[str, Document]:
        """The files of all catalogs by path."""
        return {
            file: document
            for inspection in self.inspections
            for file, document in inspection.documents.items()
        }

    @property
    def crashed(self) -> tuple[str, ...]:
        """The modules of rules that crashed."""
        return tuple(
            module for inspection in self.inspections for module in inspection.crashed
        )

    @property
    def ok(self) -> bool:
        """Whether no rule crashed, and no finding is as severe as the configured `fail-on`."""
        return self.exit_code() == 0

    def exit_code(self, fail_on: str | None = None) -> int:
        """Return the exit code of `errcat validate`: 0 clean, 1 findings, 2 or 70 a crash.

        *fail_on* is the lowest severity that fails (error, warning or info) in place of the
        configured one.
        """
        if self.crashed:
            built_in = any(module.startswith("errcat.") for module in self.crashed)
            return BUG if built_in else 2
        lowest = fail_on or self.toolchain.config.fail_on
        failing = SEVERITIES[: SEVERITIES.index(lowest) + 1]
        return int(any(finding.severity in failing for finding in self.findings))

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules that the findings are of, by name."""
        names = sorted({finding.rule for finding in self.findings})
        return {name: self.toolchain.book.get(name) for name in names}

    def run(self, *, color: bool = False, quiet: bool = False) -> Run:
        """Return the result as what a report is given to show."""
        return Run(
            __version__,
            tuple(
                Inspected(
                    inspection.catalog.id,
                    inspection.source.root,
                    len(inspection.catalog.entries),
                    len(inspection.catalog.ranges),
                )
                for inspection in self.inspections
                if inspection.catalog is not None
            ),
            self.findings,
            self.documents,
            color,
            quiet,
            self.rules,
            note=self._note(),
        )

    def _note(self) -> str:
        """Return how to set the style of catalogs that show one; empty if it is set."""
        unset = self.toolchain.unset
        if not unset or sum(len(catalog.entries) for catalog in self.catalogs) < ENOUGH:
            return ""
        names = ", ".join(rule.name for rule in unset)
        return (
            f"note: no style is set for {names};"
            " `errcat validate --learn` sets it to what the catalog does"
        )


class Refusal(NamedTuple):
    """A finding that was not fixed, and the error to which its fix would lead."""

    finding: Finding
    error: Finding


class FixResult(NamedTuple):
    """Catalogs with their fixable findings fixed, in memory."""

    validation: ValidationResult
    """What is still found once everything is fixed."""
    changed: tuple[Raw, ...] = ()
    """The files that differ from what is on disk."""
    fixed: int = 0
    """The number of findings that were fixed."""
    refused: tuple[Refusal, ...] = ()
    """The findings whose fix would lead to another error."""

    @property
    def note(self) -> str:
        """What to do about the findings that are left; "" where the findings say it all."""
        left = self.validation.findings
        if not left or any(finding.severity == ERROR for finding in left):
            return ""
        unsafe = sum(finding.fix is not None for finding in left)
        steps = [f"{unsafe} more fixable with --unsafe-fixes"] if unsafe else []
        if unsafe < len(left):
            known = self.validation.known
            accept = "" if known else ", or add it to a baseline with --write-baseline"
            steps.append(f"fix the rest by hand{accept}")
        return f"note: {'; '.join(steps)}"

    def write(self) -> None:
        """Write the changed files.

        Raises:
            WriteFailed: a file could not be written.

        """
        from errcat.writing import write  # only what was fixed is written

        for raw in self.changed:
            write(raw.file, raw.content.decode("utf-8"))


class CatalogInvalid(ErrcatError):
    """A catalog has errors that keep it from being used; `findings` holds them."""

    def __init__(self, result: ValidationResult) -> None:
        super().__init__(result)
        self.result = result
        self.exit_code = max(1, result.exit_code())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The errors, in the order of catalogs and files."""
        return self.result.findings

    def __str__(self) -> str:
        number = len(self.findings)
        roots = ", ".join(
            inspection.source.root for inspection in self.result.inspections
        )
        lines = [f"{roots}: {number} error{'' if number == 1 else 's'}"]
        lines += [
            f"{finding.file}:{finding.span.line}:{finding.span.column}:"
            f" {finding.message} ({finding.rule})"
            for finding in self.findings
        ]
        return "\n".join(lines)


def require_sound(result: ValidationResult) -> ValidationResult:
    """Return *result*, in which every catalog can be used.

    Raises:
        CatalogInvalid: a catalog has an error, or a rule crashed.

    """
    failed = [
        failure
        for inspection in result.inspections
        if (failure := failure_of(inspection)) is not None
    ]
    if failed:
        raise CatalogInvalid(result._replace(inspections=tuple(failed), unused=()))
    return result


def failure_of(inspection: Inspection) -> Inspection | None:
    """Return *inspection* with its errors alone; None if it has none."""
    if inspection.catalog is None:
        return inspection
    errors = tuple(
        finding for finding in inspection.findings if finding.severity == ERROR
    )
    if not errors and not inspection.crashed:
        return None
    return inspection._replace(findings=errors)
