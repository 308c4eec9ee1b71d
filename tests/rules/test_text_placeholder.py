"""Which texts text-placeholder takes for unfinished, and that no fix touches them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from errcat.config import Config
from errcat.linting import fixes
from errcat.linting.running import Inspection
from errcat.linting.toolchain import Toolchain
from errcat.linting.unfinished import unfinished
from errcat.loading.sources import Source
from errcat.project import Project
from tests.support import catalog_text, entry, look, write_tree

UNFINISHED = [
    "-",
    "--",
    "\u2014",
    "...",
    "?",
    "null",
    "NULL",
    "N/A",
    "n/a.",
    "TODO",
    "todo",
    "TBD",
    "TBD.",
    "(tbd)",
    "No description.",
    "No description available",
    "TODO: write a text",
    "FIXME say what the limit is",
    "undefined",
    "The value must be one of",
    "The value must be one of.",
    "This is returned because the",
    "The number is invalid, or",
    "The number is invalid,",
]
FINISHED = [
    "None",
    "Undefined",
    "Null not allowed",
    "Not logged in",
    "The value is not a number",
    "The value must be one of:",
    "The file is in the program because:",
    "The value must be one of: a, b",
    "The number is not what it is made of glass",
    "The operator is `of`",
    "The operator is 'and'",
    "Vitamin A",
    "Missing TODO in the comment",
    "Description missing",
    "Invalid string",
    "OK",
    "an",
    "The",
]


@pytest.mark.parametrize("text", UNFINISHED)
def test_a_stand_in_and_a_sentence_that_breaks_off_are_unfinished(text: str) -> None:
    assert unfinished(text)


@pytest.mark.parametrize("text", FINISHED)
def test_a_short_text_is_no_stand_in(text: str) -> None:
    assert unfinished(text) == ""


def _inspected(tools: Toolchain, source: Source) -> Inspection:
    return tools.inspect([source])[0]


@pytest.mark.parametrize("text", UNFINISHED)
def test_no_safe_fix_touches_an_unfinished_text(text: str, tmp_path: Path) -> None:
    for style in ("full-stop", "none"):
        rules = ("title-punctuation", "detail-punctuation")
        config = Config(options={rule: {"style": style} for rule in rules})
        path = tmp_path / "catalog.json"
        path.write_text(catalog_text([entry("1", title=text, detail=text)]))
        tools = Project(config).toolchain
        source = tools.read(str(path))
        fixed = fixes.fix(partial(_inspected, tools), source)
        assert not fixed.changed, fixed.changed


def test_the_hint_suggests_nothing_that_another_rule_forbids(tmp_path: Path) -> None:
    plain = {"code": "1", "name": "ONE", "title": "TODO"}
    rows = [
        plain,
        entry("2", detail="-", causes=["TBD"], solutions=["Call the"]),
        entry("3", description="N/A", cases=[{"id": "a", "title": "null"}]),
    ]
    header = {"description": "TODO", "title": "Errors"}
    write_tree(tmp_path, {"catalog.json": catalog_text(rows, **header)})
    findings = look(tmp_path, ["text-placeholder"]).findings
    assert {(finding.field, finding.hint) for finding in findings} == {
        ("title", "write a title; an entry needs one"),
        (
            "detail",
            "write the detail, or remove it if the rule detail-present does not require one",
        ),
        ("causes/0", "write the text, or remove the item"),
        ("solutions/0", "write the text, or remove the item"),
        ("description", "write the description, or remove it"),
        ("cases/0/title", "write the title, or remove it"),
        ("description", "write the text, or remove the field"),
    }


def test_a_finding_says_what_is_there(tmp_path: Path) -> None:
    entries = [entry("1", detail="-"), entry("2", detail="It must be one of")]
    entries += [entry("3", detail="No description."), entry("4", title="TODO: a title")]
    write_tree(tmp_path, {"catalog.json": catalog_text(entries)})
    messages = [
        finding.message for finding in look(tmp_path, ["text-placeholder"]).findings
    ]
    assert messages == [
        '1 ERROR_1: detail is a stand-in for a text: "-"',
        '2 ERROR_2: detail breaks off: "It must be one of"',
        '3 ERROR_3: detail is a stand-in for a text: "No description."',
        '4 ERROR_4: title is a stand-in for a text: "TODO: a title"',
    ]
