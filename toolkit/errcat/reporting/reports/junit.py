"""JUnit XML, which most CI systems show: a suite a file, a failed test a finding."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Finding
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import distinct, place
from errcat.reporting.reports._shared import path as path_of
from errcat.text import xml


def _attributes(**values: str | int) -> str:
    return "".join(f' {name}="{xml(str(value))}"' for name, value in values.items())


def _name(finding: Finding) -> str:
    """Return what a finding is about, in words that stay when lines move."""
    return " ".join(filter(None, (finding.rule, finding.subject, finding.field)))


def _told(finding: Finding) -> Iterator[str]:
    yield f"{place(finding.file, finding.span)}: {finding.severity}: {finding.message}"
    for also in finding.related:
        yield f"{also.message}: {place(also.file, also.span)}"
    if finding.hint:
        yield f"help: {finding.hint}"


def _case(finding: Finding, name: str) -> Iterator[str]:
    file = path_of(finding.file)
    case = _attributes(name=name, classname=file, file=file, line=finding.span.line)
    failure = _attributes(type=finding.rule, message=finding.message)
    told = "\n".join(map(xml, _told(finding)))
    yield f"    <testcase{case}>"
    yield f"      <failure{failure}>{told}</failure>"
    yield "    </testcase>"


def _suite(file: str, findings: list[Finding]) -> Iterator[str]:
    count = len(findings)
    yield f"  <testsuite{_attributes(name=file, tests=count, failures=count, errors=0)}>"
    for finding, name in zip(findings, distinct(map(_name, findings)), strict=True):
        yield from _case(finding, name)
    yield "  </testsuite>"


def _passed(run: Run) -> Iterator[str]:
    """Yield a test that passed, because a report without tests looks like a run that failed."""
    yield f"  <testsuite{_attributes(name='errcat', tests=1, failures=0, errors=0)}>"
    yield f"    <testcase{_attributes(name=run.summary, classname='errcat')}/>"
    yield "  </testsuite>"


def _lines(run: Run) -> Iterator[str]:
    suites: dict[str, list[Finding]] = {}
    for finding in run.findings:
        suites.setdefault(path_of(finding.file), []).append(finding)
    failures = len(run.findings)
    total = _attributes(name="errcat", tests=failures or 1, failures=failures, errors=0)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites{total}>"
    for file, findings in suites.items():
        yield from _suite(file, findings)
    if not suites:
        yield from _passed(run)
    yield "</testsuites>"


def render(run: Run) -> str:
    """Return the suites; what is not visible ASCII stands there as a character reference."""
    text = "".join(f"{each}\n" for each in _lines(run))
    return text.encode("ascii", "xmlcharrefreplace").decode().replace("\x7f", "&#127;")


REPORT = Report(__name__, __doc__, render)
