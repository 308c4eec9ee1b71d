"""Targets show which operation returns which code: in pages, and as responses in an overlay."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from errcat.generating.running import render
from errcat.generating.target import InputFile
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Entry,
    Envelope,
    Operation,
    Retirement,
)
from errcat_generators.markdown import GENERATOR as MARKDOWN
from errcat_generators.markdown import Options as MarkdownOptions
from errcat_generators.openapi import GENERATOR, Options, claims
from tests.generators.test_openapi_clients import laid, write

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: /}]
paths:
  /messages:
    parameters: []
    get:
      responses:
        200: {description: OK}
    post:
      responses:
        "200": {description: OK}
        401: {description: Mine}
  /messages/{id}:
    get: {}
"""
CATALOG = Catalog(
    id="example",
    envelope=Envelope("custom", "/error/code", "/error/message"),
    operations=(
        Operation("GET", "/messages", "listMessages"),
        Operation("POST", "/messages", "", {"10": (400, 422), "20": (), "40": (409,)}),
        Operation("GET", "/gone", "", {"10": (404,)}),
        Operation("GET", "/it's", "", {"10": (404,)}),
    ),
    entries=(
        Entry("10", "TOO_LONG", "Too long"),
        Entry("20", "SPAM", "Spam", cases=(Case("a", 403), Case("b", 429))),
        Entry("30", "UNKNOWN_KEY", "Unknown key", cases=(Case(http_status=401),)),
        Entry("40", "RETIRED", "Retired", retired=Retirement("1")),
    ),
)
COMMON = replace(
    CATALOG,
    entries=tuple(
        entry._replace(everywhere=entry.code == "30") for entry in CATALOG.entries
    ),
)


def page(catalog: Catalog) -> str:
    """Return the Markdown of all entries."""
    files = render(MARKDOWN, catalog, MarkdownOptions())
    return "".join(file.text for file in files[1:])


def test_a_page_lists_the_operations_of_an_entry() -> None:
    text = page(CATALOG)
    assert text.count("**Operations**") == 3
    assert "**Operations**\n\n* `POST /messages`\n* `GET /gone`\n" in text


def test_a_page_names_an_operation_by_its_id() -> None:
    operation = Operation("GET", "/messages", "listMessages", {"30": ()})
    text = page(replace(CATALOG, operations=(operation,)))
    assert "**Operations**\n\n* `GET /messages (listMessages)`\n" in text


def test_a_page_says_that_every_operation_returns_a_code() -> None:
    assert "**Operations**\n\n* Every operation\n" in page(COMMON)


def options(text: str = DOCUMENT, **given: Any) -> Options:
    """Return the options of an overlay for the document *text*."""
    document = InputFile("shop.yaml", text)
    return Options(overlay=("$.x.code",), document=document, **given)


def responses(catalog: Catalog, given: Options | None = None) -> dict[str, Any]:
    """Return the responses that the overlay adds, by the target."""
    overlay = render(GENERATOR, catalog, given or options())[1].text
    return {
        action["target"]: action["update"]["responses"]
        for action in yaml.safe_load(overlay)["actions"]
        if "responses" in action.get("update", {})
    }


def listed(catalog: Catalog, given: Options | None = None) -> dict[str, dict[str, Any]]:
    """Return the codes of each of these responses."""
    return {
        target: {key: one["x-extensible-enum"] for key, one in found.items()}
        for target, found in responses(catalog, given).items()
    }


POST = "$.paths['/messages'].post"


def test_an_overlay_adds_the_responses_that_an_operation_lacks() -> None:
    assert listed(CATALOG) == {
        POST: {"400": ["10"], "403": ["20"], "422": ["10"], "429": ["20"]}
    }


def test_a_common_code_is_added_to_every_operation_without_its_status() -> None:
    assert listed(COMMON) == {
        "$.paths['/messages'].get": {"401": ["30"]},
        POST: {"400": ["10"], "403": ["20"], "422": ["10"], "429": ["20"]},
    }


def test_codes_are_as_in_responses() -> None:
    numbers = replace(CATALOG, code=CodeFormat(wire_type="integer"))
    assert listed(numbers)[POST]["400"] == [10]


def test_a_response_holds_all_that_a_component_does() -> None:
    given = options(prefix="Shop")
    assert responses(CATALOG, given)[POST]["403"] == {
        "description": "403 Forbidden, with one of these codes:\n\n"
        "| Code | Title |\n| --- | --- |\n| 20 | Spam |",
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/ShopErrorResponse"},
                "examples": {
                    "Spam_a": {"$ref": "#/components/examples/ShopSpam_a"},
                },
            }
        },
        "x-extensible-enum": ["20"],
        "x-errcat": "example",
    }


@pytest.mark.parametrize(
    ("catalog", "given"),
    [
        (CATALOG, options(operations="none")),
        (replace(CATALOG, operations=()), options()),
        (replace(CATALOG, envelope=None), options()),
        (CATALOG, options("openapi: 3.1.0\npaths: {/messages: {post: no}}\n")),
    ],
)
def test_there_are_no_responses_without_operations_or_an_envelope(
    catalog: Catalog, given: Options
) -> None:
    assert responses(catalog, given) == {}


def test_two_catalogs_cannot_add_one_response() -> None:
    found = [name for _, name in claims(CATALOG, options()) if "responses." in name]
    assert [name for name in found if not name.startswith("components")] == [
        f"POST /messages: responses.{status}" for status in (400, 403, 422, 429)
    ]


@pytest.mark.tools
def test_two_tools_add_the_same_responses_and_once(tmp_path: Path) -> None:
    quoted = re.sub(r"\b([0-9]{3}):", r'"\1":', DOCUMENT)  # the tools differ on numbers
    (tmp_path / "shop.yaml").write_text(quoted)
    given: dict[str, Any] = {
        "overlay": ("$.x.code",),
        "document": InputFile("shop.yaml", quoted),
    }
    write(tmp_path, COMMON, **given)
    first = laid(tmp_path)
    assert [*first["paths"]["/messages"]["post"]["responses"]] == [
        *("200", "401", "400", "403", "422", "429"),
    ]
    text = (tmp_path / "shop.yaml").read_text()
    fewer = replace(COMMON, operations=COMMON.operations[:1])
    given["document"] = InputFile("shop.yaml", text)
    write(tmp_path, fewer, **given)
    again = laid(tmp_path)["paths"]["/messages"]
    assert [*again["post"]["responses"]] == ["200", "401"]
    assert [*again["get"]["responses"]] == ["200", "401"]
