"""The pattern language accepts what it says, and takes linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat.linting.patterns import PatternInvalid, matcher
from tests.support import examples


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        (
            "[1-9][0-9]{4,5}",
            ["10001", "999999"],
            ["1000", "0100", "1000000", "10001\n", "\uff110001"],
        ),
        (r"\d+", ["0", "42"], ["", "٣", "4a"]),
        ("SNYK-[A-Z]+-[0-9]{4}", ["SNYK-CLI-0001"], ["SNYK--0001", "snyk-CLI-0001"]),
        ("[0-9A-Z]{5}", ["42P01", "00000"], ["42p01", "42P011"]),
        (r"-?[1-9][0-9]*|0", ["-32700", "0", "7"], ["-0", "00", "-"]),
        (r"ddl:\d{4}|dml[.]\d+", ["ddl:8224", "dml.1"], ["ddl:1", "dml-1"]),
        ("[a-z][a-z_]*", ["card_declined"], ["_card", "Card"]),
        ("[a|b]c", ["ac", "|c"], ["abc"]),
        (r"[\]\-]x?", ["]", "-x"], ["x"]),
        ("[a-z]*[a-z]*[a-z]*q", ["aaaq", "q"], ["aaaa"]),
    ],
)
def test_a_pattern_takes_whole_codes(
    pattern: str, fits: list[str], fails: list[str]
) -> None:
    fit = matcher(pattern)
    assert [code for code in fits if not fit(code)] == []
    assert [code for code in fails if fit(code)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "^a$",
        "a.",
        "[^a]",
        "a**",
        "a{5,2}",
        "a{1,999}",
        "[a",
        "a||b",
        "",
        r"\w",
        r"\b",
        "[z-a]",
        "a)",
        "*",
    ],
)
def test_what_could_be_a_trap_is_refused(pattern: str) -> None:
    with pytest.raises(PatternInvalid):
        matcher(pattern)


ATOMS = st.sampled_from(["a", "b", "[ab]", "[b-d]", r"\d", "-"])
COUNTS = st.sampled_from(["", "?", "*", "+", "{2}", "{1,3}", "{2,}"])
ROWS = st.lists(st.builds(str.__add__, ATOMS, COUNTS), min_size=1, max_size=5).map(
    "".join
)


@settings(max_examples=examples(500), deadline=None, derandomize=True)
@given(
    st.lists(ROWS, min_size=1, max_size=3).map("|".join), st.text("abcd-01", max_size=8)
)
def test_it_matches_what_a_regular_expression_matches(pattern: str, code: str) -> None:
    assert matcher(pattern)(code) == (re.fullmatch(pattern, code, re.ASCII) is not None)


def test_no_pattern_takes_more_than_linear_time() -> None:
    """Forty open repeats in a row would keep a backtracking matcher busy for years."""
    assert not matcher("[a-z]*" * 40 + "!")("a" * 128)
