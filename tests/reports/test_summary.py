"""The summary counts entries, ranges and catalogs, then findings by severity."""

from __future__ import annotations

import pytest

from errcat.findings import ERROR, INFO, WARNING, Fix
from errcat.reporting.report import Inspected
from errcat.reporting.reports._shared import MANY
from tests.reports.runs import CLEAN, finding, render, run_of


def checked(*sizes: tuple[int, int]) -> tuple[Inspected, ...]:
    """Return one catalog for each number of entries and ranges."""
    return tuple(Inspected("acme", "catalog", *size) for size in sizes)


@pytest.mark.parametrize(
    ("sizes", "summary"),
    [
        ([(211, 8)], "Checked 211 entries in 8 ranges: no findings"),
        ([(1, 1)], "Checked 1 entry in 1 range: no findings"),
        ([(3, 0)], "Checked 3 entries: no findings"),
        ([(0, 0)], "Checked 0 entries: no findings"),
        ([], "Checked 0 entries: no findings"),
        (
            [(211, 8), (211, 8)],
            "Checked 422 entries in 16 ranges of 2 catalogs: no findings",
        ),
        ([(2, 0), (2, 0)], "Checked 4 entries of 2 catalogs: no findings"),
        ([(2, 1), (2, 0)], "Checked 4 entries in 1 range of 2 catalogs: no findings"),
    ],
)
def test_entries_ranges_and_catalogs_are_added_up(
    sizes: list[tuple[int, int]], summary: str
) -> None:
    assert CLEAN._replace(catalogs=checked(*sizes)).summary == summary


@pytest.mark.parametrize(
    ("severities", "counts"),
    [
        ([ERROR, ERROR, ERROR], "3 errors"),
        ([ERROR], "1 error"),
        ([WARNING], "1 warning"),
        ([INFO], "1 note"),
        ([INFO, ERROR], "1 error and 1 note"),
        ([INFO, WARNING, ERROR, INFO], "1 error, 1 warning and 2 notes"),
    ],
)
def test_findings_are_counted_by_severity(severities: list[str], counts: str) -> None:
    findings = [finding(severity=severity, fix=None) for severity in severities]
    assert run_of(findings).summary == f"Checked 2 entries in 1 range: {counts}"


def test_what_a_safe_fix_would_fix_is_counted() -> None:
    safe, unsafe = Fix(safe=True, edits=()), Fix(safe=False, edits=())
    findings = [finding(severity=ERROR, fix=fix) for fix in (safe, unsafe, None, safe)]
    assert run_of(findings).summary.endswith(": 4 errors (2 fixable with --fix)")


@pytest.mark.parametrize("name", ["full", "concise"])
def test_many_findings_are_followed_by_their_counts(name: str) -> None:
    few = [finding(rule="title-plain", fix=None) for _ in range(MANY)]
    assert "50 [ ]" not in render(name, run_of(few))
    many = [*few, *(finding(rule="code-unique") for _ in range(60))]
    lines = render(name, run_of(many)).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("60 [*]"))
    assert lines[start : start + 5] == [
        "60 [*] code-unique  Every code names one error.",
        "50 [ ] title-plain  A title is no sentence.",
        "[*] fixable with --fix",
        "",
        run_of(many).summary,
    ]


def test_a_command_can_replace_the_summary() -> None:
    assert CLEAN._replace(conclusion="acme: no changes").summary == "acme: no changes"
