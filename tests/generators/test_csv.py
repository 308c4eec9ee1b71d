"""A table has a row for every code, says what the catalog says, and holds no formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errcat.errors import ErrcatError, OptionInvalid
from errcat.generating.options import parse_options
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import File
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Range,
    Retirement,
    Retry,
)
from errcat.testing.conforming import breaches
from errcat.testing.hostile import hostile_catalog
from errcat_generators.csv import FIELDS, GENERATOR, Options, verify
from tests.hostile import HOSTILE
from tests.support import TELNYX, examples, look

SMALL = Catalog(
    id="example",
    docs_url="https://example.com/errors/{range}#{code}",
    ranges=(Range("ddl", prefix="ddl:"),),
    entries=(
        Entry(
            code="ddl:1",
            name="ONE",
            title='A "quoted" title, and more',
            detail="First.\n\n- bullet",
            range="ddl",
            cases=(Case("a", 409), Case("b", 400)),
            retry=Retry("after_delay", "PT1M"),
            fault="caller",
            severity="error",
            notes="SECRET",
            deprecated=Deprecation("1.0", "Old.", ("ddl:2", "x#9")),
        ),
        Entry(code="ddl:2", name="TWO", audience="partner", preview=True),
        Entry(code="ddl:3", name="THREE", retired=Retirement("2.0", "", ("ddl:2",))),
    ),
)


def telnyx() -> Catalog:
    catalog = look(TELNYX, rules=()).catalog
    assert catalog is not None
    return visible(catalog)


def made(catalog: Catalog, *fields: str) -> str:
    (file,) = render(GENERATOR, catalog, Options(fields) if fields else Options())
    return file.text


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def shown(text: str) -> str:
    """Return *text* as a spreadsheet has to show it, found without errcat's encoders."""
    hidden = (
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-"
        "\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff\ufdd0-"
        "\ufdef" + "".join(chr(at | 0xFFFE) + chr(at | 0xFFFF) for at in PLANES) + "]"
    )
    seen = re.sub(hidden, lambda match: ascii(match[0])[1:-1], text)
    formula = re.match("[\t\r\n]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]", seen)
    return f"'{seen}" if formula and not re.fullmatch("-[0-9]+", seen) else seen


PLANES = range(0, 0x110000, 0x10000)


def test_every_entry_is_a_row_that_says_what_it_says() -> None:
    catalog = telnyx()
    head, *rows = read(made(catalog))
    assert head == list(FIELDS)
    assert [row[0] for row in rows] == [entry.code for entry in catalog.entries]
    for row, entry in zip(rows, catalog.entries, strict=True):
        said = dict(zip(head, row, strict=True))
        assert said["title"] == shown(entry.title)
        assert said["detail"] == shown(entry.detail)
        assert said["range"] == entry.range
        assert said["docs_url"] == catalog.page_of(entry)


def test_all_columns_are_told() -> None:
    head, first, second, third = read(made(SMALL))
    assert dict(zip(head, first, strict=True)) == {
        "code": "ddl:1",
        "name": "ONE",
        "title": 'A "quoted" title, and more',
        "detail": "First.\n\n- bullet",
        "range": "ddl",
        "http_statuses": "400 409",
        "retry": "after_delay",
        "fault": "caller",
        "severity": "error",
        "audience": "public",
        "life": "deprecated",
        "replaced_by": "ddl:2 x#9",
        "docs_url": "https://example.com/errors/ddl#ddl%3A1",
    }
    assert second[9:12] == ["partner", "preview", ""]
    assert third[9:12] == ["public", "retired", "ddl:2"]
    assert "SECRET" not in made(SMALL)


def test_columns_are_chosen_and_ordered() -> None:
    assert made(SMALL, "title", "code").splitlines()[0] == "title,code"
    options = parse_options(GENERATOR, {"fields": "code, life"})
    assert read(render(GENERATOR, SMALL, options)[0].text) == [
        ["code", "life"],
        ["ddl:1", "deprecated"],
        ["ddl:2", "preview"],
        ["ddl:3", "retired"],
    ]


