"""A catalog written in the words of another tool gets a hint for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import HEADER, look, write_tree


def _hints(folder: Path, data: dict[str, Any]) -> dict[str, str]:
    write_tree(folder, {"c.json": json.dumps({**HEADER, **data})})
    findings = look(folder / "c.json", rules=()).findings
    return {finding.message: finding.hint for finding in findings}


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("message", "title"),
        ("msg", "title"),
        ("errorMessage", "title"),
        ("long-message", "detail"),
        ("status", "http_status"),
        ("http_code", "http_status"),
        ("statusCode", "http_status"),
        ("id", "code"),
        ("error_code", "code"),
        ("constant", "name"),
        ("resolution", "solutions"),
        ("retryable", "retry"),
        ("parameters", "params"),
    ],
)
def test_the_usual_other_words_are_known(key: str, meant: str, tmp_path: Path) -> None:
    hints = _hints(tmp_path, {"errors": [{key: "x"}]})
    assert hints[f"unknown key '{key}'"] == f"errcat calls this key `{meant}`"


def test_a_message_beside_a_title_is_the_detail(tmp_path: Path) -> None:
    row = {"code": "1", "title": "Gone", "message": "It is gone."}
    hints = _hints(tmp_path, {"errors": [row]})
    assert hints == {"1: unknown key 'message'": "errcat calls this key `detail`"}


def test_a_misspelled_key_and_an_unknown_one_get_other_hints(tmp_path: Path) -> None:
    row = {"code": "1", "titel": "Gone", "colour": "red"}
    hints = _hints(tmp_path, {"errors": [row]})
    assert hints["1: unknown key 'titel'"] == "did you mean 'title'?"
    assert hints["1: unknown key 'colour'"].startswith("known keys: code, ")


@pytest.mark.parametrize("entry", [{"message": "The order was lost"}, "Lost"])
def test_entries_by_code_are_to_be_written_as_a_list(
    entry: Any, tmp_path: Path
) -> None:
    hints = _hints(tmp_path, {"errors": {"order.lost": entry}})
    assert hints == {
        "must be a list, not a mapping": (
            "`errors` is a list of entries with a `code`: write"
            ' `- code: "order.lost"` instead of `order.lost:`'
        )
    }


def test_keys_of_the_header_are_known_too(tmp_path: Path) -> None:
    hints = _hints(tmp_path, {"codes": [], "groups": []})
    assert hints == {
        "unknown key 'codes'": "errcat calls this key `errors`",
        "unknown key 'groups'": "errcat calls this key `ranges`",
    }
