"""A file that is meant for a catalog is read, or reported: its codes are never missing silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import run, write_tree

MEANT = {
    "errors without the mark": 'errors:\n  - code: "1"\n    title: One\n',
    "ranges without the mark": "ranges: []\n",
    "a list of codes": '- {code: "1", title: One}\n',
    "another case": "Errcat: 1\nerrors: []\n",
    "flow style": "{errcat: 1, errors: []}\n",
    "flow style over lines": "{errcat: 1,\n errors: []}\n",
    "a tag first": "!!map\nerrcat: 1\nerrors: []\n",
    "a tag before a flow": "!!map {errcat: 1, errors: []}\n",
    "unreadable": "errors: [\n",
    "JSON": '{"errors": [{"code": "1"}]}\n',
    "the mark in a list": "- errcat: 1\n",
    "the mark further down": "x:\n  errcat: 1\n",
}
FOREIGN = {
    "a workflow": "services: []\n",
    "a text about codes": "description: 'the code: 404'\n",
    "nothing": "",
    "nested errors": "page:\n  errors: []\n",
    "a list of names": "- {name: one}\n",
}


def folder(path: Path, text: str) -> Path:
    suffix = "json" if text.startswith('{"') else "yaml"
    return write_tree(
        path, {"catalog.yaml": "errcat: 1\nid: e\n", f"more.{suffix}": text}
    )


@pytest.mark.parametrize("name", MEANT)
def test_a_file_that_looks_like_a_part_is_an_error_for_both(
    name: str, tmp_path: Path
) -> None:
    folder(tmp_path, MEANT[name])
    ran = run("validate", ".", "--fail-on", "error", cwd=tmp_path)
    assert (ran.code, "more." in ran.out) == (1, True), ran.out
    made = run("gen", "json", "--catalog", ".", cwd=tmp_path)
    assert (made.code, made.out) == (1, "")
    assert "nothing was written" in made.err


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_is_a_warning_and_generates(name: str, tmp_path: Path) -> None:
    folder(tmp_path, FOREIGN[name])
    ran = run("validate", ".", "--report", "concise", cwd=tmp_path)
    assert ran.code == 1
    assert "more.yaml:1:1: warning:" in ran.out
    assert "(file-marked)" in ran.out
    assert run("gen", "json", "--catalog", ".", cwd=tmp_path).code == 0


def test_a_directive_before_the_mark_changes_nothing(tmp_path: Path) -> None:
    text = '%YAML 1.2\n---\nerrcat: 1\nerrors:\n  - {code: "1", name: ONE}\n'
    folder(tmp_path, text)
    made = run("gen", "json", "--catalog", ".", cwd=tmp_path)
    assert made.code == 0, made.err
    assert '"ONE"' in made.out


@pytest.mark.parametrize("text", ["Errcat: 1\nid: e\n", "id: e\n", ""])
@pytest.mark.parametrize("name", ["one.yaml", "c/catalog.yaml"])
def test_a_catalog_without_the_mark_is_an_error(
    name: str, text: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, {name: text})
    operand = name.partition("/")[0]
    ran = run("validate", operand, "--fail-on", "error", cwd=tmp_path)
    assert ran.code == 1
    assert "(file-read)" in ran.out