def test_a_column_that_is_not_known_is_refused_by_name() -> None:
    with pytest.raises(ErrcatError, match="unknown column 'notes'; known: code, name"):
        made(SMALL, "code", "notes")
    with pytest.raises(
        ErrcatError, match="name at least one column; known: code, name"
    ):
        render(GENERATOR, SMALL, Options(()))
    with pytest.raises(OptionInvalid):
        parse_options(GENERATOR, {"columns": "code"})


def test_one_empty_column_is_a_row_still() -> None:
    assert made(SMALL, "severity") == 'severity\nerror\n""\n""\n'
    assert read(made(SMALL, "severity")) == [["severity"], ["error"], [""], [""]]


def test_an_empty_catalog_has_its_head() -> None:
    assert made(Catalog(id="empty")) == ",".join(FIELDS) + "\n"


def test_numbers_stay_numbers_below_zero_too() -> None:
    entries = (Entry(code="-32700", name="A"), Entry(code="0", name="B"))
    catalog = Catalog(id="x", code=CodeFormat(wire_type="integer"), entries=entries)
    assert made(catalog, "code") == "code\n-32700\n0\n"


def test_a_formula_begins_with_an_apostrophe() -> None:
    entries = (Entry(code="@a", title="=1+1", detail="- a bullet"),)
    catalog = Catalog(id="x", entries=entries)
    assert made(catalog, "code", "title", "detail") == (
        'code,title,detail\n"\'@a","\'=1+1","\'- a bullet"\n'
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_field_and_no_formula(text: str) -> None:
    catalog = visible(hostile_catalog(text))
    head, *rows = read(made(catalog))
    assert [len(row) for row in rows] == [len(head)] * len(catalog.entries)
    for row, entry in zip(rows, catalog.entries, strict=True):
        said = dict(zip(head, row, strict=True))
        assert said["code"] == shown(entry.code)
        assert said["title"] == shown(entry.title)
        assert said["detail"] == shown(entry.detail)
        assert not [each for each in row if re.match(r"[\t\r\n=+@]|-(?!\d+$)", each)]


TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=50),
    st.text("\",;\n\r\t =+-@'a1\x00", max_size=20),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Return an entry of any texts."""
    code, title, detail, fault = (draw(TEXTS) for _ in range(4))
    return Entry(code=code, title=title, detail=detail, fault=fault)


@settings(derandomize=True, deadline=None, max_examples=examples(200))
@given(
    found=st.lists(entries(), max_size=4).map(tuple),
    fields=st.lists(
        st.sampled_from(["code", "title", "detail", "fault"]), min_size=1, unique=True
    ).map(tuple),
)
def test_any_catalog_is_read_back(
    found: tuple[Entry, ...], fields: tuple[str, ...]
) -> None:
    text = made(Catalog(id="x", entries=found), *fields)
    text.encode("utf-8")
    rows = [[shown(getattr(entry, name)) for name in fields] for entry in found]
    assert read(text) == [[*fields], *rows]


def test_it_keeps_the_laws_but_for_the_mark() -> None:
    """CSV has no comments: that errcat made a table is said in the manifest alone."""
    assert {breach.law for breach in breaches(GENERATOR)} == {"mark"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ddl:3", "ddl:4"),
        ("ddl:3", "ddl:3,x"),
        ("ddl:3,", ""),
        ('""quoted""', '"quoted"'),
        ("code,name", "name,code"),
        ("First.\n", 'First."\n'),
        ("caller", "=caller"),
        ("ddl:3", '"ddl:3'),
    ],
)
def test_a_table_that_says_something_else_is_refused(old: str, new: str) -> None:
    text = made(SMALL)
    assert old in text
    assert verify(SMALL, Options(), [File("", text)]) == ""
    assert verify(SMALL, Options(), [File("", text.replace(old, new))])


def test_rows_more_or_fewer_are_refused() -> None:
    text = made(SMALL)
    fewer: Any = replace(SMALL, entries=SMALL.entries[:2])
    assert verify(fewer, Options(), [File("", text)]) == "it has 4 rows, not 3"
    assert verify(SMALL, Options(), [File("", f"{text}\n")])
    assert verify(SMALL, Options(), [File("", text[:-1])])
