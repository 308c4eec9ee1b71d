"""From valid data to the model: a catalog with its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from errcat.loading.documents import Loaded, Page
from errcat.loading.ranges import RangeIndex, Spans
from errcat.loading.reading import Plain, is_mapping
from errcat.model import (
    Case,
    Catalog,
    CodeFormat,
    Deprecation,
    Entry,
    Envelope,
    Example,
    Link,
    Operation,
    Param,
    Product,
    Range,
    Related,
    Reserved,
    Retirement,
    Retry,
    Suppression,
)
from errcat.naming import name_from_code, screaming_snake

_ENVELOPES = {
    "jsonapi": Envelope(
        "jsonapi", "/errors/0/code", "/errors/0/title", "/errors/0/detail"
    ),
    "problem": Envelope("problem", "/code", "/title", "/detail"),
}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value))


def _retry(value: Any) -> Retry:
    if is_mapping(value):
        return Retry(str(value.get("when", "after_delay")), str(value.get("after", "")))
    return Retry(str(value))


def _case(value: Mapping[str, Any]) -> Case:
    fields = {key: item for key, item in value.items() if key in Case._fields}
    if "retry" in fields:
        fields["retry"] = _retry(fields["retry"])
    return Case(**fields)


def _param(name: str, value: Mapping[str, Any] | None) -> Param:
    known = {key: item for key, item in (value or {}).items() if key in Param._fields}
    return Param(name, **known)


def _number(value: Any) -> Any:
    """Return the number in *value* where a reader kept only its source text."""
    if value is None or (isinstance(value, str | int) and not isinstance(value, Plain)):
        return value
    try:
        return float(value)
    except ValueError:
        return str(value)


def _example(value: Mapping[str, Any]) -> Example:
    return Example(
        str(value.get("case", "")),
        {key: _number(item) for key, item in value.get("params", {}).items()},
        str(value.get("detail", "")),
        {key: str(item) for key, item in value.get("source", {}).items()},
    )


def _deprecation(value: Mapping[str, Any]) -> Deprecation:
    return Deprecation(
        str(value.get("since", "")),
        str(value.get("reason", "")),
        _texts(value.get("replaced_by", ())),
        str(value.get("sunset", "")),
    )


def _retirement(value: Mapping[str, Any]) -> Retirement:
    replaced_by = _texts(value.get("replaced_by", ()))
    return Retirement(
        str(value.get("in", "")), str(value.get("reason", "")), replaced_by
    )


def _suppression(value: Mapping[str, Any]) -> Suppression:
    return Suppression(_texts(value.get("ignore", ())), str(value.get("reason", "")))


def _links(value: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(
        Link(str(link.get("url", "")), str(link.get("title", ""))) for link in value
    )


def _related(value: Iterable[Mapping[str, Any]]) -> tuple[Related, ...]:
    return tuple(Related(str(item["system"]), str(item["code"])) for item in value)


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "code": str,
    "through": str,
    "name": str,
    "title": str,
    "detail": str,
    "description": str,
    "causes": _texts,
    "solutions": _texts,
    "page": str,
    "notes": str,
    "cases": lambda value: tuple(map(_case, value)),
    "retry": _retry,
    "fault": str,
    "severity": str,
    "audience": str,
    "channels": _texts,
    "everywhere": bool,
    "products": _texts,
    "params": lambda value: tuple(_param(*item) for item in value.items()),
    "links": _links,
    "related": _related,
    "tags": _texts,
    "examples": lambda value: tuple(map(_example, value)),
    "aliases": _texts,
    "preview": bool,
    "deprecated": _deprecation,
    "retired": _retirement,
    "since": str,
    "lint": _suppression,
}
"""Converts the value of a key to the field of that name."""


def _range(index: int, value: Mapping[str, Any]) -> Range:
    return Range(
        name=str(value.get("name", "")),
        title=str(value.get("title", "")),
        description=str(value.get("description", "")),
        first=str(value.get("from", "")),
        last=str(value.get("to", "")),
        prefix=str(value.get("prefix", "")),
        width=value.get("width", 0),
        owner=str(value.get("owner", "")),
        docs_url=str(value.get("docs_url", "")),
        everywhere=value.get("everywhere", False),
        defaults=value.get("defaults", {}),
        position=index,
    )


def _reserved(index: int, value: Mapping[str, Any]) -> Reserved:
    first, last = str(value.get("from", "")), str(value.get("to", ""))
    texts = {
        key: str(value.get(key, "")) for key in ("code", "name", "owner", "reason")
    }
    return Reserved(first=first, last=last, position=index, **texts)


def _operations(
    file: str, rows: Iterable[Mapping[str, Any] | None]
) -> Iterator[Operation]:
    for index, row in enumerate(rows):
        if row is not None:
            returned = row.get("codes", {}).items()
            codes = {code: tuple(statuses) for code, statuses in returned}
            method, path = str(row["method"]), str(row["path"])
            yield Operation(method, path, str(row.get("id", "")), codes, file, index)


def _envelope(value: Any) -> Envelope | None:
    if is_mapping(value):
        return Envelope(
            "custom", value["code"], value.get("title", ""), value.get("detail", "")
        )
    return _ENVELOPES.get(value)


def build(loaded: Loaded, sound: Mapping[str, Any]) -> Catalog | None:
    """Build a catalog from the valid parts of *loaded*; None without a header.

    *sound* has the data of every file with invalid parts, without these: keys that do not conform
    to the schema are missing, and entries that cannot be used are None.
    """
    header = loaded.header
    if header is None:
        return None
    head: dict[str, Any] = sound.get(header.file, header.data)
    if not isinstance(head.get("id"), str):
        return None
    catalog_defaults = head.get("defaults", {})
    ranges = tuple(
        _range(*item) for item in enumerate(head.get("ranges", ())) if item[1]
    )
    index = RangeIndex(ranges, catalog_defaults)
    rows = [
        (file, position, row)
        for file, document in loaded.documents.items()
        for position, row in enumerate(sound.get(file, document.data).get("errors", ()))
    ]
    spans = Spans()
    entries = [
        entry
        for file, position, row in rows
        if row is not None
        for entry in _entries(row, file, position, index, spans)
    ]
    products = head.get("products", {}).items()
    reserved = enumerate(head.get("reserved", ()))
    code = head.get("code", {})
    return Catalog(
        id=str(head["id"]),
        title=str(head.get("title", head["id"])),
        description=str(head.get("description", "")),
        version=str(head.get("version", "")),
        language=str(head.get("language", "en")),
        code=CodeFormat(
            code.get("pattern", ""),
            code.get("wire_type", "string"),
            code.get("order", ""),
        ),
        placeholders=str(head.get("placeholders", "named")),
        docs_url=str(head.get("docs_url", "")),
        envelope=_envelope(head.get("envelope")),
        products=tuple(Product(id=key, **_own(value)) for key, value in products),
        defaults=catalog_defaults,
        ranges=ranges,
        reserved=tuple(_reserved(*item) for item in reserved if item[1]),
        operations=tuple(_all_operations(loaded, sound)),
        entries=_with_pages(entries, loaded.pages),
        extensions=_extensions(head),
        file=header.file,
        root=loaded.source.root,
        file_ranges=_file_ranges(loaded, sound),
        page_files={code: page.file for code, page in loaded.pages.items()},
        complete=loaded.complete and all(row is not None for *_, row in rows),
        header_complete=header.file not in sound,
    )


def _all_operations(loaded: Loaded, sound: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield the operations in the header, and those in the file for them."""
    for document in (loaded.header, loaded.operations):
        if document is not None:
            data = sound.get(document.file, document.data)
            yield from _operations(document.file, data.get("operations", ()))


