"""What a term stands for: codes, names in any spelling, addresses; and what it says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat.lookup.terms import matches, unknown
from tests.lookup.shop import opened, text


@pytest.mark.parametrize(
    ("term", "codes"),
    [
        ("1001", ["1001"]),
        ("shop#1001", ["1001"]),
        ("CART_EMPTY", ["1001"]),
        ("cart_empty", ["1001"]),
        ("cart-empty", ["1001"]),
        ("CartEmpty", ["1001"]),
        ("cartEmpty", ["1001"]),
        ("ErrorCode.CART_EMPTY", ["1001"]),
        ("NO_ITEMS", ["1001"]),
        ("NoItems", ["1001"]),
        ("https://docs.example.com/errors/1003", ["1003"]),
        ("https://docs.example.com/errors/1003/", ["1003"]),
        ("https://docs.example.com/old/1003.html", ["1003"]),
        ("https://docs.example.com/errors#1003", ["1003"]),
        ("https://docs.example.com/errors?code=1003&lang=en", ["1003"]),
        ("https://docs.example.com/errors/cart-item-missing", ["1003"]),
        ("docs/errors/1003.md", ["1003"]),
        ("https://1003.example.com/", []),
        ("other#1001", []),
        ("100", []),
        ("cart", []),
        ("", []),
        ("...", []),
    ],
)
def test_a_term_stands_for(term: str, codes: list[str], tmp_path: Path) -> None:
    assert [found.entry.code for found in matches(term, [opened(tmp_path)])] == codes


def test_a_code_in_several_catalogs_stands_for_all_of_them(tmp_path: Path) -> None:
    homes = [opened(tmp_path), opened(tmp_path, text(id="other"), "other.json")]
    ids = [found.home.catalog.id for found in matches("1001", homes)]
    assert ids == ["shop", "other"]
    (only,) = matches("other#1001", homes)
    assert only.home.catalog.id == "other"


def test_a_code_wins_over_a_name_and_over_a_code_in_another_case(
    tmp_path: Path,
) -> None:
    rows = [
        {"code": "card.declined", "title": "Declined"},
        {"code": "CARD_DECLINED", "title": "Also declined"},
        {"code": "Card.Declined", "title": "Declined again"},
    ]
    home = opened(tmp_path, text(rows, ranges=[]))

    def found(term: str) -> list[str]:
        return [match.entry.code for match in matches(term, [home])]

    assert found("card.declined") == ["card.declined"]
    assert found("CARD_DECLINED") == ["CARD_DECLINED"]
    assert found("CARD.DECLINED") == ["card.declined", "Card.Declined"]


def test_both_entries_of_a_duplicate_code_are_found(tmp_path: Path) -> None:
    rows = [
        {"code": "1", "name": "A", "title": "A"},
        {"code": "1", "name": "B", "title": "B"},
    ]
    home = opened(tmp_path, text(rows, ranges=[]))
    assert [found.entry.name for found in matches("1", [home])] == ["A", "B"]


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (
            "1999",
            "'1999' matches no code, name or rule; it would be in the range carts of shop (owner: team-carts)",
        ),
        (
            "1577",
            "'1577' matches no code, name or rule; it would be in the range gifts of shop (owner: team-carts)",
        ),
        (
            "5800",
            (
                "'5800' matches no code, name or rule; it would be in the range free of shop;"
                " did you mean '5001 WALLET_LOCKED' or '5002 WALLET_GONE'?"
            ),
        ),
        (
            "1002",
            (
                "'1002' matches no code, name or rule; it is reserved in shop (owner: ops): Used by a pilot;"
                " did you mean '1001 CART_EMPTY' or '1003 CART_ITEM_MISSING' or '5002 WALLET_GONE'?"
            ),
        ),
        (
            "WALLET_LOCKD",
            "'WALLET_LOCKD' matches no code, name or rule; did you mean '5001 WALLET_LOCKED'?",
        ),
        (
            "title-unik",
            "'title-unik' matches no code, name or rule; did you mean 'title-unique'?",
        ),
        (
            "zzz",
            "'zzz' matches no code, name or rule; search all texts with `errcat list WORDS`",
        ),
    ],
)
def test_an_unknown_term_says_where_it_would_be_and_what_is_near(
    term: str, message: str, tmp_path: Path
) -> None:
    said = unknown(term, [opened(tmp_path)], lambda: ["title-unique"])
    assert str(said) == message
