"""Items of a list move with their comments, and everything else stays."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.editing.lines import spliced
from errcat.editing.ordering import reordered
from errcat.loading.reading import Document, Reader
from tests.support import examples

READERS = {reader.name: reader for reader in plugins.collect("readers", Reader)}


def _sorted(text: str, name: str = "yaml") -> str | None:
    document = Document(f"c.{name}", text, READERS[name])
    rows = document.data["errors"]
    order = sorted(range(len(rows)), key=lambda index: rows[index]["code"])
    splice = reordered(document, ("errors",), order)
    return None if splice is None else spliced(text, [splice])


CASES = {
    "comments above, beside and below move; empty lines stay": (
        """\
errcat: 1
errors:
  # of 2
  - code: "2" # two
    title: b # b
    # below 2

  # of 1

  # of 1, too
  - code: "1"
    detail: |-
      one

      more

  - code: "0"
x-after: 1
""",
        """\
errcat: 1
errors:
  - code: "0"

  # of 1

  # of 1, too
  - code: "1"
    detail: |-
      one

      more

  # of 2
  - code: "2" # two
    title: b # b
    # below 2
x-after: 1
""",
    ),
    "a list that is not indented": (
        'errors:\n- code: "2"\n- code: "1"\n  title: a\n',
        'errors:\n- code: "1"\n  title: a\n- code: "2"\n',
    ),
    "no line end at the end": (
        'errors:\n  - code: "2"\n  - code: "1"',
        'errors:\n  - code: "1"\n  - code: "2"',
    ),
    "carriage returns": (
        'errors:\r\n  # a\r\n  - code: "2"\r\n  - code: "1"\r\n',
        'errors:\r\n  - code: "1"\r\n  # a\r\n  - code: "2"\r\n',
    ),
    "brackets": (
        'errors: [{code: "2", a: 1}, {code: "1"}]\n',
        'errors: [{code: "1"}, {code: "2", a: 1}]\n',
    ),
    "items in brackets": (
        'errors:\n  - {code: "2"} # x\n  - {code: "1"}\n',
        'errors:\n  - {code: "1"}\n  - {code: "2"} # x\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_an_item_moves_with_its_comments(before: str, after: str) -> None:
    assert _sorted(before) == after


def test_json_keeps_its_layout() -> None:
    before = '{\n  "errors": [\n    {"code": "2"},\n    {"code": "1",\n     "a": 1}\n  ]\n}\n'
    after = '{\n  "errors": [\n    {"code": "1",\n     "a": 1},\n    {"code": "2"}\n  ]\n}\n'
    assert _sorted(before, "json") == after


def test_comments_in_brackets_are_not_torn_from_their_items() -> None:
    assert _sorted('errors: [\n  {code: "2"}, # two\n  {code: "1"}\n]\n') is None


PIECE = st.sampled_from(["# note\n", "\n", "", "  # deep\n"])


@settings(max_examples=examples(500), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), PIECE, PIECE), min_size=1, max_size=8))
def test_every_line_survives_and_a_second_time_changes_nothing(
    rows: list[tuple[int, str, str]],
) -> None:
    parts = [
        f'{_indented(above)}  - code: "{code:02}"\n{_indented(below)}    title: t{code}\n'
        for code, above, below in rows
    ]
    before = "errcat: 1\nerrors:\n" + "".join(parts)
    after = _sorted(before)
    assert after is not None
    assert sorted(after.splitlines()) == sorted(before.splitlines())
    codes = [
        row["code"] for row in Document("c", after, READERS["yaml"]).data["errors"]
    ]
    assert all(a <= b for a, b in itertools.pairwise(codes))
    assert _sorted(after) == after


def _indented(piece: str) -> str:
    return f"  {piece}" if piece.strip() else piece


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(st.integers(0, 99), min_size=1, max_size=8), st.sampled_from([None, 1, 2])
)
def test_json_of_any_layout_is_sorted(codes: list[int], indent: int | None) -> None:
    rows = [{"code": f"{code:02}", "x": [code]} for code in codes]
    after = _sorted(json.dumps({"errors": rows}, indent=indent), "json")
    assert after is not None
    wanted = {"errors": sorted(rows, key=lambda row: str(row["code"]))}
    assert after == json.dumps(wanted, indent=indent)
