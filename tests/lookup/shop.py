"""A small catalog to look things up in, and the same as a catalog that lookups read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from errcat import open_project
from errcat.lookup.opening import OpenedCatalog
from tests.support import catalog_text

HEADER: Mapping[str, Any] = {
    "id": "shop",
    "title": "Shop",
    "version": "1.1.0",
    "docs_url": "https://docs.example.com/errors/{code}",
    "envelope": "jsonapi",
    "products": {"wallet": {"title": "Wallet", "owner": "team-wallet"}},
    "ranges": [
        {"name": "carts", "from": "1000", "to": "1999", "owner": "team-carts"},
        {"name": "gifts", "from": "1500", "to": "1599"},
        {"name": "free", "from": "5000", "to": "5999"},
    ],
    "reserved": [{"code": "1002", "owner": "ops", "reason": "Used by a pilot."}],
}
ENTRIES: tuple[Mapping[str, Any], ...] = (
    {
        "code": "1001",
        "name": "CART_EMPTY",
        "title": "The cart is empty",
        "detail": "Add an item first.",
        "http_status": 409,
        "aliases": ["NO_ITEMS"],
        "deprecated": {"since": "1.1.0", "replaced_by": ["1003"]},
    },
    {
        "code": "1003",
        "name": "CART_ITEM_MISSING",
        "title": "The cart has no item",
        "http_status": 404,
        "causes": ["The customer removed everything."],
    },
    {"code": "1501", "name": "GIFT_SPENT", "title": "The gift card is spent"},
    {
        "code": "5001",
        "name": "WALLET_LOCKED",
        "title": "The wallet is locked",
        "detail": "Unlock the wallet.",
        "http_status": 503,
        "products": ["wallet"],
        "notes": "Ask the vault first.",
    },
    {
        "code": "5002",
        "name": "WALLET_GONE",
        "title": "The wallet is gone",
        "retired": {"in": "1.0.0"},
    },
)


def text(entries: Iterable[Mapping[str, Any]] = ENTRIES, **header: Any) -> str:
    """Return the shop as JSON, with *header* in place of its own keys."""
    return catalog_text(entries, **{**HEADER, **header})


def opened(folder: Path, content: str = "", name: str = "shop.json") -> OpenedCatalog:
    """Write a catalog, the shop by default, and return it as lookups read it."""
    path = folder / name
    path.write_text(content or text(), encoding="utf-8")
    return open_project(folder).opened(path)[0]
