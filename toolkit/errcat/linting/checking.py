"""Checking catalogs and fixing them: what is known already is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from errcat.errors import OptionInvalid
from errcat.linting import baseline
from errcat.linting.running import Inspection
from errcat.linting.suppressions import Accepted, baselined
from errcat.linting.toolchain import Toolchain
from errcat.linting.validation import FixResult, ValidationResult
from errcat.loading.sources import STDIN, Source

Step = Callable[[str], None]


def check(
    tools: Toolchain,
    operands: Sequence[str],
    known: tuple[Accepted, ...] = (),
    against: str | None = None,
    *,
    step: Step,
) -> ValidationResult:
    """Return what is wrong with the catalogs at *operands*, but for what the baseline knows.

    With *against*, what that state of the catalogs has too is left out as well. *step* is told
    what is done next.
    """
    sources = _read(tools, operands, step)
    inspections = tools.inspect(sources, _fingerprints(known))
    result = baseline.settle(ValidationResult(tuple(inspections), tools), known)
    if against:
        step(f"reading {against}")
        result = _only_new(result, known, against)
    return result


def fix(
    tools: Toolchain,
    operands: Sequence[str],
    known: tuple[Accepted, ...] = (),
    *,
    unsafe: bool,
    step: Step,
) -> FixResult:
    """Return the catalogs at *operands* with fixes applied in memory.

    Raises:
        OptionInvalid: one of them is standard input.

    """
    from errcat.linting import fixes  # slow to import, for what few runs need

    if STDIN in operands:
        raise OptionInvalid("--fix", "standard input cannot be written; name a file")
    accepted = _fingerprints(known)

    def inspect(source: Source) -> Inspection:
        return tools.inspect([source], accepted)[0]

    sources = _read(tools, operands, step)
    fixed = [fixes.fix(inspect, source, unsafe=unsafe) for source in sources]
    result = ValidationResult(tuple(item.inspection for item in fixed), tools)
    return FixResult(
        baseline.settle(result, known),
        tuple(raw for item in fixed for raw in item.changed),
        sum(item.fixes for item in fixed),
        tuple(refusal for item in fixed for refusal in item.refused),
    )


def _read(tools: Toolchain, operands: Sequence[str], step: Step) -> list[Source]:
    shown = ", ".join(operands)
    step(f"reading {shown}")
    sources = [tools.read(operand) for operand in operands]
    files = sum(len(source.files) for source in sources)
    step(f"checking {shown} ({files} file{'s' * (files != 1)})")
    return sources


def _fingerprints(known: Sequence[Accepted]) -> frozenset[str]:
    return frozenset(entry.fingerprint for entry in known)


def _only_new(
    result: ValidationResult, known: tuple[Accepted, ...], against: str
) -> ValidationResult:
    """Return *result* without what holds for the state *against*, too.

    That is findings, and rows of the baseline that were unused then already.
    """
    from errcat.loading.revisions import Side  # slow to import, and few runs ask git

    tools = result.toolchain
    finder = tools.finder()
    sides: list[Side] = []
    for inspection in result.inspections:
        root = inspection.source.root
        id_ = inspection.catalog.id if inspection.catalog else ""
        sides.append(finder.old(against, Side(inspection.source, root, root), id_))
    inspections = tools.inspect(
        side.source for side in sides if side.source is not None
    )
    before = {
        finding.fingerprint
        for inspection in inspections
        for finding in inspection.findings
    }
    _, unused = baselined(inspections, known)
    return result._replace(
        inspections=tuple(
            _without(inspection, before) for inspection in result.inspections
        ),
        unused=tuple(row for row in result.unused if row not in unused),
    )


def _without(inspection: Inspection, known: set[str]) -> Inspection:
    left = (
        finding for finding in inspection.findings if finding.fingerprint not in known
    )
    return inspection._replace(findings=tuple(left))
