"""The names that the fix of name-present writes: unique, and the same whatever the order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from errcat.linting.grouping import prefix_of, proposed_names
from errcat.naming import FILE_NAME, PYTHON_CLASS, TS_KEY, collisions, is_name
from tests.support import catalog_text, examples, load_text, look, run, write_tree

RANGES = [
    {"name": "billing", "from": "100", "to": "199"},
    {"name": "porting", "from": "200", "to": "299"},
]


def _names(
    folder: Path, entries: list[dict[str, Any]], **header: Any
) -> dict[str, str]:
    data = {"errcat": 1, "id": "e", **header, "errors": entries}
    return dict(proposed_names(load_text(folder, json.dumps(data))))


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (
            {"100": "Not found", "101": "Too large"},
            {"100": "NOT_FOUND", "101": "TOO_LARGE"},
        ),
        (
            {"100": "Not found", "200": "Not found"},
            {"100": "BILLING_NOT_FOUND", "200": "PORTING_NOT_FOUND"},
        ),
        (
            {"100": "Not found", "101": "Not found"},
            {"100": "NOT_FOUND_100", "101": "NOT_FOUND_101"},
        ),
        (
            {"100": "Not found", "101": "Not found", "200": "Not found"},
            {
                "100": "NOT_FOUND_100",
                "101": "NOT_FOUND_101",
                "200": "PORTING_NOT_FOUND",
            },
        ),
        (
            {"auth.1": "Expired", "card.1": "Expired"},
            {"auth.1": "AUTH_EXPIRED", "card.1": "CARD_EXPIRED"},
        ),
        (
            {"auth.gone": "", "auth.lost": "x"},
            {"auth.gone": "AUTH_GONE", "auth.lost": "AUTH_LOST"},
        ),
        (
            {"order.cancelled": "Gone", "ERR-HTTP2-X": "Ask a@b.com", "a/2fa-on": "x"},
            {
                "order.cancelled": "ORDER_CANCELLED",
                "ERR-HTTP2-X": "ERR_HTTP2_X",
                "a/2fa-on": "A_2FA_ON",
            },
        ),
        (
            {"order.lost": "Gone", "order-lost": "Gone", "order_lost": "Gone"},
            {"order.lost": "ORDER_DOT_LOST", "order-lost": "ORDER_DASH_LOST"},
        ),
        (
            {"order.lost": "Gone", "Order.Lost": "Sent to the wrong shop"},
            {"order.lost": "GONE", "Order.Lost": "SENT_TO_WRONG_SHOP"},
        ),
        (
            {"order.lost": "Gone", "Order.Lost": "Gone"},
            {
                "order.lost": "ORDER_LOST_X90621323",
                "Order.Lost": "ORDER_LOST_XD55FC31A",
            },
        ),
        (
            {
                "100": "The order was lost. Write to help@shop.com.",
                "101": "Please see https://shop.com/help for a better plan",
                "102": "is@is.at",
                "104": "Adress was recieved",
                "103": "A",
                "AUTH-001": "The token is not valid",
            },
            {
                "100": "ORDER_LOST",
                "101": "SEE_FOR_BETTER_PLAN",
                "102": "ERROR_102",
                "104": "ADDRESS_RECEIVED",
                "103": "A",
                "AUTH-001": "TOKEN_NOT_VALID",
            },
        ),
        ({"100": "-", "101": "No {x} in <y>"}, {"100": "ERROR_100", "101": "NO_IN"}),
        ({"100": "", "101": ""}, {"100": "ERROR_100", "101": "ERROR_101"}),
        (
            {"100": "A 1", "101": "A1"},
            {"100": "BILLING_A_1", "101": "BILLING_A1"},
        ),
    ],
)
def test_range_or_prefix_go_before_and_the_code_is_the_last_resort(
    titles: dict[str, str], names: dict[str, str], tmp_path: Path
) -> None:
    entries = [{"code": code, "title": title} for code, title in titles.items()]
    found = _names(tmp_path, entries, ranges=RANGES)
    if titles.get("101") == "A1":  # one identifier in some targets, so the code decides
        names = {"100": "A_1_100", "101": "A1_101"}
    assert found == names


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("auth.expired", "auth"),
        ("a.b.c", "a.b"),
        ("E401", "E"),
        ("10001", ""),
        ("card_declined", ""),
        ("AUTH-001", "AUTH"),
    ],
)
def test_the_prefix_of_a_code_is_what_several_share(code: str, prefix: str) -> None:
    assert prefix_of(code) == prefix


TITLE = st.text("AB 1-\xe9\xfc\u4e2d", max_size=6)


@settings(
    max_examples=examples(300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(TITLE, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_names_are_valid_unique_and_do_not_depend_on_the_order(
    tmp_path: Path, titles: list[str], random: Any
) -> None:
    entries = [
        {"code": str(index * 30), "title": title} for index, title in enumerate(titles)
    ]
    taken = {"code": "7", "name": "A_B", "title": "x", "aliases": ["B_1"]}
    found = _names(tmp_path, [taken, *entries], ranges=RANGES)
    assert found.keys() == {str(row["code"]) for row in entries}
    assert all(map(is_name, found.values()))
    names = [*found.values(), "A_B", "B_1"]
    assert len(set(names)) == len(names)
    for style in (PYTHON_CLASS, TS_KEY, FILE_NAME):
        assert collisions(names, style) == ()
    random.shuffle(entries)
    assert _names(tmp_path, [*entries, taken], ranges=RANGES) == found


def test_a_file_without_names_is_one_finding_and_its_fix_names_all(
    tmp_path: Path,
) -> None:
    text = """\
