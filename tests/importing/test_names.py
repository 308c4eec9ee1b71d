"""Names: from meaning, unique, the same whatever the order, and never cut inside a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.importing.proposing import LIMIT, Unnamed, propose
from errcat.naming import is_name
from tests.importing.support import shuffled


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Inactive phone number", "INACTIVE_PHONE_NUMBER"),
        ("The call has already ended", "CALL_ALREADY_ENDED"),
        (
            "Conference has no active participants",
            "CONFERENCE_HAS_NO_ACTIVE_PARTICIPANTS",
        ),
        ("AT&T limit reached", "ATT_LIMIT_REACHED"),
        ("Card {0} declined for %s", "CARD_DECLINED_FOR"),
        ("Invalid ID provided", "INVALID_ID"),
        ("Not found. Try another one.", "NOT_FOUND"),
        ("3D Secure failed", "ERROR_3D_SECURE_FAILED"),
        ("卡被拒绝", "ERROR_1001"),
        (
            "The messaging profile could not be updated because of a conflict",
            "MESSAGING_PROFILE_COULD_NOT_BE_UPDATED",
        ),
    ],
)
def test_a_name_is_the_meaning_of_a_title(title: str, name: str) -> None:
    assert propose([Unnamed("1001", title)])["1001"].name == name


def test_the_same_titles_get_their_group_before_them_and_then_their_code_behind() -> (
    None
):
    found = propose(
        [
            Unnamed("1", "Not found", "Users"),
            Unnamed("2", "Not found", "Orders"),
            Unnamed("3", "Not found", "Orders"),
            Unnamed("4", "Gone", "Orders"),
        ]
    )
    assert {code: proposal.name for code, proposal in found.items()} == {
        "1": "USERS_NOT_FOUND",
        "2": "ORDERS_NOT_FOUND_2",
        "3": "ORDERS_NOT_FOUND_3",
        "4": "GONE",
    }


def test_a_taken_name_is_not_proposed_again() -> None:
    assert (
        propose([Unnamed("7", "Not found")], {"NOT_FOUND"})["7"].name == "NOT_FOUND_7"
    )


TITLES = st.sampled_from(
    [
        "Not found",
        "The not found",
        "Not found 1",
        "Gone",
        "Not found 12",
        "a" * 60,
        "b " * 40,
        "",
        "ÄÖ",
    ]
)
ROWS = st.lists(st.tuples(TITLES, st.sampled_from(["", "A", "B"])), max_size=30)


@given(ROWS, st.integers(0, 9))
def test_names_are_unique_short_and_the_same_in_any_order(
    rows: list[tuple[str, str]], seed: int
) -> None:
    unnamed = [Unnamed(str(at), title, group) for at, (title, group) in enumerate(rows)]
    found = propose(unnamed)
    assert found == propose(shuffled(unnamed, seed))
    names = [proposal.name for proposal in found.values()]
    assert len(set(names)) == len(names)
    assert all(is_name(name) and len(name) <= LIMIT for name in names)


def test_names_are_told_apart_in_camel_case_too() -> None:
    found = propose([Unnamed("1", "Level 1 2"), Unnamed("2", "Level 12")])
    assert {code: proposal.name for code, proposal in found.items()} == {
        "1": "LEVEL_1_2_1",
        "2": "LEVEL_12_2",
    }


def test_codes_that_differ_in_signs_alone_have_names_of_their_own() -> None:
    found = propose([Unnamed(code, "Same") for code in ("A-1", "A.1", "A_1")])
    assert len({proposal.name for proposal in found.values()}) == 3
