"""All targets say the same of an entry, and refuse the same names."""

from __future__ import annotations

import pytest

from errcat import (
    Wording,
    check_distinct,
    check_known,
    integer_code,
    label_of,
    life_sentences,
    plugins,
    replacements,
    sentence,
)
from errcat.errors import ErrcatError, OptionInvalid
from errcat.generating.selection import is_closed
from errcat.generating.target import Generator
from errcat.model import Catalog, Deprecation, Entry, Retirement

OLD = Deprecation("1.3", "It says too little", ("2", "9"), "2030-01-01")
GONE = Retirement("2.0", "Merged.", ("2",))
NEW = Entry("2", "NEW")


def catalog(*entries: Entry) -> Catalog:
    return Catalog(id="c", entries=(*entries, NEW))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Slow down", "Slow down."),
        ("Why?", "Why?"),
        ("No!", "No!"),
        ("-", "-"),
        ("???", "???"),
        ("Read https://x.y/z", "Read https://x.y/z"),
        ("See www.x.y/help", "See www.x.y/help"),
        ("Write to help@x.y", "Write to help@x.y"),
        ("Read https://x.y/z first", "Read https://x.y/z first."),
        ("Read the manual (https://x.y/z)", "Read the manual (https://x.y/z)."),
    ],
)
def test_a_sentence_ends_with_one_mark(text: str, expected: str) -> None:
    assert sentence(text) == expected
    assert sentence(sentence(text)) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("1"), ()),
        (Entry("1", preview=True), ("Preview: this code may still change.",)),
        (
            Entry("1", deprecated=OLD),
            (
                "Deprecated since 1.3: It says too little.",
                "Use 2 NEW or 9 instead.",
                "It will be removed on 2030-01-01.",
            ),
        ),
        (Entry("1", deprecated=Deprecation()), ("Deprecated.",)),
        (
            Entry("1", deprecated=OLD, retired=GONE),
            ("Retired in 2.0: Merged.", "Use 2 NEW instead."),
        ),
        (Entry("1", retired=Retirement(reason="Unused")), ("Retired: Unused.",)),
    ],
)
def test_the_sentences_name_stage_reason_replacement_and_date(
    entry: Entry, expected: tuple[str, ...]
) -> None:
    assert life_sentences(entry, catalog(entry)) == expected


def test_an_output_writes_the_parts_of_a_sentence_in_its_own_way() -> None:
    entry = Entry("1", deprecated=OLD)
    wording = Wording(
        text="t({})".format,
        reason="r({})".format,
        state="*{}*".format,
        reference="[{}]".format,
    )
    assert life_sentences(entry, catalog(entry), wording) == (
        "*Deprecated* since t(1.3): r(It says too little).",
        "Use [2] or [9] instead.",
        "It will be removed on t(2030-01-01).",
    )


def test_the_label_of_a_replacement_is_encoded_as_text() -> None:
    entry = Entry("1", deprecated=OLD)
    wording = Wording(text="t({})".format)
    assert "Use t(2 NEW) or t(9) instead." in life_sentences(
        entry, catalog(entry), wording
    )


def test_what_an_encoder_leaves_empty_is_omitted() -> None:
    entry = Entry("1", deprecated=OLD._replace(replaced_by=()))
    wording = Wording(text="".format, reason="".format)
    assert life_sentences(entry, catalog(entry), wording) == ("Deprecated.",)


def test_a_label_is_code_and_name_or_an_unknown_code() -> None:
    assert label_of("2", catalog()) == "2 NEW"
    assert label_of("3", catalog()) == "3"


def test_replacements_are_those_of_the_latest_stage() -> None:
    assert replacements(Entry("1")) == ()
    assert replacements(Entry("1", deprecated=OLD)) == ("2", "9")
    assert replacements(Entry("1", deprecated=OLD, retired=GONE)) == ("2",)


def test_two_things_with_one_name_are_refused() -> None:
    check_distinct([("A", "1 A"), ("B", "2 B")], "in Python")
    with pytest.raises(ErrcatError) as both:
        check_distinct([("A", "1 A"), ("A", "2 a")], "in Python")
    assert str(both.value) == (
        "'1 A' and '2 a' would both be 'A' in Python; rename one of them"
    )
    with pytest.raises(ErrcatError) as twice:
        check_distinct([("A", "1 A"), ("A", "1 A")], "in Python")
    assert str(twice.value) == "'1 A' would use 'A' twice in Python"


@pytest.mark.parametrize("code", ["", "x", "01", "-0", "+1", "1.0", " 1", "\u0661"])
def test_only_an_integer_in_its_shortest_form_is_an_integer_code(code: str) -> None:
    with pytest.raises(ErrcatError, match="is not an integer, but `wire_type` is"):
        integer_code(code)


def test_an_integer_code_is_below_its_limit() -> None:
    assert integer_code("-99", 100) == -99
    for code in ("100", "-100"):
        with pytest.raises(ErrcatError, match=f"code '{code}' is too large"):
            integer_code(code, 100)


def test_an_unknown_name_in_an_option_is_refused_with_a_suggestion() -> None:
    check_known("fields", ["title"], ["title", "code"], "column")
    with pytest.raises(OptionInvalid) as near:
        check_known("fields", ["titel"], ["title", "code"], "column")
    assert str(near.value) == "fields: unknown column 'titel'; did you mean 'title'?"
    with pytest.raises(OptionInvalid) as far:
        check_known("fields", ["zzz"], ["title", "code"], "column")
    assert str(far.value) == "fields: unknown column 'zzz'; known: title, code"


@pytest.mark.parametrize(
    ("target", "options", "closed"),
    [
        ("ts", {}, False),
        ("ts", {"style": "enum"}, True),
        ("ts", {"style": "enum", "ranges": ["general"]}, True),
        ("ts", {"style": "union"}, False),
        ("openapi", {}, False),
        ("openapi", {"codes": "closed"}, True),
        ("openapi", {"codes": "plain"}, False),
        ("python", {}, False),
        ("python", {"groups": "enum"}, False),
        ("csv", {}, False),
        ("markdown", {}, False),
        ("json", {}, False),
    ],
)
def test_a_generator_says_which_options_make_its_output_closed(
    target: str, options: dict[str, object], *, closed: bool
) -> None:
    generator = plugins.get("generators", Generator, target)
    assert is_closed(generator, options) is closed


def test_a_plugin_decides_by_itself_what_closed_means() -> None:
    closed = Generator("x.own", "", lambda _, __: (), closed=lambda _: True)
    silent = Generator("x.own", "", lambda _, __: ())
    assert is_closed(closed, {})
    assert not is_closed(silent, {})
    with pytest.raises(OptionInvalid, match="no such option"):
        is_closed(silent, {"style": "enum"})