def _with_pages(
    entries: Sequence[Entry], pages: Mapping[str, Page]
) -> tuple[Entry, ...]:
    """Return *entries*, each with its page in the folder `pages`."""
    if not pages:
        return tuple(entries)
    return tuple(
        (entry._replace(page=pages[entry.code].text) if entry.code in pages else entry)
        for entry in entries
    )


def _own(value: Mapping[str, Any] | None) -> dict[str, str]:
    return {
        key: str(item) for key, item in (value or {}).items() if key in Product._fields
    }


def _extensions(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key.startswith("x-")}


def _file_ranges(loaded: Loaded, sound: Mapping[str, Any]) -> dict[str, str]:
    data = {
        file: sound.get(file, document.data)
        for file, document in loaded.documents.items()
    }
    return {
        file: str(head["range"]) for file, head in data.items() if head.get("range")
    }


def _entries(
    value: Mapping[str, Any], file: str, index: int, ranges: RangeIndex, spans: Spans
) -> list[Entry]:
    """Return the entry of a row, or the entries of a span."""
    code = str(value["code"])
    fields: dict[str, Any] = {}
    extensions: dict[str, Any] | None = None
    for key, item in value.items():
        convert = _FIELDS.get(key)
        if convert is not None:
            fields[key] = convert(item)
        elif key.startswith("x-"):
            extensions = extensions or {}
            extensions[key] = item
    if extensions:
        fields["extensions"] = extensions
    if "http_status" in value and "cases" not in value:
        fields["cases"] = (Case(http_status=value["http_status"]),)
    through = fields.pop("through", "")
    codes = spans.codes(code, through) if through else None
    if codes is None:
        fields["through"] = through
        return [_entry(fields, code, file, index, ranges)]
    base = fields.get("name", "")
    return [
        _entry(
            {**fields, "name": f"{base}_{screaming_snake(number)}" if base else ""},
            number,
            file,
            index,
            ranges,
        )
        for number in codes
    ]


def _entry(
    fields: dict[str, Any], code: str, file: str, index: int, ranges: RangeIndex
) -> Entry:
    name, defaults = ranges.of(code)
    for key, item in defaults.items():
        if key == "http_status":
            fields.setdefault("cases", (Case(http_status=item),))
        elif key in _FIELDS and key not in fields:
            fields[key] = _FIELDS[key](item)
    fields["code"] = code
    if not fields.get("name"):
        fields["name"] = name_from_code(code)
    return Entry(**fields, range=name, file=file, position=index)
