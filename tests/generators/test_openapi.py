"""The OpenAPI document is valid, and says what the catalog says: all of it, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from errcat.errors import ErrcatError
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import File, InputFile
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Param,
    Range,
    Retirement,
)
from errcat.testing.conforming import conformance
from errcat.testing.hostile import hostile_catalog
from errcat.testing.samples import catalogs
from errcat_generators.openapi import GENERATOR, Options, _statuses, _yaml, verify
from tests.hostile import HOSTILE
from tests.support import TELNYX, combinations, examples, look, run, write_tree

JSONAPI = Envelope("jsonapi", "/errors/0/code", "/errors/0/title", "/errors/0/detail")
WHOLE = CodeFormat(wire_type="integer")
CODES = ("open", "closed", "plain")
ENVELOPES = ("catalog", "jsonapi", "problem")
VERSIONS = ("3.0", "3.1", "3.2")
NUMBER = Param("number")
ENTRIES = (
    Entry(
        "10001",
        "INACTIVE_PHONE_NUMBER",
        "Inactive phone number",
        "The number {number} is {inactive}.",
        cases=(Case(http_status=403),),
        params=(NUMBER,),
        examples=(
            Example(
                params={"number": "+1555", "inactive": "?"}, source={"pointer": "/to"}
            ),
            Example(params={"number": 7}),
            Example(detail="It is off."),
        ),
    ),
    Entry(
        "10005",
        "RESOURCE_NOT_FOUND",
        "Resource not found",
        cases=(
            Case("read", 404, description="A `GET` of what is gone."),
            Case("push", None, "Gone", "It was there."),
            Case("list", 499),
        ),
        examples=(Example("read", source={"parameter": "id"}),),
    ),
    Entry("10011", "TOO_MANY_REQUESTS", "Too many requests!", "Slow\n\ndown."),
)
SMALL = Catalog(
    id="example",
    title="Example errors",
    description="What it answers.\n\n- See https://example.com now!",
    version="1.0",
    docs_url="https://example.com/errors/{code}",
    envelope=JSONAPI,
    entries=ENTRIES,
)
INTEGERS = Catalog(
    id="jsonrpc",
    title="JSON-RPC",
    code=WHOLE,
    envelope=Envelope("custom", "/error/code", "/error/message"),
    entries=(
        Entry("-32700", "PARSE_ERROR", "Parse error", cases=(Case(http_status=400),)),
        Entry("0", "NONE", "None"),
        Entry("1", "YES", "Yes"),
    ),
)


def telnyx() -> Catalog:
    catalog = look(TELNYX, rules=()).catalog
    assert catalog is not None
    return visible(catalog)


def texts(catalog: Catalog, **options: Any) -> list[str]:
    """Return the files made of *catalog*, which have been verified."""
    return [file.text for file in render(GENERATOR, catalog, Options(**options))]


def made(catalog: Catalog, **options: Any) -> dict[str, Any]:
    """Return the document made of *catalog*, as a reader of YAML sees it."""
    document: dict[str, Any] = yaml.safe_load(texts(catalog, **options)[0])
    return document


def components(catalog: Catalog, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = made(catalog, **options)["components"]
    return found


def bodies(catalog: Catalog, **options: Any) -> dict[str, Any]:
    """Return the body of every example, by its name."""
    examples = components(catalog, **options)["examples"]
    return {name: each["value"] for name, each in examples.items()}


def everything(texts: tuple[str, ...] = HOSTILE) -> Catalog:
    """Return a catalog with an entry for each of *texts*."""
    entries = tuple(
        Entry(
            str(10000 + index),
            f"HOSTILE_{index}",
            text,
            text,
            cases=(Case("a", 400 + index % 5, description=text), Case(text or "b")),
            examples=(Example("a", source={"header": text}),),
            deprecated=Deprecation(text, text, (text,), text) if index % 2 else None,
        )
        for index, text in enumerate(texts)
    )
    return Catalog(
        id="hostile",
        title="".join(texts),
        description="\n\n".join(texts),
        version="".join(texts),
        envelope=JSONAPI,
        docs_url="https://example.com/{code}",
        entries=entries,
    )


CATALOGS = {
    "small": SMALL,
    "integers": INTEGERS,
    "empty": Catalog(id="empty"),
    "empty, but for an envelope": Catalog(id="empty", envelope=JSONAPI),
    "hostile": everything(tuple(each for each in HOSTILE if each.isprintable())),
    **{catalog.id: visible(catalog) for catalog in catalogs()},
}


# --- validity ---------------------------------------------------------------------------------


def validate(document: Any) -> None:
    """Raise if *document* is not valid in the version of OpenAPI that it names."""
    from openapi_spec_validator import validate as validate_version  # of the group dev

    validate_version(document)


@pytest.mark.parametrize("name", CATALOGS)
@pytest.mark.tools
def test_the_document_is_valid_openapi_of_every_version(name: str) -> None:
    for version, codes, envelope in combinations(VERSIONS, CODES, ENVELOPES):
        document = made(CATALOGS[name], version=version, codes=codes, envelope=envelope)
        assert document["openapi"].startswith(f"{version}.")
        validate(document)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.tools
def test_that_of_telnyx_is_valid_and_holds_every_code(version: str) -> None:
    catalog = telnyx()
    document = made(catalog, version=version)
    validate(document)
    known = document["components"]["schemas"]["KnownErrorCode"]
    said = zip(known["enum"], known["x-enum-varnames"], strict=True)
    assert list(said) == [(entry.code, entry.name) for entry in catalog.entries]
    examples = document["components"]["examples"]
    assert [each["value"]["errors"][0]["code"] for each in examples.values()] == [
        entry.code for entry in catalog.entries
    ]


def test_versions_differ_in_the_version_alone() -> None:
    first, *others = (made(SMALL, version=version) for version in VERSIONS)
    for other in others:
        assert {**other, "openapi": ""} == {**first, "openapi": ""}


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        held = cast("dict[str, Any]", node)
        if "$ref" in held:
            yield held["$ref"]
        node = list(held.values())
    if isinstance(node, list):
        for each in cast("list[object]", node):
            yield from references(each)


@pytest.mark.parametrize("name", CATALOGS)
def test_every_reference_leads_somewhere(name: str) -> None:
    for codes, envelope, shown in combinations(CODES, ENVELOPES, ("case", "none")):
        document = made(CATALOGS[name], codes=codes, envelope=envelope, examples=shown)
        for reference in references(document):
            node = document
            for step in reference.removeprefix("#/").split("/"):
                node = node[step]


@pytest.mark.parametrize("name", CATALOGS)
def test_an_example_conforms_to_the_schema_of_its_response(name: str) -> None:
    for codes, envelope in combinations(CODES, ENVELOPES):
        found = components(CATALOGS[name], codes=codes, envelope=envelope)
        for response in found.get("responses", {}).values():
            ((_, content),) = response["content"].items()
            schema = {**content["schema"], "components": found}
            validator: Any = Draft202012Validator(schema)
            for reference in content.get("examples", {}).values():
                key = reference["$ref"].rpartition("/")[2]
                assert not [*validator.iter_errors(found["examples"][key]["value"])]


def test_the_names_of_components_are_ones_that_openapi_allows() -> None:
    for catalog in CATALOGS.values():
        for named in components(catalog, envelope="problem").values():
            assert all(re.fullmatch(r"[A-Za-z0-9._-]+", each) for each in named)


# --- the codes --------------------------------------------------------------------------------


def test_a_catalog_without_an_envelope_makes_codes_alone() -> None:
    found = components(replace(SMALL, envelope=None))
    assert {kind: list(named) for kind, named in found.items()} == {
        "schemas": ["KnownErrorCode", "ErrorCode"]
    }


def test_a_known_code_has_its_name_and_text_wherever_tools_look() -> None:
    known = components(SMALL)["schemas"]["KnownErrorCode"]
    names = ["INACTIVE_PHONE_NUMBER", "RESOURCE_NOT_FOUND", "TOO_MANY_REQUESTS"]
    about = [
        "Inactive phone number. The number {number} is {inactive}.",
        "Resource not found.",
        "Too many requests! Slow down.",
    ]
    codes = ["10001", "10005", "10011"]
    assert known == {
        "type": "string",
        "title": "KnownErrorCode",
        "description": (
            "The error codes known to version `1.0` of the catalog.\n\n"
            "| Code | Name | Title |\n| --- | --- | --- |\n"
            "| 10001 | `INACTIVE_PHONE_NUMBER` | Inactive phone number |\n"
            "| 10005 | `RESOURCE_NOT_FOUND` | Resource not found |\n"
            "| 10011 | `TOO_MANY_REQUESTS` | Too many requests! |"
        ),
        "enum": codes,
        "x-enum-varnames": names,
        "x-enumNames": names,
        "x-enum-descriptions": about,
        "x-enumDescriptions": dict(zip(codes, about, strict=True)),
    }


def test_openness_is_a_choice() -> None:
    by_choice = {each: components(SMALL, codes=each)["schemas"] for each in CODES}
    assert by_choice["open"]["ErrorCode"]["anyOf"] == [
        {"$ref": "#/components/schemas/KnownErrorCode"},
        {"type": "string"},
    ]
    assert by_choice["plain"]["ErrorCode"]["type"] == "string"
    assert "anyOf" not in by_choice["plain"]["ErrorCode"]
    assert "KnownErrorCode" in by_choice["plain"]
    assert by_choice["closed"]["ErrorCode"]["enum"] == ["10001", "10005", "10011"]
    assert "KnownErrorCode" not in by_choice["closed"]


def test_codes_are_numbers_where_the_wire_has_numbers() -> None:
    found = components(INTEGERS)
    assert found["schemas"]["KnownErrorCode"]["enum"] == [-32700, 0, 1]
    assert found["schemas"]["ErrorCode"]["anyOf"][1] == {"type": "integer"}
    assert found["examples"]["ParseError"]["value"] == {
        "error": {"code": -32700, "message": "Parse error"}
    }


@pytest.mark.parametrize(
    ("code", "wide"),
    [
        ("2147483647", False),
        ("2147483648", True),
        ("-2147483648", False),
        ("-2147483649", True),
    ],
)
def test_a_number_is_said_to_be_wide_only_if_one_is(code: str, wide: bool) -> None:
    entries = (Entry("1", "ONE"), Entry(code, "OTHER"))
    catalog = replace(INTEGERS, entries=entries)
    for each in CODES:
        found = components(catalog, codes=each)["schemas"]
        for name in {"KnownErrorCode", "ErrorCode"} & set(found):
            schema = found[name].get("anyOf", ["", found[name]])[1]
            assert ("format" in schema) is wide


def test_without_entries_any_code_is_one() -> None:
    for codes in CODES:
        found = components(Catalog(id="x"), codes=codes)["schemas"]
        assert found == {
            "ErrorCode": {"type": "string", "description": "An error code."}
        }


@pytest.mark.parametrize("code", ["x", "01", "-0", "", "1.5", "\u0661"])
def test_a_code_that_is_no_number_cannot_be_one(code: str) -> None:
    catalog = Catalog(id="x", code=WHOLE, entries=(Entry(code, "ONE"),))
    with pytest.raises(ErrcatError, match="is not an integer"):
        texts(catalog)


@pytest.mark.parametrize(
    ("one", "other"), [("A_1", "A1"), ("A_B", "A-B"), ("A__B", "A_B")]
)
def test_two_names_that_become_one_are_refused(one: str, other: str) -> None:
    catalog = Catalog(id="x", entries=(Entry("1", one), Entry("2", other)))
    with pytest.raises(ErrcatError, match=f"'1 {one}' and '2 {other}' would both be"):
        texts(catalog)


@pytest.mark.parametrize("name", ["", "404", "\u4e2d"])
def test_a_name_that_no_client_could_have_is_refused(name: str) -> None:
    with pytest.raises(ErrcatError, match="must start with an ASCII letter"):
        texts(Catalog(id="x", entries=(Entry("1", name),)))


LIVES = (
    Entry("1", "ONE", "One", "It is one.", preview=True),
    Entry(
        "2", "TWO", "Two", deprecated=Deprecation("1.2", "", ("1", "9"), "2030-01-01")
    ),
    Entry("3", "THREE", "Three", deprecated=Deprecation()),
    Entry("4", "FOUR", "Four", retired=Retirement("1.1", "It was one.", ("1",))),
)


def test_what_becomes_of_a_code_is_told_with_it() -> None:
    catalog = replace(SMALL, entries=LIVES)
    known = components(catalog)["schemas"]["KnownErrorCode"]
    said = [
        "One. Preview: this code may still change. It is one.",
        "Two. Deprecated since 1.2. Use 1 ONE or 9 instead. It will be removed on 2030-01-01.",
        "Three. Deprecated.",
        "Four. Retired in 1.1: It was one. Use 1 ONE instead.",
    ]
    assert known["x-enum-descriptions"] == said
    rows = rendered(known["description"])
    assert rows[1:] == [
        ["1", "ONE", "One. Preview: this code may still change."],
        ["2", "TWO", said[1]],
        ["3", "THREE", said[2]],
        ["4", "FOUR", said[3]],
    ]


def test_a_retired_code_is_known_and_in_no_example() -> None:
    found = components(replace(SMALL, entries=LIVES))
    assert found["schemas"]["KnownErrorCode"]["enum"] == ["1", "2", "3", "4"]
    assert list(found["examples"]) == ["One", "Two", "Three"]
    assert list(
        found["responses"]["Error"]["content"]["application/json"]["examples"]
    ) == [
        "One",
        "Two",
        "Three",
    ]


def test_retired_codes_go_on_request_or_with_the_next_major_version() -> None:
    catalog = replace(SMALL, entries=LIVES)
    for shown in (
        components(catalog, retired="drop"),
        components(replace(catalog, version="2.0")),
    ):
        assert shown["schemas"]["KnownErrorCode"]["enum"] == ["1", "2", "3"]


# --- responses and examples -------------------------------------------------------------------


def test_every_status_has_a_response_and_the_rest_has_one_too() -> None:
    responses = components(SMALL)["responses"]
    held = {
        name: list(each["content"]["application/json"]["examples"])
        for name, each in responses.items()
    }
    assert held == {
        "Forbidden": [
            "InactivePhoneNumber",
            "InactivePhoneNumber.2",
            "InactivePhoneNumber.3",
        ],
        "NotFound": ["ResourceNotFound_read"],
        "Status499": ["ResourceNotFound_list"],
        "Error": ["ResourceNotFound_push", "TooManyRequests"],
    }
    assert responses["Forbidden"]["description"] == (
        "403 Forbidden, with one of these codes:\n\n"
        "| Code | Title |\n| --- | --- |\n| 10001 | Inactive phone number |"
    )
    assert responses["Status499"]["description"].startswith("499, with one of")
    assert responses["Error"]["description"] == (
        "An error without its own HTTP status."
    )


def test_the_response_for_other_errors_is_there_in_any_case() -> None:
    for entries in ((), ENTRIES[:1]):
        responses = components(replace(SMALL, entries=entries))["responses"]
        assert "examples" not in responses["Error"]["content"]["application/json"]


def test_an_example_has_the_wording_of_its_case_and_its_own_values() -> None:
    page = "https://example.com/errors/"
    assert bodies(SMALL) == {
        name: {"errors": [error]}
        for name, error in {
            "InactivePhoneNumber": {
                "code": "10001",
                "title": "Inactive phone number",
                "detail": "The number +1555 is {inactive}.",
                "source": {"pointer": "/to"},
                "meta": {"url": f"{page}10001"},
            },
            "InactivePhoneNumber.2": {
                "code": "10001",
                "title": "Inactive phone number",
                "detail": "The number 7 is {inactive}.",
                "meta": {"url": f"{page}10001"},
            },
            "InactivePhoneNumber.3": {
                "code": "10001",
                "title": "Inactive phone number",
                "detail": "It is off.",
                "meta": {"url": f"{page}10001"},
            },
            "ResourceNotFound_read": {
                "code": "10005",
                "title": "Resource not found",
                "source": {"parameter": "id"},
                "meta": {"url": f"{page}10005"},
            },
            "ResourceNotFound_push": {
                "code": "10005",
                "title": "Gone",
                "detail": "It was there.",
                "meta": {"url": f"{page}10005"},
            },
            "ResourceNotFound_list": {
                "code": "10005",
                "title": "Resource not found",
                "meta": {"url": f"{page}10005"},
            },
            "TooManyRequests": {
                "code": "10011",
                "title": "Too many requests!",
                "detail": "Slow\n\ndown.",
                "meta": {"url": f"{page}10011"},
            },
        }.items()
    }


def test_an_example_says_in_short_what_it_is_of() -> None:
    examples = components(SMALL)["examples"]
    assert examples["ResourceNotFound_push"]["summary"] == "10005 Gone"
    assert (
        examples["ResourceNotFound_read"]["description"] == "A `GET` of what is gone."
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "null"), (True, "true"), (False, "false"), (1, "1"), (0.5, "0.5")],
)
def test_a_value_is_shown_as_json_has_it(value: Any, shown: str) -> None:
    example = Example(params={"number": value})
    entry = Entry("1", "A", "A", "{number}!", params=(NUMBER,), examples=(example,))
    assert bodies(replace(SMALL, entries=(entry,)))["A"]["errors"][0]["detail"] == (
        f"{shown}!"
    )


def test_a_value_that_looks_like_a_param_is_none() -> None:
    example = Example(params={"a": "{b}", "b": "{a}"})
    params = (Param("a"), Param("b"))
    entry = Entry("1", "A", "A", "{a}{b}{c}", params=params, examples=(example,))
    made = bodies(replace(SMALL, entries=(entry,)))
    assert made["A"]["errors"][0]["detail"] == "{b}{a}{c}"


def test_no_two_examples_share_a_name() -> None:
    cases = (Case("2"), Case("a"), Case("A"), Case("a.2"), Case("\u4e2d"), Case("."))
    examples = (Example(), Example(), Example())
    entries = (
        Entry("1", "A", cases=cases, examples=examples),
        Entry("2", "A2", cases=cases, examples=examples),
        Entry("3", "A_A", cases=cases, examples=examples),
        Entry("4", "AA2", examples=examples),
    )
    found = components(Catalog(id="x", envelope=JSONAPI, entries=entries))
    assert len(found["examples"]) == 3 * 6 * 3 + 3


def test_examples_can_be_left_out() -> None:
    found = components(SMALL, examples="none")
    assert list(found) == ["schemas", "responses"]
    for response in found["responses"].values():
        assert list(response["content"]["application/json"]) == ["schema"]


def test_a_problem_has_the_members_of_rfc_9457_and_the_code() -> None:
    found = components(SMALL, envelope="problem")
    forbidden = found["responses"]["Forbidden"]["content"]
    assert list(forbidden) == ["application/problem+json"]
    assert found["examples"]["InactivePhoneNumber"]["value"] == {
        "type": "https://example.com/errors/10001",
        "title": "Inactive phone number",
        "status": 403,
        "detail": "The number +1555 is {inactive}.",
        "code": "10001",
    }
    problem = found["schemas"]["Problem"]
    assert list(problem["properties"]) == [
        "type",
        "title",
        "status",
        "detail",
        "instance",
        "code",
    ]
    assert problem["required"] == ["title", "code"]
    bare = bodies(replace(SMALL, docs_url=""), envelope="problem")
    assert bare["TooManyRequests"]["type"] == "about:blank"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/errors/{code}", "{code}"])
def test_a_page_that_cannot_be_followed_is_not_named(url: str) -> None:
    catalog = replace(SMALL, docs_url=url)
    assert "meta" not in bodies(catalog)["TooManyRequests"]["errors"][0]
    assert (
        bodies(catalog, envelope="problem")["TooManyRequests"]["type"] == "about:blank"
    )


def test_a_range_may_have_pages_of_its_own() -> None:
    ranges = (Range("r", first="1", last="99999", docs_url="https://e.com/{name}"),)
    entries = tuple(entry._replace(range="r") for entry in ENTRIES)
    catalog = replace(SMALL, docs_url="", ranges=ranges, entries=entries)
    assert bodies(catalog)["TooManyRequests"]["errors"][0]["meta"] == {
        "url": "https://e.com/TOO_MANY_REQUESTS"
    }
    assert "meta" in components(catalog)["schemas"]["ApiError"]["properties"]
    bare = replace(SMALL, docs_url="")
    assert "meta" not in components(bare)["schemas"]["ApiError"]["properties"]


def test_a_title_is_required_only_if_every_entry_has_one() -> None:
    untitled = replace(SMALL, entries=(*ENTRIES, Entry("2", "TWO")))
    for envelope, name in (("jsonapi", "ApiError"), ("problem", "Problem")):
        for catalog, wanted in ((SMALL, True), (untitled, False)):
            schema = components(catalog, envelope=envelope)["schemas"][name]
            assert ("title" in schema["required"]) is wanted


ONE = (Entry("7", "SEVEN", "Seven", "It is seven."),)


@pytest.mark.parametrize(
    ("pointers", "body"),
    [
        (("/code",), {"code": "7"}),
        (("/",), {"": "7"}),
        (("/a~1b/c~0d",), {"a/b": {"c~d": "7"}}),
        (("/0/code", "/0/title"), [{"code": "7", "title": "Seven"}]),
        (("/0/3",), [["7"]]),
        (("/e/0/1/code",), {"e": [[{"code": "7"}]]}),
        (
            ("/error/code", "/error/text/title", "/detail"),
            {
                "error": {"code": "7", "text": {"title": "Seven"}},
                "detail": "It is seven.",
            },
        ),
        (
            ("/codes/0", "/titles/0", "/no"),
            {"codes": ["7"], "titles": ["Seven"], "no": "It is seven."},
        ),
    ],
)
def test_a_body_holds_everything_where_the_pointers_lead(
    pointers: tuple[str, ...], body: Any
) -> None:
    envelope = Envelope("custom", *pointers)
    catalog = Catalog(id="x", envelope=envelope, entries=ONE)
    found = components(catalog)
    assert found["examples"]["Seven"]["value"] == body
    schema = {
        **found["schemas"]["ErrorResponse"],
        "components": found,
    }
    validator: Any = Draft202012Validator(schema)
    assert validator.is_valid(body)
    others: tuple[Any, ...] = ({}, [], {"codes": []}, "7")
    for other in others:
        assert not validator.is_valid(other)


@pytest.mark.parametrize(
    "pointers",
    [
        ("/a", "/a"),
        ("/a", "/a/b"),
        ("/a/b", "/a"),
        ("/a/0", "/a/b"),
        ("/a/b/c", "", "/a/0/c"),
    ],
)
def test_pointers_that_contradict_each_other_are_refused(
    pointers: tuple[str, ...],
) -> None:
    catalog = Catalog(id="x", envelope=Envelope("custom", *pointers), entries=ONE)
    with pytest.raises(ErrcatError, match=r"envelope: .*'/a'"):
        texts(catalog)


def test_a_pointer_without_end_is_refused() -> None:
    catalog = Catalog(id="x", envelope=Envelope("custom", "/a" * 5000))
    with pytest.raises(ErrcatError, match="the pointer to code has 5000 steps"):
        texts(catalog)


def test_the_phrases_of_statuses_are_those_that_python_knows() -> None:
    renamed = {
        413,
        414,
        416,
        418,
        422,
    }  # from one Python to the next, or by the registry
    known = {each.value: each.phrase for each in HTTPStatus if each not in renamed}
    assert {
        status: phrase
        for status, phrase in _statuses.PHRASES.items()
        if status not in renamed
    } == known
    names = [_statuses.component(status) for status in range(100, 600)]
    assert len(set(names)) == len(names)
    assert "Error" not in names
    chosen = {status: _statuses.component(status) for status in (404, 418, 505)}
    assert chosen == {404: "NotFound", 418: "ImATeapot", 505: "HttpVersionNotSupported"}


# --- hostile texts ----------------------------------------------------------------------------


def rendered(text: str) -> list[list[str]]:
    """Return the cells of the table in *text*, row by row, as a reader sees them."""
    rows: list[list[str]] = []
    for token in MarkdownIt("gfm-like").parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            cell = "".join(
                "" if each.type == "softbreak" else each.content
                for each in token.children or ()
            )
            rows[-1].append(cell)
    return rows


def tokens(text: str) -> set[str]:
    parsed = MarkdownIt("gfm-like", {"html": True}).parse(text)
    inner = {each.type for token in parsed for each in token.children or ()}
    return {token.type for token in parsed} | inner


CELLS = {"text", "text_special", "code_inline", "inline", "paragraph_open"} | {
    "paragraph_close",
    *(
        f"{part}_{end}"
        for part in ("table", "thead", "tbody", "tr", "th", "td")
        for end in ("open", "close")
    ),
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_table_of_hostile_texts_is_a_table_of_texts(text: str) -> None:
    catalog = hostile_catalog(text)
    found = components(catalog, envelope="jsonapi")
    for described in (
        found["schemas"]["KnownErrorCode"]["description"],
        *(each["description"] for each in found["responses"].values()),
    ):
        assert tokens(described) <= CELLS
    rows = rendered(found["schemas"]["KnownErrorCode"]["description"])
    assert [row[1] for row in rows] == ["Name", "HOSTILE", "OTHER"]


PROSE = {"text", "text_special", "code_inline", "inline", "link_open", "link_close"} | {
    f"{part}_{end}"
    for part in ("paragraph", "bullet_list", "list_item")
    for end in ("open", "close")
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_description_has_paragraphs_bullets_code_and_links_alone(text: str) -> None:
    for said in (text, f"{text}!https://example.com/x", f"x {text} `code` {text}"):
        info = made(Catalog(id="x", description=said))["info"]
        described = info.get("description", "")
        assert tokens(described) <= PROSE | {"softbreak"}
        links = re.findall(r'href="([^"]*)"', MarkdownIt("gfm-like").render(described))
        assert all(each.startswith("https://") for each in links)


def test_a_description_keeps_its_form() -> None:
    assert made(SMALL)["info"] == {
        "title": "Example errors",
        "version": "1.0",
        "description": (
            "What it answers.\n\n- See [https:/\\/example\\.com](https://example.com) now!"
        ),
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back(text: str) -> None:
    entry = Entry("1", "ONE", text, text, cases=(Case("a", 400, text, text),))
    catalog = Catalog(id="x", title=text, envelope=JSONAPI, entries=(entry,))
    wanted = {
        key: value
        for key, value in (("code", "1"), ("title", text), ("detail", text))
        if value
    }
    assert bodies(catalog)["One_a"] == {"errors": [wanted]}


def test_it_keeps_the_laws_of_generators() -> None:
    conformance(GENERATOR)
    conformance(
        GENERATOR,
        CATALOGS["telephony"],
        options={
            "envelope": "problem",
            "codes": "closed",
            "version": "3.0",
            "overlay": ["$.components.schemas.Fault.properties.code"],
            "document": "shop.yaml",
        },
    )


KEYS = st.text(max_size=8) | st.sampled_from(
    ["y", "No", "null", "true", "~", "1", "a: b"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.text(max_size=30)
    | st.sampled_from([*HOSTILE, "a\nb", "a\n\n- b\n  c", "- a\n- b", "|-", "[]"])
    | st.booleans()
    | st.integers(),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=examples(400), deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_again_by_anyone(data: dict[str, Any]) -> None:
    text = _yaml.written(data)
    assert yaml.safe_load(text) == data
    assert _yaml.read(text) == data
    text.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a: b\n",
        "a: 1\na: 1\n",
        "a: 01\n",
        "a: 1.5\n",
        'a: "\n',
        'a: "\\q"\n',
        'a:\n   b: "c"\n',
        'a:\nb: "c"\n',
        "- a: 1\nb: 2\n",
        "a: 1\n- b\n",
        "a: {b: 1}\n",
        "a: [1]\n",
        "a: &x 1\n",
        "a: ~\n",
        "a: 1\n b: 1\n",
        "a: 1 # comment\n",
    ],
)
def test_what_is_written_otherwise_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"line \d+ is not valid|unknown escape"):
        _yaml.read(text)


# --- verification -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('- "10001"', '- "10002"'),
        ('- "10001"', "- 10001"),
        ("Resource not found.", "Resource found."),
        ('  title: "Example errors"', '  title: "Example errors"\n  x-y: 1'),
        ("@generated", "generated"),
        ("minItems: 1", "minItems: one"),
        ("openapi:", "OpenAPI:"),
    ],
)
def test_a_document_that_says_something_else_is_refused(old: str, new: str) -> None:
    (text,) = texts(SMALL)
    assert verify(SMALL, Options(), [File("openapi.yaml", text)]) == ""
    assert old in text
    changed = text.replace(old, new, 1)
    assert verify(SMALL, Options(), [File("openapi.yaml", changed)])


def test_an_overlay_that_is_missing_or_changed_is_refused() -> None:
    options = Options(overlay=("$.a.b",), document=SHOP)
    first, second = render(GENERATOR, SMALL, options)
    assert verify(SMALL, options, [first, second]) == ""
    assert verify(SMALL, options, [first])
    other = second.text.replace("remove: true", "remove: false", 1)
    assert verify(SMALL, options, [first, File(second.path, other)])


# --- overlays ---------------------------------------------------------------------------------


SHOP = InputFile("shop.yaml", "openapi: 3.1.0\n")


def actions(
    *paths: str, catalog: Catalog = SMALL, **options: Any
) -> list[dict[str, Any]]:
    given = {"document": SHOP, **options}
    document = yaml.safe_load(texts(catalog, overlay=paths, **given)[1])
    assert document["overlay"] == "1.0.0"
    found: list[dict[str, Any]] = document["actions"]
    return found


def test_an_overlay_replaces_by_removing_first() -> None:
    reference = {"$ref": "#/components/schemas/ErrorCode"}
    assert actions("$.a['b c'].d", "$.x[0].e[*]['f.g']", "$.a['b c'].d")[-4:] == [
        {"target": "$.a['b c'].d", "remove": True},
        {"target": "$.a['b c']", "update": {"d": reference}},
        {"target": "$.x[0].e[*]['f.g']", "remove": True},
        {"target": "$.x[0].e[*]", "update": {"f.g": reference}},
    ]


def test_an_overlay_holds_the_components_of_the_document() -> None:
    found = {
        kind: {name: {**one, "x-errcat": SMALL.id} for name, one in named.items()}
        for kind, named in components(SMALL).items()
    }
    update = actions("$.a", catalog=SMALL)[-3]
    assert update == {"target": "$", "update": {"components": found}}


def test_an_overlay_removes_only_components_with_the_marker_of_its_catalog() -> None:
    removed = actions("$.a")[:-3]
    assert removed == [
        {"target": f"$.{kind}[?(@['x-errcat']=='example')]", "remove": True}
        for kind in (
            "components.schemas",
            "components.responses",
            "components.examples",
            "paths[*][*].responses",
        )
    ]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("components: {schemas: {ErrorCode: {type: string}}}", "schemas.ErrorCode"),
        ('{"components": {"schemas": {"ErrorCode": true}}}', "schemas.ErrorCode"),
        (
            "components: {responses: {Error: {x-errcat: other}}}",
            "responses.Error",
        ),
        ("components: {schemas: {ErrorCode: {x-errcat: example}}}", ""),
        ("components: {schemas: {Other: {}}, parameters: {ErrorCode: {}}}", ""),
        ("components: {schemas: }", ""),
        ("swagger: '2.0'", ""),
        ("", ""),
    ],
)
def test_a_component_of_the_user_is_never_replaced(text: str, taken: str) -> None:
    document = InputFile("shop.yaml", text)
    if not taken:
        assert actions("$.a", document=document)
        return
    reason = f"shop.yaml has its own components.{taken}.*; set `prefix`"
    with pytest.raises(ErrcatError, match=reason):
        actions("$.a", document=document)
    assert actions("$.a", document=document, prefix="Shop")


def test_an_overlay_needs_the_document_that_it_is_for() -> None:
    with pytest.raises(ErrcatError, match="overlay: set `document`"):
        texts(SMALL, overlay=("$.a",))
    with pytest.raises(ErrcatError, match=r"document: shop\.yaml: not YAML: "):
        actions("$.a", document=InputFile("shop.yaml", "a: ["))


def test_a_prefix_starts_the_name_of_every_component_and_leads_every_reference() -> (
    None
):
    plain, named = components(SMALL), made(SMALL, prefix="Shop")
    assert {kind: [*found] for kind, found in named["components"].items()} == {
        kind: [f"Shop{name}" for name in found] for kind, found in plain.items()
    }
    assert named["components"]["schemas"]["ShopKnownErrorCode"]["title"] == (
        "ShopKnownErrorCode"
    )
    for reference in re.findall(r"#/components/(\w+)/([\w.]+)", json.dumps(named)):
        kind, name = reference
        assert name in named["components"][kind]
    assert actions("$.a.b", prefix="Shop")[-1]["update"] == {
        "b": {"$ref": "#/components/schemas/ShopErrorCode"}
    }


@pytest.mark.parametrize("prefix", ["1", "a-b", "a.b", " ", "é", "x" * 65])
def test_a_prefix_that_cannot_start_a_name_is_refused(prefix: str) -> None:
    with pytest.raises(ErrcatError, match="prefix: "):
        made(SMALL, prefix=prefix)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "must start with"),
        ("components.schemas", "must start with"),
        ("$", "must be a name"),
        ("$.a[0]", "must be a name"),
        ("$.a[*]", "must be a name"),
        ("$.a.*", r"'\.\*' is not a valid step"),
        ("$..code", r"'\.\.code' is not a valid step"),
        ("$.call-control_Error", "'-control_Error' is not a valid step"),
        ("$.a[?@.b].c", "is not a valid step"),
        ("$.a[01].c", "is not a valid step"),
        ("$.a['b", "is not a valid step"),
        ("$.a['b']]", "is not a valid step"),
        ("$['it\\'s']", "is not a valid step"),
        ("$['a\nb']", "is not a valid step"),
        ("$.a .b", "is not a valid step"),
        ("$.", "is not a valid step"),
    ],
)
def test_a_path_that_tools_would_not_agree_on_is_refused(
    path: str, reason: str
) -> None:
    with pytest.raises(ErrcatError, match=f"overlay: (?s:.*){reason}"):
        texts(SMALL, overlay=(path,))


@pytest.mark.parametrize(
    "path", ["$.components.schemas.ErrorCode", "$['components'].schemas['ApiError']"]
)
def test_a_schema_of_the_overlay_itself_is_not_replaced(path: str) -> None:
    with pytest.raises(ErrcatError, match="the overlay always sets that schema"):
        texts(SMALL, overlay=(path,), document=SHOP)
    assert len(actions(f"{path}.properties.code")) > 2


# --- as a user runs it ------------------------------------------------------------------------


def test_the_command_writes_the_document_and_the_overlay_beside_it(
    tmp_path: Path,
) -> None:
    ran = run(
        "gen",
        "openapi",
        "--catalog",
        TELNYX,
        "--output",
        "api/errors.yaml",
        "--set",
        "version=3.0",
        "--set",
        "overlay=$.components.schemas.Fault.properties.code",
        "--set",
        "document=shop.yaml",
        cwd=write_tree(tmp_path, {"shop.yaml": SHOP.text}),
    )
    assert ran.code == 0, ran.err
    whole = yaml.safe_load((tmp_path / "api" / "errors.yaml").read_text("utf-8"))
    laid = yaml.safe_load((tmp_path / "api" / "errors_overlay.yaml").read_text("utf-8"))
    assert whole["openapi"] == "3.0.3"
    added = laid["actions"][-3]["update"]["components"]
    assert {kind: [*named] for kind, named in added.items()} == {
        kind: [*named] for kind, named in whole["components"].items()
    }


def test_a_path_that_makes_no_sense_ends_the_run_with_a_word_on_it(
    tmp_path: Path,
) -> None:
    write_tree(tmp_path, {"catalog.json": '{"errcat": 1, "id": "x", "errors": []}'})
    ran = run(
        "gen",
        "openapi",
        "--catalog",
        "catalog.json",
        "--set",
        "overlay=code",
        cwd=tmp_path,
    )
    assert ran.code == 2
    assert "overlay: invalid path 'code'" in ran.err
