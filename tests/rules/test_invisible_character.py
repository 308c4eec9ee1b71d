"""Which characters invisible-character takes for invisible, and which have a task."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.findings import Problem
from errcat.linting.rule import Rule
from errcat.plugins import get
from tests.support import catalog_text, context, entry, load_text

RULE = get("rules", Rule, "invisible-character")

HIDDEN = {
    "zero-width\u200bspace": "U+200B",
    "soft\xadhyphen": "U+00AD",
    "\ufeffbyte order mark": "U+FEFF",
    "word\u2060joiner": "U+2060",
    "latin\u200djoiner": "U+200D",
    "latin\u200cnon-joiner": "U+200C",
    "ends with a joiner \u0645\u200d": "U+200D",
    "mark of direction\u200e in Latin": "U+200E",
    "over\u202eride": "U+202E",
    "isolate\u2066d\u2069": "U+2066",
    "\u05e9\u05dc\u05d5\u05dd \u202b\u05e2\u05d5\u05dc\u05dd\u202c": "U+202B",
    "escape \x1b[31mred": "U+001B",
    "bell\x07": "U+0007",
    "tags \U000e0041\U000e0042": "U+E0041",
    "a flag of tags \U0001f3f4\U000e0067 without an end": "U+E0067",
    "Mongolian\u180evowel": "U+180E",
    "annotation\ufff9": "U+FFF9",
}

SEEN = [
    "Plain text, twice \u2014 \u201cquoted\u201d, \xe9t\xe9 na\xefve \u20ac",
    "no-break\xa0space and\u202fa narrow one",
    "two\nlines\tand a tab",
    "\u0627\u0644\u0631\u0642\u0645 \u063a\u064a\u0631 \u0646\u0634\u0637",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u05de\u05e1\u05e4\u05e8 SMS\u200f \u05dc\u05d0 \u05e4\u05e2\u05d9\u05dc\u200e!",
    "\u0915\u094d\u200d\u0937 and \u0d28\u0d4d\u200d\u0d2e",
    "family \U0001f468\u200d\U0001f469\u200d\U0001f467 and \u2764\ufe0f\u200d\U0001f525",
    "\U0001f3f3\ufe0f\u200d\U0001f308 \U0001f44d\U0001f3fd 1\ufe0f\u20e3",
    "England \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\u65e5\u672c\u8a9e\u3000\u306e\u6587",
    "private \ue000 use",
]


def _check(tmp_path: Path, detail: str) -> list[Problem]:
    catalog = load_text(tmp_path, catalog_text([entry("1", detail=detail)]))
    assert RULE.check is not None
    return list(RULE.check(catalog, context(catalog)))


@pytest.mark.parametrize(("detail", "code"), HIDDEN.items(), ids=ascii)
def test_what_shows_nothing_is_found(detail: str, code: str, tmp_path: Path) -> None:
    problems = _check(tmp_path, detail)
    assert problems[0].value == code
    assert problems[0].message.isprintable()


@pytest.mark.parametrize("detail", SEEN, ids=ascii)
def test_what_a_script_or_an_emoji_needs_may_stay(detail: str, tmp_path: Path) -> None:
    assert _check(tmp_path, detail) == []


def test_zero_width_characters_are_taken_out(tmp_path: Path) -> None:
    (problem,) = _check(tmp_path, "a\u200bb\u200bc")
    assert problem.safe
    assert [change.value for change in problem.changes] == ["abc"]


def test_a_bidi_control_is_not_taken_out_without_being_asked(tmp_path: Path) -> None:
    (problem,) = _check(tmp_path, "a\u202eb")
    assert not problem.safe


def test_the_header_is_looked_at_too(tmp_path: Path) -> None:
    catalog = load_text(tmp_path, catalog_text([], description="over\u202eride"))
    assert RULE.check is not None
    (problem,) = RULE.check(catalog, context(catalog))
    assert problem.place.path == ("description",)
