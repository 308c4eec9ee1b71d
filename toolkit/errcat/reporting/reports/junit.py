"""JUnit XML, which most CI systems show: one suite per file, one failed test per finding."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings import Finding
from errcat.reporting.report import Report, Run
from errcat.reporting.reports._shared import details, distinct, joined, place
from errcat.reporting.reports._shared import path as path_of
from errcat.text import xml


def _attributes(**values: str | int) -> str:
    return "".join(f' {name}="{xml(str(value))}"' for name, value in values.items())


def _name(finding: Finding) -> str:
    """Return a name for a finding that stays the same when lines move."""
    return " ".join(filter(None, (finding.rule, finding.subject, finding.field)))


def _case(finding: Finding, name: str) -> Iterator[str]:
    file = path_of(finding.file)
    case = _attributes(name=name, classname=file, file=file, line=finding.span.line)
    failure = _attributes(type=finding.rule, message=finding.message)
    where = place(finding.file, finding.span)
    first = f"{where}: {finding.severity}: {finding.message}"
    text = "\n".join(map(xml, (first, *details(finding))))
    yield f"    <testcase{case}>"
    yield f"      <failure{failure}>{text}</failure>"
    yield "    </testcase>"


def _suite(file: str, findings: list[Finding]) -> Iterator[str]:
    count = len(findings)
    yield f"  <testsuite{_attributes(name=file, tests=count, failures=count, errors=0)}>"
    for finding, name in zip(findings, distinct(map(_name, findings)), strict=True):
        yield from _case(finding, name)
    yield "  </testsuite>"


def _passed(run: Run) -> Iterator[str]:
    """Yield a passed test, because CI systems take a report without tests for a failed run."""
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
    """Return the suites; all but printable ASCII is written as character references."""
    text = joined(_lines(run))
    return text.encode("ascii", "xmlcharrefreplace").decode().replace("\x7f", "&#127;")


REPORT = Report(__name__, __doc__, render)
