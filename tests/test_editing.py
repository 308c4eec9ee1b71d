"""An edit changes one text, and every character outside it stays as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat import plugins
from errcat.editing.spans import apply, edits
from errcat.findings import Change
from errcat.loading.reading import Document, Path, Reader, is_list
from errcat.model import Place
from tests.support import examples

READERS = {reader.name: reader for reader in plugins.collect("readers", Reader)}
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n\t"
)
TEXTS = st.text(CHARACTERS, max_size=30) | st.sampled_from(
    [
        "no",
        "0123",
        "1.10",
        "2027-03-01",
        "a: b",
        "a #b",
        "- a",
        "'",
        '"',
        "a\n\nb",
        "x\n- y",
        " a ",
        "*",
    ]
)
DATA = st.dictionaries(
    st.sampled_from(["a", "b", "title", "x-1"]),
    TEXTS | st.lists(TEXTS, max_size=3),
    min_size=1,
)
STYLES = st.sampled_from([None, '"', "'", "|", ">"])


def edited(reader: str, text: str, path: Path, value: str) -> str:
    """Return *text* with *value* at *path*; doing it again changes nothing."""
    document = Document("f", text, READERS[reader])
    new = apply(document, edits(document, [Change(Place("f", path), value)]))
    again = Document("f", new, READERS[reader])
    assert edits(again, [Change(Place("f", path), value)]) == ()
    start, end = document.offsets(path)
    assert new.startswith(text[:start])
    assert new.endswith(text[end:])
    return new


def changed(data: dict[str, Any], path: Path, value: str) -> dict[str, Any]:
    """Return a copy of *data* with *value* at *path*."""
    copy: dict[str, Any] = json.loads(json.dumps(data))
    holder: Any = copy
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return copy


def paths(data: dict[str, Any]) -> list[Path]:
    """Return the paths of all texts in *data*."""
    found: list[Path] = []
    for key, value in data.items():
        found += [(key, at) for at in range(len(value))] if is_list(value) else [(key,)]
    return found


@settings(max_examples=examples(300), deadline=None, derandomize=True)
@given(DATA, TEXTS, STYLES, st.booleans())
def test_yaml_reads_as_it_should(
    data: dict[str, Any], value: str, style: str | None, flow: bool
) -> None:
    text = yaml.safe_dump(
        data, default_style=style, default_flow_style=flow, allow_unicode=True, width=40
    )
    text = f"# before\n{text}# after\n"
    for path in paths(data):
        new = edited("yaml", text, path, value)
        assert Document("f", new, READERS["yaml"]).data == changed(data, path, value)
        assert yaml.safe_load(new) == changed(data, path, value)


@settings(max_examples=examples(200), deadline=None, derandomize=True)
@given(DATA, TEXTS, st.sampled_from([None, 1, 4]), st.booleans())
def test_json_reads_as_it_should(
    data: dict[str, Any], value: str, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    for path in paths(data):
        assert json.loads(edited("json", text, path, value)) == changed(
            data, path, value
        )


@pytest.mark.parametrize(
    ("written", "value", "new"),
    [
        ("a: old # why\n", "new", "a: new # why\n"),
        ("a: old # why\n", "no", 'a: "no" # why\n'),
        ("a: 0123\n", "0123", 'a: "0123"\n'),
        ("a: 'it''s'\n", "it's new", "a: 'it''s new'\n"),
        ('a: "old"\n', "new", 'a: "new"\n'),
        ("{a: old, b: c}\n", "x, y", '{a: "x, y", b: c}\n'),
        (
            "a: |-\n   one\n   two\n\nb: c\n",
            "one\n\n- two",
            "a: |-\n   one\n\n   - two\n\nb: c\n",
        ),
        (
            "a: |-\r\n  one\r\nb: c\r\n",
            "one\ntwo",
            "a: |-\r\n  one\r\n  two\r\nb: c\r\n",
        ),
        ("a: >-\n  one\n  two\nb: c\n", "new", 'a: "new"\nb: c\n'),
        ('{"a": "old"}', 'n"w', '{"a": "n\\"w"}'),
    ],
)
def test_a_text_is_written_in_the_way_of_the_one_before(
    written: str, value: str, new: str
) -> None:
    reader = "json" if written.startswith('{"') else "yaml"
    assert edited(reader, written, ("a",), value) == new


def test_of_two_edits_that_overlap_the_first_is_made() -> None:
    document = Document("f", '{"a": "b", "c": "d"}', READERS["json"])
    one, two = (
        edits(document, [Change(Place("f", ("a",)), value)])[0] for value in ("x", "y")
    )
    other = edits(document, [Change(Place("f", ("c",)), "z")])[0]
    assert apply(document, [one, other, two]) == '{"a": "x", "c": "z"}'


@pytest.mark.parametrize(
    ("path", "value", "after"),
    [
        (("e", 0, "name"), "A", 'e:\n  - code: x # c\n    name: "A"\n    t: y\n'),
        (("e", 0, "p"), {}, "e:\n  - code: x # c\n    t: y\n    p: {}\n"),
        (("e", 0, "p", "q"), {}, None),
        (("e", 1, "name"), "A", None),
        (("e", 0, "t", "name"), "A", None),
        (("e", 0, "t"), None, None),
    ],
)
def test_a_key_is_added_to_a_mapping_that_is_there(
    path: tuple[str | int, ...], value: object, after: str | None
) -> None:
    document = Document("f", "e:\n  - code: x # c\n    t: y\n", READERS["yaml"])
    made = edits(document, [Change(Place("f", path), value)])
    assert (apply(document, made) if made else None) == after
