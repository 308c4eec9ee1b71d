"""The report `junit`, parsed by junitparser and by Python's XML parser."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from junitparser import Failure, JUnitXml

from tests.hostile import HOSTILE
from tests.reports.runs import CLEAN, FILE, SMALL, finding, hostile, render, run_of

FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
"""Characters that XML cannot contain (XML 1.0, section 2.2); they are escaped as in Python."""


def suites(report: str) -> list[Any]:
    whole: Any = JUnitXml.fromstring(report.encode())
    return list(whole)


def cases(report: str) -> list[Any]:
    return [case for suite in suites(report) for case in suite]


def test_there_is_one_suite_per_file() -> None:
    report = render("junit", SMALL)
    assert [(suite.name, suite.tests, suite.failures) for suite in suites(report)] == [
        ("catalog/acme/a file #1.yaml", 1, 1),
        (FILE, 4, 4),
    ]
    whole: Any = JUnitXml.fromstring(report.encode())
    assert (whole.tests, whole.failures, whole.errors) == (5, 5, 0)


def test_a_finding_is_a_failed_test() -> None:
    case = cases(render("junit", SMALL))[2]
    assert (case.name, case.classname) == ("code-unique 10001 code", FILE)
    (result,) = case.result
    assert {type(item) for item in case.result} == {Failure}
    assert result.type == "code-unique"
    assert result.message == SMALL.findings[2].message
    assert (result.text or "").splitlines() == [
        f"{FILE}:6:11: error: {result.message}",
        f"first [used] here: {FILE}:4:11",
        "help: give one of them another code",
    ]


def test_no_two_tests_of_a_file_share_a_name() -> None:
    for suite in suites(render("junit", SMALL)):
        names = [case.name for case in suite]
        assert len(set(names)) == len(names)


def test_a_clean_run_has_one_passed_test() -> None:
    (case,) = cases(render("junit", CLEAN))
    assert case.is_passed
    assert case.name == CLEAN.summary


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_that_xml_can_contain_is_preserved(text: str) -> None:
    report = render("junit", hostile(text))
    assert report.isascii()
    assert report.replace("\n", "").isprintable()
    tree = ET.fromstring(report)  # noqa: S314 - this test made it
    assert {element.tag for element in tree.iter()} == {
        *("testsuites", "testsuite", "testcase", "failure"),
    }
    expected = re.sub(FORBIDDEN, lambda match: repr(match[0])[1:-1], text)
    for failure in tree.iter("failure"):
        assert failure.get("message") == expected
        body = failure.text or ""
        assert f": error: {expected}\n{expected}: " in body
        assert body.endswith(f"\nhelp: {expected}") or not text
    assert len(list(tree.iter("testsuite"))) == 2


def test_a_file_name_is_no_markup() -> None:
    run = run_of((finding(file='"><failure/>'),))
    (suite,) = suites(render("junit", run))
    assert suite.name == '"><failure/>'
