"""The report `markdown`, parsed by markdown-it, which reads it as GitHub does."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from errcat.findings import ERROR, INFO
from tests.hostile import HOSTILE
from tests.reports.runs import CLEAN, SMALL, finding, hostile, render, run_of

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rows(report: str) -> list[list[Token]]:
    """Return the cells of each row; check that there is only a heading, a line and a table."""
    tokens = MARKDOWN.parse(report)
    blocks = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    assert blocks[:3] == ["heading_open", "inline", "paragraph_open"] or blocks[:2] == [
        "heading_open",
        "paragraph_open",
    ]
    assert blocks.count("heading_open") == blocks.count("table_open") == 1
    assert set(blocks) <= {"heading_open", "inline", "paragraph_open", "table_open"}
    cells = [
        token
        for token, before in zip(tokens[1:], tokens, strict=False)
        if before.type == "td_open"
    ]
    assert len(cells) % 4 == 0
    return [cells[at : at + 4] for at in range(0, len(cells), 4)]


def seen(cell: Token) -> str:
    """Return the text of a cell; check that it has only text, line breaks and code."""
    parts: list[str] = []
    for token in cell.children or []:
        assert token.type in {"text", "text_special", "code_inline", "html_inline"}
        if token.type == "html_inline":
            assert token.content == "<br>"
        parts.append("\n" if token.type == "html_inline" else token.content)
    return "".join(parts)


def test_the_summary_comes_first_then_the_most_severe() -> None:
    report = render("markdown", SMALL)
    assert report.splitlines()[2] == SMALL.summary
    assert [seen(row[0]) for row in rows(report)] == [
        *("error", "error", "warning", "info", "info"),
    ]


def test_a_row_has_place_message_and_rule() -> None:
    _, where, message, rule = map(seen, rows(render("markdown", SMALL))[0])
    assert where == "catalog/acme/errors.yaml:6:11"
    assert message == (
        '10001: the code is taken: "100 %, really", it is\n'
        "first [used] here: catalog/acme/errors.yaml:4:11\n"
        "help: give one of them another code"
    )
    assert rule == "code-unique"


def test_a_clean_run_has_no_table() -> None:
    assert render("markdown", CLEAN) == f"## errcat\n\n{CLEAN.summary}\n"


def test_it_fits_into_a_github_summary() -> None:
    findings = [finding("é" * 5000, severity=INFO)] * 300 + [finding(severity=ERROR)]
    report = render("markdown", run_of(findings))
    assert len(report.encode()) < 2**20
    table, _, last = report.removesuffix("\n").rpartition("\n\n")
    shown = table.count("\n| error") + table.count("\n| info")
    assert last.startswith(f"{301 - shown} more not shown")
    assert table.count("\n| error") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_only_text(text: str) -> None:
    report = render("markdown", hostile(text))
    assert (
        re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]",
            report,
        )
        is None
    )
    listed = rows(report)
    assert len(listed) == 2
    for row in listed:
        assert [seen(row[0]), seen(row[3])] == ["error", "code-unique"]
        lines = seen(row[2]).split("\n")
        assert len(lines) == (3 if text else 2)
        if text.isprintable():
            assert lines[0].replace("\u200b", "") == text.strip()