errcat: 1
id: e
errors:
  # the first
  - code: "100"  # why
    title: Not found
  - {code: "101", title: Too large}
  - code: "102"
    title: Too small
"""
    write_tree(tmp_path, {"c.yaml": text})
    (finding,) = look(tmp_path / "c.yaml", ["name-present"]).findings
    assert finding.message.startswith("3 of the 3 entries whose")
    assert run("validate", "c.yaml", "--fix", cwd=tmp_path).code == 0
    fixed = (tmp_path / "c.yaml").read_text()
    assert fixed == text.replace("# why\n", '# why\n    name: "NOT_FOUND"\n').replace(
        '"101", ', '"101", name: "TOO_LARGE", '
    ).replace('- code: "102"\n', '- code: "102"\n    name: "TOO_SMALL"\n')


@pytest.mark.parametrize(
    ("named", "nameless", "codes"),
    [(2, 2, ["2", "3"]), (1, 2, [""]), (1, 1, ["2"]), (0, 1, ["2"]), (1, 15, [""])],
)
def test_a_file_in_which_most_entries_lack_a_name_is_one_finding(
    named: int, nameless: int, codes: list[str], tmp_path: Path
) -> None:
    rows = [{"code": "ok", "title": "o"}]
    rows += [
        {"code": f"a.{i}", "name": f"N{i}X", "title": f"Name {i}"} for i in range(named)
    ]
    rows += [{"code": str(2 + i), "title": f"Title {i}"} for i in range(nameless)]
    write_tree(tmp_path, {"c.json": catalog_text(rows)})
    findings = look(tmp_path / "c.json", ["name-present"]).findings
    assert [finding.code for finding in findings] == codes
    if codes == [""]:
        assert f"{nameless} of the {named + nameless} entries" in findings[0].message
    assert run("validate", "c.json", "--fix", cwd=tmp_path).code == 0


def test_entries_with_one_code_get_no_name_and_the_others_do(tmp_path: Path) -> None:
    rows = [{"code": code, "title": f"Gone {code}"} for code in ("1", "1", "2", "3")]
    write_tree(tmp_path, {"c.json": catalog_text(rows)})
    ran = run("validate", "c.json", "--fix", "--report", "json", cwd=tmp_path)
    data = json.loads((tmp_path / "c.json").read_text())
    names = [row.get("name") for row in data["errors"]]
    assert names == [None, None, "GONE_2", "GONE_3"]
    hints = {finding["hint"] for finding in json.loads(ran.out)["findings"]}
    assert "make the code unique first, then add a name" in hints
