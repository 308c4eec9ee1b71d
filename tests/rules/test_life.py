"""The rules of an error's life where one example does not say enough."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from errcat.findings import Problem
from errcat.linting.rule import Rule
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text


def _check(rule: str, tmp_path: Path, *entries: Any, **given: Any) -> list[Problem]:
    header = given.pop("header", {})
    catalog = load_text(tmp_path, catalog_text(entries, **header))
    check = get("rules", Rule, rule).check
    assert check is not None
    return list(check(catalog, context(catalog, **given)))


SINCE = [
    # catalog, since, deprecated since, retired in, fields with a problem
    ("1.0.0", "1.0.0", "", "", ""),
    ("1.0.0", "next", "", "", ""),
    ("1.0.0", "1.0.1", "", "", "since"),
    ("1.10.0", "1.9.0", "1.10.0", "", ""),
    ("1.0", "1.0.0", "1.0.0", "next", ""),
    ("2.0.0", "1.10.0", "1.9.0", "2.0.0", "deprecated/since"),
    ("2.0.0", "1.0.0", "1.9.0", "1.8.0", "retired/in"),
    ("2.0.0", "next", "1.9.0", "", "deprecated/since"),
    ("2.0.0", "2.0.0-rc.2", "2.0.0-rc.10", "2.0.0", ""),
    ("2.0.0", "2.0.0", "2.0.0-rc.1", "", "deprecated/since"),
    ("", "1.0.0", "2027-03-01", "", "deprecated/since"),
    ("2027-03-01", "2026-12-31", "2027-01-01", "next", ""),
    ("2027-03-01", "1.0.0", "", "", "since"),
    ("2027-03", "2027-04", "", "", "since"),
    ("spring", "1.0.0", "1.1.0", "", ""),
    ("1.0.0", "soon", "", "", "since"),
    ("1.0.0", "v1.0.0+build.7", "", "", ""),
]


@pytest.mark.parametrize(("version", "since", "deprecated", "retired", "wrong"), SINCE)
def test_versions_come_one_after_the_other(
    version: str,
    since: str,
    deprecated: str,
    retired: str,
    wrong: str,
    tmp_path: Path,
) -> None:
    fields: dict[str, Any] = {"since": since} if since else {}
    if deprecated:
        fields["deprecated"] = {"since": deprecated}
    if retired:
        fields["retired"] = {"in": retired}
    header = {"version": version} if version else {}
    found = _check("since-order", tmp_path, entry("1", **fields), header=header)
    assert [problem.field for problem in found] == wrong.split()


@pytest.mark.parametrize("sunset", ["2027-02-29", "2027-3-1", "20270301", "2027-W09-1"])
def test_a_sunset_is_a_day_of_the_calendar(sunset: str, tmp_path: Path) -> None:
    one = entry("1", deprecated={"since": "1.0.0", "sunset": sunset})
    (problem,) = _check("since-order", tmp_path, one)
    assert problem.field == "deprecated/sunset"


def test_other_catalogs_are_looked_at_if_they_are_there(tmp_path: Path) -> None:
    gone = entry("2", retired={"in": "1.0.0"})
    other = load_text(tmp_path, catalog_text([entry("1"), gone]), "other.json")
    named = ["other#1", "other#2", "other#3", "absent#1", "example#9"]
    one = entry("9", deprecated={"since": "1.0.0", "replaced_by": named})
    catalogs = {"other": other}
    found = _check("replacement-exists", tmp_path, one, catalogs=catalogs)
    assert [problem.value for problem in found] == ["other#2", "other#3"]


def test_every_cycle_is_reported_once_however_long(tmp_path: Path) -> None:
    def old(code: int, *after: int) -> dict[str, Any]:
        replaced_by = [str(each) for each in after]
        return entry(str(code), deprecated={"replaced_by": replaced_by})

    many = [old(code, code + 1) for code in range(10, 3000)]
    entries = [old(1, 1), old(2, 3), old(3, 4, 2), old(4, 5), *many, old(3000, 10)]
    found = _check("replacement-cycle", tmp_path, *entries)
    assert [problem.code for problem in found] == ["1", "3", "3000"]
    assert found[1].message.endswith("lead back to this error: 3 → 2 → 3")


STATUS = [
    ({"http_status": 200}, "200"),
    ({"http_status": 301}, "301"),
    ({"http_status": 200, "channels": ["webhook"]}, ""),
    ({"http_status": 200, "channels": ["webhook", "http"]}, "200"),
    ({"http_status": 404, "retry": "backoff"}, "404"),
    ({"http_status": 409, "retry": "backoff"}, ""),
    ({"http_status": 404, "retry": "never"}, ""),
    ({"http_status": 500, "retry": "after_fix"}, "500"),
    ({"http_status": 429, "retry": "never"}, "429"),
    ({"http_status": 503, "retry": {"when": "after_delay", "after": "PT1H"}}, ""),
    ({"http_status": 207}, ""),
    ({"cases": [{"id": "a", "http_status": 400}], "retry": "backoff"}, "400"),
    ({"cases": [{"id": "a", "http_status": 503, "retry": "never"}]}, "503"),
]


@pytest.mark.parametrize(("fields", "wrong"), STATUS)
def test_a_status_fits_what_is_said_of_retrying(
    fields: dict[str, Any], wrong: str, tmp_path: Path
) -> None:
    options = {"allowed": [207]}
    found = _check("http-status", tmp_path, entry("1", **fields), options=options)
    assert [problem.value for problem in found] == wrong.split()
