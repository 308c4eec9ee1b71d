"""Keys are given other values, and every other character stays as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.amending import NotEditable, amended
from errcat.readers import Document, Reader
from tests.hostile import HOSTILE

READERS = {each.name: each for each in plugins.collect("readers", Reader)}
WAY = ("errors", 0)


def document(text: str) -> Document:
    name = "json" if text.lstrip().startswith("{\n") or '"errors"' in text else "yaml"
    return Document(f"c.{name}", text, READERS[name])


BLOCK = """\
errcat: 1
errors:
  # about the first
  - code: "1"          # one
    name: ONE
    title: One
    detail: |-
      First line.

      Second.

    # before the second
  - code: "2"
    name: TWO
"""
DEPRECATED = {"deprecated": {"since": "next", "replaced_by": ["2"]}}
CASES: list[tuple[str, Mapping[str, Any], str]] = [
    (
        BLOCK,
        DEPRECATED,
        BLOCK.replace(
            "      Second.\n",
            '      Second.\n    deprecated: {since: "next", replaced_by: ["2"]}\n',
        ),
    ),
    (BLOCK, {"name": "OTHER"}, BLOCK.replace("name: ONE", 'name: "OTHER"')),
    (BLOCK, {"title": None}, BLOCK.replace("    title: One\n", "")),
    (
        BLOCK,
        {"detail": None},
        BLOCK.replace("    detail: |-\n      First line.\n\n      Second.\n", ""),
    ),
    (
        "errors:\n- {code: '1', name: ONE} # x\n- {code: '2'}",
        {"aliases": ["OLD"]},
        "errors:\n- {code: '1', name: ONE, aliases: [\"OLD\"]} # x\n- {code: '2'}",
    ),
    (
        "errors:\n- {code: '1', name: ONE, title: T}\n",
        {"name": None},
        "errors:\n- {code: '1', title: T}\n",
    ),
    (
        "errors:\n- {code: '1', name: ONE}\n",
        {"name": None},
        "errors:\n- {code: '1'}\n",
    ),
    (
        'errors:\r\n  - code: "1"\r\n    name: ONE',
        {"since": "1.0"},
        'errors:\r\n  - code: "1"\r\n    name: ONE\r\n    since: "1.0"',
    ),
    (
        '{"errors": [{"code": "1", "name": "ONE"}, {"code": "2"}]}',
        {"since": "1.0", "name": "X"},
        '{"errors": [{"code": "1", "name": "X", "since": "1.0"}, {"code": "2"}]}',
    ),
    (
        '{\n  "errors": [\n    {\n      "code": "1",\n      "name": "ONE"\n    }\n  ]\n}\n',
        {"since": "1.0"},
        '{\n  "errors": [\n    {\n      "code": "1",\n      "name": "ONE",\n      "since": "1.0"\n    }\n  ]\n}\n',
    ),
    (
        '{\n  "errors": [\n    {\n      "code": "1",\n      "name": "ONE"\n    }\n  ]\n}\n',
        {"name": None},
        '{\n  "errors": [\n    {\n      "code": "1"\n    }\n  ]\n}\n',
    ),
    (
        "errors:\n  - code: '1'\n    deprecated:\n      since: '1'\n      reason: x\n    name: A\n",
        {"deprecated": {"since": "2"}},
        "errors:\n  - code: '1'\n    name: A\n    deprecated: {since: \"2\"}\n",
    ),
]


@pytest.mark.parametrize(("text", "values", "wanted"), CASES)
def test_only_what_is_meant_changes(
    text: str, values: Mapping[str, Any], wanted: str
) -> None:
    assert amended(document(text), WAY, values) == wanted


def test_what_is_there_already_stays_as_it_is_written() -> None:
    assert amended(document(BLOCK), WAY, {"title": "One", "since": None}) == BLOCK


def test_what_cannot_be_done_alone_is_refused() -> None:
    with pytest.raises(NotEditable, match=r"c\.yaml:4: `code` cannot be edited here"):
        amended(document(BLOCK), WAY, {"code": None})


KEYS = ("name", "title", "detail", "since", "tags", "deprecated")
VALUES = st.one_of(
    st.none(),
    st.sampled_from([each for each in HOSTILE if each.isprintable() and each]),
    st.lists(st.sampled_from(["a", "b: c", "#d"]), min_size=1, max_size=3),
    st.just({"since": "next", "reason": 'so "be" it: {x}'}),
)
LAYOUTS = ("block", "flow", "json", "compact")


def laid_out(rows: list[dict[str, Any]], layout: str) -> str:
    """Return entries in one of the ways that people write them."""
    if layout in ("json", "compact"):
        indent = 2 if layout == "json" else None
        return json.dumps({"errcat": 1, "errors": rows}, indent=indent)
    lines = ["errcat: 1", "errors:"]
    for row in rows:
        pairs = [f"{key}: {json.dumps(value)}" for key, value in row.items()]
        if layout == "flow":
            lines.append(f"  - {{{', '.join(pairs)}}}  # a remark")
        else:
            lines += [
                f"  - {pairs[0]}  # a remark",
                *(f"    {each}" for each in pairs[1:]),
            ]
    return "\n".join(lines) + "\n"


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    layout=st.sampled_from(LAYOUTS),
    held=st.dictionaries(st.sampled_from(KEYS), VALUES.filter(lambda v: v is not None)),
    values=st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1),
    at=st.integers(0, 2),
)
def test_any_edit_does_what_it_says_and_leaves_the_other_entries(
    layout: str, held: dict[str, Any], values: dict[str, Any], at: int
) -> None:
    rows = [{"code": str(number), **held} for number in range(3)]
    before = document(laid_out(rows, layout))
    text = amended(before, ("errors", at), values)
    after = document(text)
    meant = {**rows[at], **values}
    meant = {key: value for key, value in meant.items() if value is not None}
    assert after.data["errors"][at] == meant
    others = [number for number in range(3) if number != at]
    assert [after.data["errors"][number] for number in others] == [
        rows[number] for number in others
    ]
    if layout in ("block", "flow"):
        assert text.count("# a remark") == 3
