"""A catalog as plain data for the bundle, the digest and other programs.

The data is in the catalog format, so that reading it gives the same catalog. Every entry has its
defaults written out; internal data (notes, lint, custom x- keys) is omitted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Any

from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Operation,
    Param,
    Product,
    Range,
    Reserved,
    Retirement,
    Retry,
)

FORMAT = 1
"""The version of the catalog format."""


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return *entry* as data, with the defaults written out."""
    data: dict[str, Any] = {}
    for key, plain in ENTRY_KEYS.items():
        value = getattr(entry, key)
        if not value:
            continue
        if key == "cases" and _is_status(value):
            data["http_status"] = value[0].http_status
        elif key != "audience" or value != "public":
            data[key] = plain(value)
    return data


def catalog_data(catalog: Catalog) -> dict[str, Any]:
    """Return *catalog* as one document: the header, then `errors` in the catalog's own order."""
    data: dict[str, Any] = {"errcat": FORMAT, "id": catalog.id}
    for key, plain in HEADER_KEYS.items():
        value = getattr(catalog, key)
        if value and value != _default(catalog, key) and (written := plain(value)):
            data[key] = written
    data["errors"] = [entry_data(entry) for entry in catalog.entries]
    return data


def operation_data(operation: Operation) -> dict[str, Any]:
    """Return *operation* as data, with its codes in the order that they have."""
    codes = {code: list(statuses) for code, statuses in operation.codes.items()}
    data = {"method": operation.method, "path": operation.path}
    return {**data, **_set({"id": operation.id}), "codes": codes}


def digest(catalog: Catalog) -> str:
    """Return sixteen hex digits that change when anything in *catalog* does.

    They are the head of a SHA-256 over canonical JSON of `catalog_data`.
    """
    import json  # both are slow to import, and reading catalogs needs neither
    from hashlib import sha256

    data = catalog_data(catalog)
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:16]


def _default(catalog: Catalog, key: str) -> str:
    """Return the value of a *key* that the header omits."""
    return {"title": catalog.id, "language": "en", "placeholders": "named"}.get(key, "")


def _is_status(cases: tuple[Case, ...]) -> bool:
    """Tell whether `http_status` on the entry can replace *cases*."""
    status = cases[0].http_status
    return status is not None and cases == (Case(http_status=status),)


# --- from the model to plain data ------------------------------------------------------------


def _set(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of *fields* that are not empty."""
    return {key: value for key, value in fields.items() if value}


def _retry(value: Retry) -> Any:
    return {"when": value.when, "after": value.after} if value.after else value.when


def _case(value: Case) -> dict[str, Any]:
    fields = value._asdict()
    if value.retry:
        fields["retry"] = _retry(value.retry)
    return _set(fields)


def _params(values: Iterable[Param]) -> dict[str, Any]:
    return {
        param.name: _set(
            {
                "type": (
                    "" if param.type == Param._field_defaults["type"] else param.type
                ),
                "description": param.description,
                "sensitive": param.sensitive,
            }
        )
        for param in values
    }


def _example(value: Example) -> dict[str, Any]:
    params = {key: _number(item) for key, item in value.params.items()}
    fields = {
        "case": value.case,
        "params": params,
        "detail": value.detail,
        "source": dict(value.source),
    }
    return _set(fields)


def _number(value: Any) -> Any:
    """Return a value that JSON can write; an exact number was read as a Decimal."""
    if value is None or isinstance(value, str | int):
        return value
    number = float(value)
    return number if abs(number) < inf else str(number)


def _deprecation(value: Deprecation) -> dict[str, Any]:
    return _set({**value._asdict(), "replaced_by": list(value.replaced_by)})


def _retirement(value: Retirement) -> dict[str, Any]:
    fields = {"in": value.version, "reason": value.reason}
    return _set({**fields, "replaced_by": list(value.replaced_by)})


def _each_set(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [_set(value._asdict()) for value in values]


def _products(values: Iterable[Product]) -> dict[str, Any]:
    return {item.id: _set({**item._asdict(), "id": ""}) for item in values}


def _range(value: Range) -> dict[str, Any]:
    return _set(
        {
            "name": value.name,
            "title": value.title,
            "description": value.description,
            "from": value.first,
            "to": value.last,
            "prefix": value.prefix,
            "width": value.width,
            "owner": value.owner,
            "docs_url": value.docs_url,
        }
    )


def _reserved(value: Reserved) -> dict[str, Any]:
    return _set(
        {
            "code": value.code,
            "from": value.first,
            "to": value.last,
            "name": value.name,
            "owner": value.owner,
            "reason": value.reason,
        }
    )


def _code_format(value: CodeFormat) -> dict[str, Any]:
    wire_type = "" if value.wire_type == CodeFormat().wire_type else value.wire_type
    return _set({**value._asdict(), "wire_type": wire_type})


def _envelope(value: Envelope) -> Any:
    if value.kind != "custom":
        return value.kind
    return _set({**value._asdict(), "kind": ""})


HEADER_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "title": str,
    "description": str,
    "version": str,
    "language": str,
    "code": _code_format,
    "placeholders": str,
    "docs_url": str,
    "envelope": _envelope,
    "products": _products,
    "ranges": lambda value: list(map(_range, value)),
    "reserved": lambda value: list(map(_reserved, value)),
    "operations": lambda value: list(map(operation_data, value)),
}
"""Converts a field of the catalog to the value of the key of that name."""

ENTRY_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "code": str,
    "through": str,
    "name": str,
    "title": str,
    "detail": str,
    "description": str,
    "page": str,
    "causes": list,
    "solutions": list,
    "cases": lambda value: list(map(_case, value)),
    "retry": _retry,
    "fault": str,
    "severity": str,
    "audience": str,
    "channels": list,
    "everywhere": bool,
    "products": list,
    "params": _params,
    "links": _each_set,
    "related": _each_set,
    "tags": list,
    "examples": lambda value: list(map(_example, value)),
    "aliases": list,
    "preview": bool,
    "deprecated": _deprecation,
    "retired": _retirement,
    "since": str,
}
"""Converts a field of an entry to the value of the key of that name."""
