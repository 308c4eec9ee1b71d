"""`errcat schema` prints the schemas that errcat ships."""

from __future__ import annotations

import json

import pytest

import errcat_schema
from tests.support import ROOT, run


@pytest.mark.parametrize("name", errcat_schema.names())
def test_a_schema_is_printed_as_it_is_shipped(name: str) -> None:
    path = ROOT / "schema" / "errcat_schema" / f"{name}.schema.json"
    ran = run("schema", name)
    assert (ran.code, ran.out, ran.err) == (0, path.read_text("utf-8"), "")
    assert errcat_schema.load(name) == json.loads(ran.out)


def test_without_a_name_it_is_the_schema_of_catalogs() -> None:
    assert run("schema").out == run("schema", "catalog").out


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("catalogue", "unknown schema 'catalogue'; did you mean 'catalog'?"),
        ("x", f"unknown schema 'x'; known: {', '.join(errcat_schema.names())}"),
        ("../schema/catalog", "unknown schema '../schema/catalog'; "),
    ],
)
def test_an_unknown_name_is_2_and_names_the_nearest(name: str, message: str) -> None:
    ran = run("schema", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"errcat: {message}")


def test_help_lists_every_schema() -> None:
    text = " ".join(run("schema", "--help").out.split())
    *first, last = errcat_schema.names()
    assert f"NAME is {', '.join(first)} or {last}. The default is catalog." in text
