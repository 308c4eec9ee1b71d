"""Runs for reports to show: a small fixed one, and some with hostile texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from errcat import plugins
from errcat.findings import (
    ERROR,
    INFO,
    WARNING,
    Edit,
    Finding,
    Fix,
    RelatedPlace,
    Span,
)
from errcat.loading.reading import Document, Offsets, Path, Reader, Reading
from errcat.reporting.report import Inspected, Report, Run

FILE = "catalog/acme/errors.yaml"
TEXT = """\
errcat: 1
id: acme
errors:
  - code: "10001"
    title: Número não é válido é😀 today.
  - code: "10001"
    title: >-
      Twice
      used
"""


def _read(_: str) -> Reading:
    def locate(path: Path, key: bool) -> Offsets:
        return (0, 0)

    return Reading(None, (), locate)


LINES = Reader("lines", (".yaml",), _read)
"""A report needs only the lines of a document."""


class Page(NamedTuple):
    """The part of a rule that reports use."""

    summary: str
    page: str
    severity: str


RULES = {
    "code-unique": Page(
        "Every code names one error.",
        "Every code names one error.\n\nA client branches on the code,\nand on nothing else.\n\n"
        '```yaml fail\n- code: "1"\n- code: "1"\n```',
        ERROR,
    ),
    "title-plain": Page("A title is no sentence.", "A title is no sentence.", WARNING),
}


def document(text: str = TEXT, file: str = FILE) -> Document:
    """Return a document with *text*."""
    return Document(file, text, LINES)


def run_of(findings: Iterable[Finding], **more: Document) -> Run:
    """Return a run with *findings*."""
    documents = {FILE: document(), **more}
    inspected = (Inspected("acme", "catalog/acme", 2, 1),)
    return Run("0.1.0", inspected, tuple(findings), documents, rules=RULES)


def render(name: str, run: Run) -> str:
    """Return *run* as the built-in report *name* shows it."""
    return plugins.get("reports", Report, name).render(run)


PERIOD = Finding(
    "title-plain",
    WARNING,
    "10001: the title ends in a period",
    FILE,
    Span(5, 35, 5, 41),
    catalog="acme",
    code="10001",
    subject="10001",
    field="title",
    value="today.",
    hint="leave out the period",
    fix=Fix(safe=True, edits=(Edit(FILE, Span(5, 40, 5, 41), ""),)),
)
TWICE = Finding(
    "code-unique",
    ERROR,
    '10001: the code is taken: "100 %, really", it is',
    FILE,
    Span(6, 11, 6, 18),
    catalog="acme",
    code="10001",
    subject="10001",
    field="code",
    hint="give one of them another code",
    related=(RelatedPlace("first [used] here", FILE, Span(4, 11, 4, 18)),),
    fix=Fix(
        safe=False,
        edits=(
            Edit(FILE, Span(6, 11, 6, 18), '"10002"'),
            Edit("catalog/acme/more.yaml", Span(1, 1, 1, 1), "# 10002\n"),
        ),
    ),
)
FOLDED = Finding(
    "title-folded",
    INFO,
    "10001: the title takes several lines",
    FILE,
    Span(7, 12, 9, 11),
    catalog="acme",
    code="10001",
    subject="10001",
    field="title",
)
WHOLE = Finding(
    "file-marked",
    INFO,
    "the file is marked | with a byte order mark",
    "./catalog/acme/a file #1.yaml",
    catalog="acme",
    subject="a file #1.yaml",
)
SMALL = run_of((WHOLE, PERIOD, TWICE, TWICE, FOLDED))
CLEAN = run_of(())


def finding(text: str = "wrong", **fields: Any) -> Finding:
    """Return an error with *text* in every field that catalog text can reach."""
    base = Finding(
        "code-unique",
        ERROR,
        text,
        FILE,
        Span(4, 11, 4, 18),
        catalog=text,
        code=text,
        subject=text,
        field=text,
        value=text,
        hint=text,
        related=(RelatedPlace(text, FILE, Span(6, 11, 6, 18)),),
        fix=Fix(safe=True, edits=(Edit(FILE, Span(4, 11, 4, 18), text),)),
    )
    return base._replace(**fields)


def hostile(text: str) -> Run:
    """Return a run with *text* in every field, file names included."""
    file = text or "-"
    inside = finding(text)
    own = finding(
        text, file=file, related=(RelatedPlace(text, file, Span(1, 1, 1, 2)),)
    )
    return run_of((inside, own), **{file: document(text, file)})
