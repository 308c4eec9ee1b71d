"""Keys are given other values, and every other character stays as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.editing.amendments import NotEditable, amended, amended_all
from errcat.loading.reading import Document, Path, Reader, is_mapping
from tests.hostile import HOSTILE
from tests.support import examples

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
        "errors:\n  - code: '1'\n    deprecated:\n      since: \"2\"\n    name: A\n",
    ),
    (
        "errors:\n- code: '1'\n  retired:  # why\n    in: '1'\n  name: A\n",
        {"retired": {"reason": "x"}},
        "errors:\n- code: '1'\n  retired: {reason: \"x\"}  # why\n  name: A\n",
    ),
    (
        "errors:\n- code: '1'\n  since:  # not known\n  name: A\n",
        {"since": "1"},
        "errors:\n- code: '1'\n  since: \"1\"  # not known\n  name: A\n",
    ),
    (
        "errors:\n- title: >-\n    a\n    b\n  code: '1'\n",
        {"title": None},
        "errors:\n- code: '1'\n",
    ),
    (
        "errors:\n- code: '1'\n  detail: |+\n    a\n\n- code: '2'\n",
        {"since": "1"},
        "errors:\n- code: '1'\n  detail: |+\n    a\n\n  since: \"1\"\n- code: '2'\n",
    ),
    (
        "errors:\n- code: '1'\n  since: '1'",
        {"since": None},
        "errors:\n- code: '1'",
    ),
    (
        "errors:\n- {code: '1', # one\n   tags: [a], # all\n   name: A}\n",
        {"tags": None, "since": "1"},
        "errors:\n- {code: '1', # one\n   name: A,\n   since: \"1\"}\n",
    ),
]
LISTS = """\
errors:
  - code: "1"
    aliases:
      # for the clients of 2019
      - OLD   # very old
      - 'OLDER'
      # the last of them
    # about what comes next
  - code: "2"
