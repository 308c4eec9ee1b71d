"""Style is pinned, not voted: what --learn measures, what it writes, and what is silent without."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from errcat.editing.settings import Setting, SettingsNotEditable, with_settings
from errcat.linting.habits import figures, style_of
from tests.support import catalog_text, entry, run, write_tree


def many(number: int = 30, **fields: str) -> list[dict[str, Any]]:
    """Return clean entries; a `{}` in *fields* is replaced by the number of the entry."""
    return [
        entry(str(code), **{key: text.format(code) for key, text in fields.items()})
        for code in range(100, 100 + number)
    ]


@pytest.mark.parametrize(
    ("counts", "style", "shown"),
    [
        ({"none": 297, "full-stop": 3}, "none", "297 of 300 titles"),
        ({"none": 30, "full-stop": 270}, "full-stop", "270 of 300 titles"),
        (
            {"none": 120, "full-stop": 180},
            "any",
            "120 none, 180 full-stop of 300 titles",
        ),
        ({"required": 12, "any": 288}, "any", "12 of 300 titles"),
        ({"required": 0, "any": 0}, "any", "0 of 0 titles"),
    ],
)
def test_a_style_is_the_habit_of_nine_in_ten(
    counts: dict[str, int], style: str, shown: str
) -> None:
    assert style_of(counts) == style
    assert figures(counts, style, "titles") == shown


SENTENCES = many(title="Thing {} is not there.", detail="")


def test_without_a_style_one_note_names_the_command(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": catalog_text(reversed(SENTENCES))})
    ran = run("validate", "c.json", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    summary, note = ran.out.splitlines()
    assert summary == "Checked 30 entries: no findings"
    assert note.startswith("note: no style is set for code-sorted, detail-present,")
    assert "errcat validate --learn" in note
    assert run("validate", "c.json", "--quiet", cwd=tmp_path).out == ""


def test_learning_pins_what_the_catalog_does(tmp_path: Path) -> None:
    rows = many(29, title="Thing {} is not there.", detail="")
    rows.append(entry("999", title="Thing is not there", detail=""))
    write_tree(tmp_path, {"c.json": catalog_text(rows)})
    ran = run("validate", "c.json", "--learn", "--report", "concise", cwd=tmp_path)
    assert (tmp_path / "errcat.toml").read_text() == """\
catalogs = ["c.json"]

