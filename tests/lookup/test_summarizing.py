"""Catalogs in numbers: how full ranges are, what entries lack, and how catalogs grow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from errcat.loading.branches import TakenCodes
from errcat.loading.free_codes import next_free
from errcat.lookup.summarizing import (
    Earlier,
    Growth,
    OwnerRow,
    summary_of,
)
from tests.lookup.shop import ENTRIES, opened, text


def rows(*codes: str) -> list[dict[str, str]]:
    return [{"code": code, "name": f"N_{code}", "title": "T"} for code in codes]


def test_the_numbers_of_a_catalog(tmp_path: Path) -> None:
    summary = summary_of(opened(tmp_path))
    assert summary.lives == {"active": 3, "deprecated": 1, "retired": 1}
    assert [row[:6] for row in summary.ranges] == [
        ("carts", "1000 to 1999", "team-carts", 3, 1000, "1004"),
        ("gifts", "1500 to 1599", "team-carts", 1, 100, "1502"),
        ("free", "5000 to 5999", "", 2, 1000, "5003"),
    ]
    assert summary.owners[0] == OwnerRow(
        "team-carts",
        3,
        {"detail": 2, "causes": 2, "solutions": 3, "http_status": 1, "retry": 3},
    )
    assert [row.owner for row in summary.owners] == ["team-carts", "team-wallet"]
    assert summary.growth is None


@pytest.mark.parametrize(
    ("span", "codes", "reserved", "free"),
    [
        ({"from": "10", "to": "12"}, [], [], "10"),
        ({"from": "10", "to": "12"}, ["10"], [], "11"),
        ({"from": "10", "to": "12"}, ["11"], [], "12"),
        (
            {"from": "10", "to": "12"},
            ["12"],
            [],
            "10",
        ),  # behind the last, from the start
        ({"from": "10", "to": "12"}, ["10", "11", "12"], [], ""),
        ({"from": "10", "to": "12"}, ["10"], [{"code": "11"}], "12"),
        ({"from": "10", "to": "19"}, ["10"], [{"from": "11", "to": "15"}], "16"),
        (
            {"from": "1", "to": "999999999"},
            ["1"],
            [{"from": "2", "to": "900000000"}],
            "900000001",
        ),
        ({"from": "-9", "to": "-1"}, ["-9"], [], "-8"),
        (
            {"prefix": "A-", "width": 9},
            ["A-000000001"],
            [{"from": "A-000000002", "to": "A-900000000"}],
            "A-900000001",
        ),
        ({"prefix": "A-", "width": 3}, [], [], "A-001"),
        ({"prefix": "A-", "width": 3}, ["A-001", "A-007"], [], "A-008"),
        ({"prefix": "A-"}, ["A-x"], [], ""),
    ],
)
def test_the_next_free_code(
    span: dict[str, object],
    codes: list[str],
    reserved: list[dict[str, str]],
    free: str,
    tmp_path: Path,
) -> None:
    content = text(rows(*codes), ranges=[{"name": "r", **span}], reserved=reserved)
    catalog = opened(tmp_path, content).catalog
    assert next_free(catalog, catalog.ranges[0]) == free


def test_codes_of_other_branches_and_of_inner_ranges_are_not_free(
    tmp_path: Path,
) -> None:
    ranges = [
        {"name": "outer", "from": "10", "to": "19"},
        {"name": "inner", "from": "11", "to": "15"},
    ]
    catalog = opened(tmp_path, text(rows("10"), ranges=ranges, reserved=[])).catalog
    outer = catalog.ranges[0]
    assert next_free(catalog, outer) == "16"
    assert next_free(catalog, outer, TakenCodes(frozenset({"16"}))) == "17"
    assert next_free(catalog, outer, TakenCodes(spans=((16, 18),))) == "19"


def test_growth_counts_each_code_in_its_range_and_those_around(tmp_path: Path) -> None:
    old: list[dict[str, Any]] = [
        {"code": "1003", "name": "X", "title": "X"},
        {"code": "1501", "name": "Y", "title": "Y", "retired": {"in": "1.0.0"}},
        {"code": "5002", "name": "Z", "title": "Z"},
        {"code": "5009", "name": "GONE", "title": "Gone"},
    ]
    before = opened(tmp_path, text(old), "old.json").catalog
    summary = summary_of(opened(tmp_path), earlier=Earlier("v1", before))
    assert summary.against == "v1"
    assert summary.growth == Growth(added=2, deprecated=1, retired=1, removed=1)
    assert [row.growth for row in summary.ranges] == [
        Growth(added=1, deprecated=1),
        Growth(),
        Growth(added=1, retired=1, removed=1),
    ]


def test_a_catalog_without_ranges_has_one_row(tmp_path: Path) -> None:
    summary = summary_of(opened(tmp_path, text(ENTRIES, ranges=[])))
    (row,) = summary.ranges
    assert (row.name, row.used, row.next_free) == ("", 5, "")