"""
"""An entry that ends in a list, and remarks wherever one can be."""
LIST_CASES: list[tuple[list[str] | None, str]] = [
    (
        ["OLD", "OLDER", "NEW"],
        LISTS.replace("'OLDER'\n", "'OLDER'\n      - \"NEW\"\n"),
    ),
    (["OLDER"], LISTS.replace("      - OLD   # very old\n", "")),
    (
        ["OLD", "NEW"],
        LISTS.replace("- 'OLDER'", '- "NEW"'),
    ),
    (
        ["NEW"],
        LISTS.replace(
            "aliases:\n      # for the clients of 2019\n"
            "      - OLD   # very old\n      - 'OLDER'\n",
            'aliases: ["NEW"]\n      # for the clients of 2019\n',
        ),
    ),
    (
        None,
        LISTS.replace(
            "    aliases:\n      # for the clients of 2019\n"
            "      - OLD   # very old\n      - 'OLDER'\n",
            "",
        ),
    ),
]


@pytest.mark.parametrize(("text", "values", "wanted"), CASES)
def test_only_what_is_meant_changes(
    text: str, values: Mapping[str, Any], wanted: str
) -> None:
    assert amended(document(text), WAY, values) == wanted


@pytest.mark.parametrize(("aliases", "wanted"), LIST_CASES)
def test_a_list_keeps_what_stays_in_it_and_the_remarks_around_it(
    aliases: list[str] | None, wanted: str
) -> None:
    assert amended(document(LISTS), WAY, {"aliases": aliases}) == wanted


def test_a_key_stands_before_the_remarks_about_the_next_entry() -> None:
    wanted = LISTS.replace("'OLDER'\n", "'OLDER'\n    since: \"1\"\n")
    assert amended(document(LISTS), WAY, {"since": "1"}) == wanted


def test_a_new_key_of_the_header_stands_with_the_id_and_not_behind_the_entries() -> (
    None
):
    assert amended(
        document(f"errcat: 1\nid: x  # y\n{LISTS}"), (), {"version": "1"}
    ) == (f'errcat: 1\nid: x  # y\nversion: "1"\n{LISTS}')


@pytest.mark.parametrize("layout", ["block", "flow", "json", "compact"])
def test_many_changes_are_like_each_one(layout: str) -> None:
    rows = [{"code": str(number), "since": "next"} for number in range(9)]
    text = laid_out(rows, layout)
    changes = [(("errors", at), {"since": "1", "name": "N"}) for at in (1, 4, 8)]
    one_by_one = text
    for way, values in changes:
        one_by_one = amended(document(one_by_one), way, values)
    assert amended_all(document(text), changes) == one_by_one


def test_of_many_changes_the_one_that_cannot_be_made_is_named() -> None:
    changes: list[tuple[Path, Mapping[str, Any]]] = [
        (("errors", 1), {"name": "X"}),
        (("errors", 0), {"code": None}),
    ]
    text = BLOCK.replace("    name: ONE\n", "    # remark\n    name: ONE\n")
    with pytest.raises(NotEditable, match=r"c\.yaml:4: cannot edit `code` here"):
        amended_all(document(text), changes)


def test_what_is_there_already_stays_as_it_is_written() -> None:
    assert amended(document(BLOCK), WAY, {"title": "One", "since": None}) == BLOCK


def test_what_cannot_be_done_alone_is_refused() -> None:
    text = BLOCK.replace("    name: ONE\n", "    # remark\n    name: ONE\n")
    with pytest.raises(NotEditable, match=r"c\.yaml:4: cannot edit `code` here"):
        amended(document(text), WAY, {"code": None})


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


@settings(derandomize=True, deadline=None, max_examples=examples(300))
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


NOTICES = st.fixed_dictionaries(
    {"since": st.sampled_from(["1", "next"])},
    optional={
        "reason": st.sampled_from(["why: this", "#x", "a\n\nb"]),
        "replaced_by": st.lists(
            st.sampled_from(["2", "3", "x y"]), min_size=1, unique=True
        ),
    },
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["A", "B"]),
        "detail": st.sampled_from(["one", "a\n\nb", "- a\n- b"]),
        "aliases": st.lists(st.sampled_from(["X", "Y", "Z"]), min_size=1, unique=True),
        "deprecated": NOTICES,
    },
)


def drawn(value: Any, margin: str, draw: st.DrawFn) -> str:
    """Return *value* in block or flow style."""
    flat = json.dumps(value)
    if not isinstance(value, str) and draw(st.booleans()):
        inside = margin + "  "
        if is_mapping(value):
            lines = [
                f"{inside}{key}: {drawn(each, inside, draw)}"
                for key, each in value.items()
            ]
        else:
            lines = [f"{inside}- '{each}'  # kept" for each in value]
        return "\n" + "\n".join(lines)
    if isinstance(value, str) and "\n" in value and draw(st.booleans()):
        shown = "\n".join(f"{margin}  {each}".rstrip() for each in value.split("\n"))
        return f"|-\n{shown}"
    return flat


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Return a catalog as people write it, with remarks between the entries, and its rows."""
    rows = [{"code": str(at), **draw(FIELDS)} for at in range(3)]
    dash = draw(st.sampled_from(["- ", "  - ", "  -   "]))
    margin = " " * len(dash)
    text = "errors:\n"
    for row in rows:
        text += f"# before {row['code']}\n"
        pairs = [f"{key}: {drawn(value, margin, draw)}" for key, value in row.items()]
        text += dash + f"\n{margin}".join(pairs) + "\n" * draw(st.integers(1, 2))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    end = draw(st.sampled_from(["", "\n", "\n# the end\n"]))
    return (text.rstrip("\n") + end).replace("\n", newline), rows


@settings(derandomize=True, deadline=None, max_examples=examples(400))
@given(files(), FIELDS, st.sets(st.sampled_from(["name", "aliases", "deprecated"])))
def test_every_line_outside_the_entry_stays_byte_for_byte(
    given_file: tuple[str, list[dict[str, Any]]], values: dict[str, Any], gone: set[str]
) -> None:
    text, rows = given_file
    change = {**values, **dict.fromkeys(gone - values.keys())}
    after = amended(document(text), ("errors", 1), change)
    meant = {**rows[1], **change}
    meant = {key: value for key, value in meant.items() if value is not None}
    assert document(after).data["errors"] == [rows[0], meant, rows[2]]
    before, _, rest = text.partition("# before 1")
    assert after.startswith(before)
    assert after.endswith(rest[rest.index("# before 2") :])
    assert after.count("\r") == (after.count("\n") if "\r" in text else 0)
