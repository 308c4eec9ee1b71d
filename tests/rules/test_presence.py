"""What is wrong once is one finding, and what is right in one catalog is not wrong in another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support import catalog_text, entry, look, run, write_tree

UNTITLED = [entry("1", title=""), entry("2", title="", detail="")]
TWICE = [entry("1", title="Gone"), entry("9", title="gone")]
RANGES = [{"name": "a", "from": "1", "to": "5"}, {"name": "b", "from": "6", "to": "9"}]


def found(
    folder: Path, rule: str, entries: list[dict[str, Any]], **header: Any
) -> list[str]:
    write_tree(folder, {"c.json": catalog_text(entries, **header)})
    findings = look(folder / "c.json", [rule]).findings
    return [finding.code or "catalog" for finding in findings]


@pytest.mark.parametrize(
    ("rule", "entries", "codes"),
    [
        ("title-present", UNTITLED, ["catalog"]),
        ("title-present", [*UNTITLED, entry("3")], ["1", "2"]),
        ("title-present", UNTITLED[:1], ["1"]),
        ("title-unique", TWICE, ["9"]),
        ("title-unique", [entry("1", title="No %s"), entry("2", title="No %s")], []),
        ("title-unique", [entry("a.x", title="Gone"), entry("b.x", title="Gone")], []),
        ("placeholder-declared", [entry("1", detail="Write {a} or {b}.")], []),
        (
            "placeholder-declared",
            [entry("1", detail="Write {a} or {b}.", params={"a": {}})],
            ["1"],
        ),
        (
            "detail-markup",
            [
                entry("1", detail="See [`x`][]."),
                entry("2", detail="See [the page][x]."),
                entry("3", detail="The type a[i][j] or string[][] or [0][1]."),
            ],
            ["1", "2"],
        ),
    ],
)
def test_a_rule_finds(
    rule: str, entries: list[dict[str, Any]], codes: list[str], tmp_path: Path
) -> None:
    assert found(tmp_path, rule, entries) == codes


def test_ranges_and_files_tell_titles_apart(tmp_path: Path) -> None:
    assert found(tmp_path, "title-unique", TWICE, ranges=RANGES) == []
    files = {
        "two/catalog.json": catalog_text([]),
        "two/a.json": '{"errcat": 1, "errors": [{"code": "1", "name": "A", "title": "Gone"}]}',
        "two/b.json": '{"errcat": 1, "errors": [{"code": "2", "name": "B", "title": "Gone"}]}',
    }
    write_tree(tmp_path, files)
    assert look(tmp_path / "two", ["title-unique"]).findings == ()


@pytest.mark.parametrize(
    ("detail", "unsafe", "fixed"),
    [
        ("Of {number}, {since}.", False, "Of {number}, {since}."),
        ("Of {numbr}.", False, "Of {numbr}."),
        ("Of {numbr}.", True, "Of {number}."),
    ],
)
def test_a_placeholder_is_declared_or_respelled(
    detail: str, unsafe: bool, fixed: str, tmp_path: Path
) -> None:
    text = (
        'errcat: 1\nid: e\nerrors:\n  - code: "1"\n    name: ONE\n    title: One\n'
        f'    detail: "{detail}"\n    params:\n      number: {{}} # the number\n'
    )
    write_tree(tmp_path, {"c.yaml": text})
    args = ["--unsafe-fixes"] if unsafe else []
    run("validate", "c.yaml", "--fix", *args, cwd=tmp_path)
    wanted = text.replace(detail, fixed)
    if "since" in detail:
        wanted += "      since: {}\n"
    assert (tmp_path / "c.yaml").read_text() == wanted
