"""What spelling finds by itself, and with the help of a program."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from errcat.errors import OptionInvalid
from errcat.findings import Problem
from errcat.linting.rule import Rule
from errcat.linting.rules._misspellings import RIGHT
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text

RULE = get("rules", Rule, "spelling")

FOUND = {
    "An error occured.": "An error occurred.",
    "It OCCURED again": "It OCCURRED again",
    "Unsuported carrier": "Unsupported carrier",
    "(recieved)": "(received)",
    "the seperate/commited parts": "the separate/commited parts",
    "a 'succesful' call": "a 'successful' call",
    "non-existant": "non-existent",
    "un-authentification": "un-authentication",
    "It dosen't work": "It doesn't work",
}

RIGHT_ALREADY = [
    "An error occurred, was received and committed separately.",
    "the field `occured` is not set",
    "the field occured_at or isOccured is not set",
    "see https://example.com/occured",
    "Referer, queueing, cancelled, cancellation, dependant, licence, unauthorised",
    "e.g. 10DLC, +E.164, T-Mobile, AT&T",
]

FAKE = {
    "typos": (
        "import json, sys\n"
        "for number, line in enumerate(open(sys.argv[-1], encoding='utf-8'), 1):\n"
        "    if 'wrnog' in line:\n"
        "        print(json.dumps({'type': 'typo', 'path': 'x', 'line_num': number,\n"
        "            'byte_offset': 0, 'typo': 'wrnog', 'corrections': ['wrong']},\n"
        "            separators=(',', ':')))\n"
        "sys.exit(2)\n"
    ),
    "codespell": (
        "import sys\n"
        "for number, line in enumerate(open(sys.argv[-1], encoding='utf-8'), 1):\n"
        "    if 'wrnog' in line:\n"
        "        print(f'{sys.argv[-1]}:{number}: wrnog ==> wrong, wring')\n"
        "sys.exit(65)\n"
    ),
}


def _check(tmp_path: Path, *entries: dict[str, Any], **options: Any) -> list[Problem]:
    header = options.pop("header", {})
    catalog = load_text(tmp_path, catalog_text(entries, **header))
    chosen: dict[str, Any] = {"words": [], "command": "", **options}
    assert RULE.check is not None
    return list(RULE.check(catalog, context(catalog, options=chosen)))


def _install(tmp_path: Path, name: str, program: str) -> str:
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{program}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(folder)


@pytest.mark.parametrize(("detail", "mended"), FOUND.items())
def test_a_misspelled_word_is_found(detail: str, mended: str, tmp_path: Path) -> None:
    problem, *_ = _check(tmp_path, entry("1", detail=detail))
    assert not problem.safe
    assert [change.value for change in problem.changes] in (
        [mended],
        [mended.replace("separate", "seperate").replace("commited", "committed")],
    )


@pytest.mark.parametrize("detail", RIGHT_ALREADY)
def test_words_that_are_right_are_left_alone(detail: str, tmp_path: Path) -> None:
    assert _check(tmp_path, entry("1", detail=detail)) == []


def test_titles_descriptions_and_the_header_are_looked_at(tmp_path: Path) -> None:
    case = {"id": "api", "title": "recieved"}
    one = entry("1", title="Occured", description="seperate", cases=[case])
    found = _check(tmp_path, one, header={"description": "succesful"})
    assert {problem.field: problem.value for problem in found} == {
        "title": "Occured",
        "cases/0/title": "recieved",
        "description": "succesful",
    } | {"description": "succesful"}
    assert len(found) == 4


def test_allowed_words_and_other_languages_are_left_alone(tmp_path: Path) -> None:
    one = entry("1", detail="An error occured.")
    assert _check(tmp_path, one, words=["Occured"]) == []
    assert _check(tmp_path, one, header={"language": "de"}) == []


def test_no_right_word_is_a_wrong_one() -> None:
    words = {word for right in RIGHT.values() for word in right.split()}
    assert not words & RIGHT.keys()
    assert all(word == word.lower() for word in RIGHT)


@pytest.mark.parametrize("command", FAKE)
def test_a_program_is_asked_too(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", _install(tmp_path, command, FAKE[command]))
    one = entry("1", detail="Two lines,\n\nand a Wrnog word, wrnog.")
    two = entry("2", detail="This has occured, see `wrnog`.")
    found = _check(tmp_path, one, two, command=command)
    assert [(each.code, each.value) for each in found] == [
        ("2", "occured"),
        ("1", "wrnog"),
    ]
    assert [change.value for change in found[1].changes] == [
        "Two lines,\n\nand a Wrnog word, wrong."
    ]


def test_a_program_that_is_missing_or_fails_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = entry("1", detail="Fine.")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OptionInvalid, match=r"cannot start 'typos'.*install it"):
        _check(tmp_path, one, command="typos")
    broken = "import sys\nprint('no such option', file=sys.stderr)\nsys.exit(64)\n"
    monkeypatch.setenv("PATH", _install(tmp_path, "typos", broken))
    with pytest.raises(OptionInvalid, match="exit code 64: no such option"):
        _check(tmp_path, one, command="typos")
    with pytest.raises(OptionInvalid, match="'aspell' is not supported"):
        _check(tmp_path, one, command="aspell")
