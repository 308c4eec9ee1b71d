"""The summary counts entries, ranges and catalogs, then findings by severity."""

from __future__ import annotations

import pytest

from errcat.findings import ERROR, INFO, WARNING
from errcat.reporting.report import Inspected
from tests.reports.runs import CLEAN, finding, run_of


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
    findings = [finding(severity=severity) for severity in severities]
    assert run_of(findings).summary == f"Checked 2 entries in 1 range: {counts}"


def test_a_command_can_replace_the_summary() -> None:
    assert CLEAN._replace(said="acme: no changes").summary == "acme: no changes"