[rules]
code-sorted = {style = "sorted"} # learned: 30 of 30 entries are in order
detail-present = {style = "any"} # learned: 0 of 30 errors have a detail
detail-punctuation = {style = "any"} # learned: 0 full-stop, 0 none of 0 details
title-punctuation = {style = "full-stop"} # learned: 29 of 30 titles
"""
    assert ran.code == 1
    assert [line.rpartition("(")[2] for line in ran.out.splitlines()[:-1]] == [
        "title-punctuation)"
    ]
    assert "note:" not in ran.out
    assert run("validate", "--fix", cwd=tmp_path).code == 0


def test_a_verdict_does_not_depend_on_other_entries(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": catalog_text(SENTENCES)})
    run("validate", "c.json", "--learn", cwd=tmp_path)
    before = (tmp_path / "errcat.toml").read_text()
    others = many(90, title="Thing {} is not there")
    write_tree(tmp_path, {"c.json": catalog_text(SENTENCES[:1] + others[1:])})
    ran = run("validate", "--report", "concise", cwd=tmp_path)
    assert " 100 ERROR_100:" not in ran.out
    assert ran.out.count("(title-punctuation)") == 89
    assert (tmp_path / "errcat.toml").read_text() == before


def test_learning_again_is_the_same_until_the_catalog_changes(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": catalog_text(SENTENCES)})
    run("validate", "c.json", "--learn", cwd=tmp_path)
    once = (tmp_path / "errcat.toml").read_text()
    run("validate", "--learn", cwd=tmp_path)
    assert (tmp_path / "errcat.toml").read_text() == once
    write_tree(tmp_path, {"c.json": catalog_text(many())})
    run("validate", "--learn", cwd=tmp_path)
    again = tomllib.loads((tmp_path / "errcat.toml").read_text())["rules"]
    assert again["title-punctuation"] == {"style": "none"}
    assert again["detail-present"] == {"style": "required"}


def test_a_project_with_a_pyproject_gets_a_table_there(tmp_path: Path) -> None:
    shared = '[project]\nname = "x" # mine\n'
    write_tree(tmp_path, {"c.json": catalog_text(many()), "pyproject.toml": shared})
    run("validate", "c.json", "--learn", cwd=tmp_path)
    text = (tmp_path / "pyproject.toml").read_text()
    head = (
        '\n[tool.errcat]\ncatalogs = ["c.json"]\n\n[tool.errcat.rules]\ncode-sorted ='
    )
    assert text.startswith(shared + head)
    assert not (tmp_path / "errcat.toml").exists()


def test_strict_has_a_style_of_its_own(tmp_path: Path) -> None:
    config = 'preset = "strict"\ncatalogs = ["c.json"]\n'
    files = {"c.json": catalog_text(SENTENCES[:1]), "errcat.toml": config}
    out = run("validate", "--report", "concise", cwd=write_tree(tmp_path, files)).out
    assert "(title-punctuation)" in out
    assert "(detail-present)" in out


@pytest.mark.parametrize(
    "setting",
    [
        'title-punctuation = "warning"',
        'title-punctuation = {style = "none"}',
        'overrides = 1\n[[overrides]]\nrules = {title-punctuation = "warning"}',
    ],
)
def test_naming_a_rule_or_its_style_sets_it(setting: str, tmp_path: Path) -> None:
    text = f"[rules]\n{setting}\n".replace("[rules]\noverrides = 1\n", "")
    files = {"c.json": catalog_text(SENTENCES[:1]), "errcat.toml": text}
    out = run(
        "validate", "c.json", "--report", "concise", cwd=write_tree(tmp_path, files)
    )
    assert "(title-punctuation)" in out.out


# --- the configuration as text ---------------------------------------------------------------

SETTINGS = (
    Setting("code-sorted", {"style": "sorted"}, "3 of 3"),
    Setting("title-case", {"style": "sentence", "words": ["Key"]}, "2 of 3"),
)
LINES = (
    'code-sorted = {style = "sorted"} # learned: 3 of 3\n'
    'title-case = {style = "sentence", words = ["Key"]} # learned: 2 of 3\n'
)
LAYOUTS = {
    "an empty file": ("", f"[rules]\n{LINES}"),
    "no table yet": (
        'preset = "strict" # ours\n\n[[outputs]]\ntarget = "ts"\n',
        f'preset = "strict" # ours\n\n[[outputs]]\ntarget = "ts"\n\n[rules]\n{LINES}',
    ),
    "a table with other rules and comments": (
        '# a\n[rules]\n# b\nspelling = "off" # c\n\n# d\n[targets.go]\nsuffix = ".go"\n',
        f'# a\n[rules]\n# b\nspelling = "off" # c\n{LINES}\n# d\n[targets.go]\nsuffix = ".go"\n',
    ),
    "a severity and a comment of the user": (
        '[rules]\ncode-sorted = "error" # important # yes\n',
        """\
[rules]
code-sorted = {severity = "error", style = "sorted"} # learned: 3 of 3 # important # yes
title-case = {style = "sentence", words = ["Key"]} # learned: 2 of 3
""",
    ),
    "what was learned before": (
        '[rules]\ncode-sorted = {style = "any"} # learned: 1 of 3 # keep\n',
        """\
[rules]
code-sorted = {style = "sorted"} # learned: 3 of 3 # keep
title-case = {style = "sentence", words = ["Key"]} # learned: 2 of 3
""",
    ),
    "a table of the rule itself": (
        '[rules]\n[rules.title-case]\nseverity = "error" # loud\nstyle = "title"\n',
        """\
[rules]
code-sorted = {style = "sorted"} # learned: 3 of 3
[rules.title-case]
severity = "error" # loud
style = "sentence" # learned: 2 of 3
words = ["Key"]
""",
    ),
    "no line end at the end": ("[rules]", f"[rules]\n{LINES}"),
}


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_comments_and_layout_of_the_configuration_stay(before: str, after: str) -> None:
    assert with_settings("errcat.toml", before, "", SETTINGS) == after
    assert with_settings("errcat.toml", after, "", SETTINGS) == after


def test_the_table_in_pyproject_goes_beside_the_others() -> None:
    before = '[tool.errcat]\ncatalogs = ["c"]\n\n[tool.black]\nx = 1\n'
    after = f'[tool.errcat]\ncatalogs = ["c"]\n\n[tool.errcat.rules]\n{LINES}\n[tool.black]\nx = 1\n'
    assert with_settings("pyproject.toml", before, "tool.errcat", SETTINGS) == after


@pytest.mark.parametrize(
    "text", ["rules = {}\n", 'rules.spelling = "off"\n', "rules.code-sorted = {}\n"]
)
def test_a_layout_that_does_not_allow_it_is_refused_with_the_lines(text: str) -> None:
    with pytest.raises(SettingsNotEditable) as caught:
        with_settings("errcat.toml", text, "", SETTINGS)
    assert LINES.strip() in str(caught.value)
