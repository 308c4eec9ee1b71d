"""Every notation gives the same data, and a position for every node."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.loading.reading import (
    DEPTH,
    Document,
    Path,
    Plain,
    Reader,
    is_list,
    is_mapping,
    too_deep,
)
from tests.support import examples

READERS = {reader.name: reader for reader in plugins.collect("readers", Reader)}
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXTS,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def nodes(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Return every node below *value* with its path."""
    found = [(path, value)]
    if is_mapping(value):
        found += [
            each for key, item in value.items() for each in nodes(item, (*path, key))
        ]
    if is_list(value):
        found += [
            each for at, item in enumerate(value) for each in nodes(item, (*path, at))
        ]
    return found


@settings(max_examples=examples(200), deadline=None, derandomize=True)
@given(VALUES, st.sampled_from([None, 1, 4]), st.booleans())
def test_json_gives_back_what_was_written(
    value: Any, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    document = Document("x.json", text, READERS["json"])
    assert (document.data, document.faults) == (value, ())
    for path, node in nodes(value):
        start, end = document.offsets(path)
        assert json.loads(text[start:end]) == node


def spoken(value: Any) -> Any:
    """Return *value* without what YAML cannot say, or says otherwise."""
    return json.loads(json.dumps(value))


@settings(max_examples=examples(200), deadline=None, derandomize=True)
@given(VALUES, st.sampled_from([True, False]))
def test_yaml_gives_back_what_was_written(value: Any, flow: bool) -> None:
    text = yaml.safe_dump(
        value, default_flow_style=flow, allow_unicode=False, width=1000
    )
    document = Document("x.yaml", text, READERS["yaml"])
    assert document.faults == ()
    assert document.data == spoken(value)
    for path, node in nodes(document.data):
        start, end = document.offsets(path)
        if isinstance(node, str | int) and not isinstance(node, bool):
            assert yaml.safe_load(text[start:end]) in (node, str(node))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", Plain("no")),
        ("Off", Plain("Off")),
        ("0123", Plain("0123")),
        ("+1", Plain("+1")),
        ("1.10", Plain("1.10")),
        ("1e3", Plain("1e3")),
        (".inf", Plain(".inf")),
        ("12:30", Plain("12:30")),
        ("2027-03-01", Plain("2027-03-01")),
        ("=", Plain("=")),
        ("9" * 40, Plain("9" * 40)),
        ("10DLC", "10DLC"),
        ("-", "-"),
        ("+E.164", "+E.164"),
        ("noon", "noon"),
        ("true", True),
        ("~", None),
        ("", None),
        ("-17", -17),
        ("0", 0),
        ('"no"', "no"),
        ("'0123'", "0123"),
    ],
)
def test_what_a_plain_scalar_stands_for(written: str, value: Any) -> None:
    data = Document("x.yaml", f"a: {written}\n", READERS["yaml"]).data
    if written == "-":
        return  # a list begins there
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("name", READERS)
def test_a_position_is_a_line_and_a_column_in_code_points(name: str) -> None:
    text = '{"a": "é😀", "b":\r\n  "x",\n"c": [1,\r 22]}'
    document = Document("x", text, READERS[name])
    assert document.span(("b",)) == (2, 3, 2, 6)
    assert document.span(("b",), key=True) == (1, 13, 1, 16)
    assert document.span(("c", 1)) == (4, 2, 4, 4)
    assert document.line(2) == '  "x",'
    assert document.offset(2, 3) == text.index('"x"')


@pytest.mark.parametrize("name", READERS)
def test_what_is_not_there_is_placed_at_its_nearest_parent(name: str) -> None:
    document = Document("x", '{"a": {"b": 1}}', READERS[name])
    assert document.span(("a", "nothing", "at", "all")) == (1, 7, 1, 7)


def test_nesting_is_measured() -> None:
    value: Any = 1
    for _ in range(DEPTH):
        value = [value]
    assert too_deep(value) is None
    assert too_deep({"a": value}) is not None


@pytest.mark.parametrize("count", [DEPTH + 1, 1000, 100_000])
@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("json", "["),
        ("json", '{"a":'),
        ("yaml", "["),
        ("yaml", "{a: "),
        ("yaml", "[\n"),
        ("yaml", "[{a: "),
        ("yaml", "- "),
    ],
)
@pytest.mark.parametrize("rest", ["", "@", "]" * 9, ": : }\n\t%"])
def test_deep_nesting_is_reported_at_the_same_place_whatever_the_library_allows(
    name: str, unit: str, count: int, rest: str
) -> None:
    """Newer versions of libyaml stop at 1,000 levels by themselves, Python at fewer or more."""
    text = unit * count + rest
    (fault,) = Document("x", text, READERS[name]).faults
    brackets = [at for at, char in enumerate(text) if char in "[{-"]
    assert (fault.rule, fault.start) == ("nesting-shallow", brackets[DEPTH])


@pytest.mark.parametrize(
    ("begins", "rule", "start"),
    [("a: &b [", "yaml-plain", 3), ("[{[a]: ", "syntax-valid", 2)],
)
def test_what_is_wrong_before_deep_nesting_is_reported_first(
    begins: str, rule: str, start: int
) -> None:
    text = begins + "[" * 2000
    (fault,) = Document("x", text, READERS["yaml"]).faults
    assert (fault.rule, fault.start) == (rule, start)


@pytest.mark.parametrize(("name", "text"), [("yaml", "[" * DEPTH), ("json", "[" * 64)])
def test_an_error_above_the_limit_of_nesting_is_an_error_of_syntax(
    name: str, text: str
) -> None:
    (fault,) = Document("x", text + "@", READERS[name]).faults
    assert (fault.rule, fault.start) == ("syntax-valid", DEPTH)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=examples(300), deadline=None, derandomize=True)
@given(
    text=st.text(
        st.sampled_from("{}[]:,-#&*!|>'\"%@`?\n\t ab1\\\x85\u2028\ufeff"), max_size=40
    )
)
def test_no_text_makes_a_reader_raise(name: str, text: str) -> None:
    document = Document("x", text, READERS[name])
    for fault in document.faults:
        assert 0 <= fault.start <= len(text)
        document.span_at(fault.start, fault.end)
    document.span(("a", 0, "b"))
