"""What errcat generates comes back from an import, without what the output does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import errcat
from errcat.importing.extracting import Text
from errcat.importing.running import run
from tests.importing.support import IMPORTERS, written

SHOP = """\
errcat: 1
id: shop
title: Shop
version: "1.2.0"
envelope: jsonapi
code: {pattern: "[1-9][0-9]{3}", wire_type: string}
ranges:
  - {name: cart, title: Cart, from: "1000", to: "1999"}
  - {name: payment, title: Payment, from: "2000", to: "2999"}
errors:
  - code: "1001"
    name: CART_EMPTY
    title: The cart is empty
    detail: The cart `{cart}` has no products.
    description: |-
      A cart is empty at first.

      - Products fill it.
      - Orders empty it.
    causes: [Nobody added a product, It expired]
    solutions: [Add a product]
    http_status: 409
    retry: after_fix
    fault: caller
    severity: warning
    params: {cart: {type: string, description: The id of the cart}}
    tags: [checkout]

  - code: "1002"
    name: CART_OLD
    title: The cart is old
    detail: Make a new one.
    http_status: 410
    deprecated: {since: "1.1.0", sunset: "2030-01-01", replaced_by: ["1001"], reason: It says too little}

  - code: "2001"
    name: CARD_DECLINED
    title: Card declined
    detail: The bank said no.
    cases:
      - {id: funds, http_status: 402, title: Not enough money}
      - {id: expired, http_status: 403, detail: The card is no longer valid.}

  - code: "2010"
    through: "2012"
    name: BANK_ANSWER
    title: The bank's answer
    detail: It depends.
    http_status: 502

  - code: "2500"
    name: OLD_THING
    title: Old thing
    detail: It was removed.
    retired: {in: "1.2.0", reason: No longer sold}
"""
LOST: dict[str, dict[str, set[str]]] = {
    "json": {},
    "csv": {
        "1001": {"causes", "description", "params", "solutions", "tags"},
        "1002": {"deprecated"},
        "2001": {"cases"},
        "2500": {"retired"},
    },
    "markdown": {
        "1001": {"description", "detail", "params"},
        "2001": {"cases"},
    },
    "openapi": {
        "1001": {
            *("causes", "description", "fault", "params", "retry", "severity"),
            *("solutions", "tags"),
        },
        "2001": {"cases"},
    },
}
"""The fields that are not the same again. A description becomes a part of the detail in Markdown."""


def data(catalog: errcat.Catalog) -> dict[str, dict[str, Any]]:
    return {entry.code: dict(errcat.entry_data(entry)) for entry in catalog.entries}


@pytest.mark.parametrize("target", LOST)
def test_a_catalog_comes_back_from_what_is_generated(
    target: str, tmp_path: Path
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    before = data(errcat.load(path))
    files = errcat.generate(path, target)
    inventory = run([Text(file.path, file.text) for file in files], IMPORTERS)
    after = data(errcat.load(written(tmp_path / "again", inventory)))
    assert after.keys() == before.keys()
    lost = {
        code: {
            field
            for field in {*entry, *after[code]}
            if entry.get(field) != after[code].get(field)
        }
        for code, entry in before.items()
    }
    assert {code: fields for code, fields in lost.items() if fields} == LOST[target]
