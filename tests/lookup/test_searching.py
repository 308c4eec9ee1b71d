"""Searching entries: ranked, over every text, forgiving typos, filtered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from errcat.errors import NameUnknown, OptionInvalid
from errcat.lookup.searching import FIELDS, Filters, search
from errcat.lookup.typos import distance_of, nearest
from tests.lookup.shop import opened, text

ALL_ENTRIES = Filters()
ALL = ["1001", "1003", "1501", "5001", "5002"]


def found(folder: Path, query: str = "", filters: Filters = ALL_ENTRIES) -> list[str]:
    """Return the codes that a search gives, in its order."""
    hits = search([opened(folder)], query, filters).hits
    return [hit.entry.code for hit in hits]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ALL),
        ("  ", ALL),
        ("1003", ["1003", "1001"]),  # the code, then the entry that it replaces
        ("CartItemMissing", ["1003"]),
        ("NO_ITEMS", ["1001"]),
        ("50", ["5001", "5002", "1501"]),
        ("locked", ["5001"]),
        ("WALLET", ["5001", "5002"]),
        ("wallet locked", ["5001"]),
        ("locked wallet", ["5001"]),
        ("vault", ["5001"]),  # notes
        ("removed everything", ["1003"]),  # causes
        ("cart gift", []),
        ("wallet zzzzzz", []),
    ],
)
def test_a_query_finds(query: str, codes: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, query) == codes


def test_code_name_title_and_text_rank_in_this_order(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"code": "2", "name": "A", "title": "A", "detail": "about sevens"},
        {"code": "3", "name": "B", "title": "The sevens"},
        {"code": "4", "name": "ALL_SEVENS", "title": "C"},
        {"code": "sevens.more", "name": "D", "title": "D"},
        {"code": "5", "name": "SEVENS", "title": "E"},
        {"code": "sevens", "name": "F", "title": "F"},
    ]
    hits = search([opened(tmp_path, text(rows, ranges=[]))], "sevens").hits
    ranked = [hit.entry.code for hit in hits]
    assert ranked == ["sevens", "5", "sevens.more", "4", "3", "2"]


@pytest.mark.parametrize(
    ("query", "codes", "corrected"),
    [
        ("walet", ["5001", "5002"], {"walet": ("wallet",)}),
        ("lokced", ["5001"], {"lokced": ("locked",)}),
        ("everythnig", ["1003"], {"everythnig": ("everything",)}),
        ("gitf spent", ["1501"], {"gitf": ("gift",)}),
        ("wlt", [], {}),
        ("wallett locked", ["5001"], {"wallett": ("wallet",)}),
    ],
)
def test_a_word_that_no_text_has_is_a_typo(
    query: str,
    codes: list[str],
    corrected: dict[str, tuple[str, ...]],
    tmp_path: Path,
) -> None:
    result = search([opened(tmp_path)], query)
    assert [hit.entry.code for hit in result.hits] == codes
    assert dict(result.corrected) == corrected


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"ranges": ("carts",)}, ["1001", "1003", "1501"]),
        ({"ranges": ("gifts",)}, ["1501"]),
        ({"ranges": ("gifts", "free")}, ["1501", "5001", "5002"]),
        ({"statuses": ("404",)}, ["1003"]),
        ({"statuses": ("4xx",)}, ["1001", "1003"]),
        ({"statuses": ("5XX", "409")}, ["1001", "5001"]),
        ({"lives": ("deprecated", "retired")}, ["1001", "5002"]),
        ({"owners": ("team-carts",)}, ["1001", "1003", "1501"]),
        ({"owners": ("team-wallet",)}, ["5001"]),
        ({"owners": ("-",)}, ["5002"]),
        ({"missing": ("causes",)}, ["1001", "1501", "5001"]),
        ({"missing": ("detail",)}, ["1003", "1501"]),
        ({"missing": ("detail",), "lives": ("retired",)}, []),
        ({"ranges": ("carts",), "statuses": ("4xx",), "lives": ("active",)}, ["1003"]),
    ],
)
def test_a_filter_takes(
    filters: dict[str, tuple[str, ...]], codes: list[str], tmp_path: Path
) -> None:
    assert found(tmp_path, filters=Filters(**filters)) == codes


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"ranges": ("cart",)}, NameUnknown),
        ({"owners": ("team",)}, NameUnknown),
        ({"missing": ("cause",)}, NameUnknown),
        ({"statuses": ("four",)}, OptionInvalid),
        ({"statuses": ("4x",)}, OptionInvalid),
    ],
)
def test_a_filter_that_nothing_could_pass_is_refused(
    filters: dict[str, tuple[str, ...]], error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        found(tmp_path, filters=Filters(**filters))


@pytest.mark.parametrize("operation", ["pay", "POST /pay", "/pay"])
def test_an_operation_takes_its_codes_and_those_of_every_operation(
    operation: str, tmp_path: Path
) -> None:
    rows: list[dict[str, Any]] = [
        {"code": "1", "title": "A"},
        {"code": "2", "title": "B", "everywhere": True},
        {"code": "3", "title": "C"},
    ]
    paid = {"method": "POST", "path": "/pay", "id": "pay", "codes": {"1": [402]}}
    other = {"method": "GET", "path": "/x", "codes": {"3": [400]}}
    home = opened(tmp_path, text(rows, ranges=[], operations=[paid, other]))
    hits = search([home], "", Filters(operations=(operation,))).hits
    assert [hit.entry.code for hit in hits] == ["1", "2"]
    with pytest.raises(NameUnknown):
        search([home], "", Filters(operations=("pya",)))


def test_an_entry_says_which_of_the_wanted_fields_it_lacks(tmp_path: Path) -> None:
    hits = search([opened(tmp_path)], "", Filters(missing=tuple(FIELDS))).hits
    missing = {hit.entry.code: set(hit.missing) for hit in hits}
    assert missing["1003"] == set(FIELDS) - {"name", "title", "http_status", "causes"}


# --- typos -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("locked", "locked", 0),
        ("locked", "lcoked", 1),  # swapped
        ("locked", "loked", 1),
        ("locked", "lockked", 1),
        ("locked", "licked", 1),
        ("locked", "liked", 2),
        ("abcd", "badc", 2),
        ("locked", "wallet", 3),
    ],
)
def test_the_distance_of_two_words(one: str, other: str, distance: int) -> None:
    assert min(distance_of(one, other, 2), 3) == distance
    assert min(distance_of(other, one, 2), 3) == distance


def test_short_words_have_no_typos_and_long_ones_may_have_two() -> None:
    known = ["abc", "abcd", "abcdefgh"]
    assert nearest("abx", known) == ()
    assert nearest("abxd", known) == ("abcd",)
    assert nearest("axxd", known) == ()
    assert nearest("abxxefgh", known) == ("abcdefgh",)
