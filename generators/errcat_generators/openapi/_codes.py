"""The codes of a catalog in OpenAPI: their schemas and descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from errcat import (
    Catalog,
    Entry,
    ErrcatError,
    Wording,
    check_distinct,
    integer_code,
    life_sentences,
    sentence,
)
from errcat.naming import OPENAPI_KEY, apply, screaming_snake
from errcat.text import markdown_cell, markdown_code, plain
from errcat_generators.openapi._options import Options

REFERENCE = {"$ref": "#/components/schemas/ErrorCode"}
_INT32 = range(-(2**31), 2**31)


class Code(NamedTuple):
    """A code as in a response body, and the names of its entry."""

    value: str | int
    name: str
    """The name in a generated client: NOT_FOUND."""
    key: str
    """The start of the names of its examples: NotFound."""
    entry: Entry


def coded(catalog: Catalog) -> tuple[Code, ...]:
    """Return the codes in the order of the catalog.

    Raises:
        ErrcatError: a code or name cannot be represented in OpenAPI, or two would be the same.

    """
    codes = tuple(_code(entry, catalog) for entry in catalog.entries)
    for names in (
        [(code.name, code.entry.label) for code in codes],
        [(code.key, code.entry.label) for code in codes],
    ):
        check_distinct(names, "in OpenAPI")
    return codes


def _code(entry: Entry, catalog: Catalog) -> Code:
    name = screaming_snake(entry.name)
    if not name[:1].isalpha():
        raise ErrcatError(
            f"{entry.label}: '{entry.name}' cannot be a name in OpenAPI:"
            " it must start with an ASCII letter"
        )
    numeric = catalog.code.wire_type == "integer"
    value = integer_code(entry.code) if numeric else entry.code
    return Code(value, name, apply(OPENAPI_KEY, entry.name), entry)


# --- schemas ----------------------------------------------------------------------------------


def schemas(
    codes: Sequence[Code], catalog: Catalog, options: Options
) -> dict[str, Any]:
    """Return the schemas of a code: `ErrorCode`, and `KnownErrorCode` if it is separate.

    An enum cannot be empty: without entries, `ErrorCode` accepts any code.
    """
    plain = _type(codes, catalog)
    if not codes:
        return {"ErrorCode": {**plain, "description": "An error code."}}
    if options.codes == "closed":
        return {"ErrorCode": _enum("ErrorCode", codes, catalog)}
    known = {"KnownErrorCode": _enum("KnownErrorCode", codes, catalog)}
    about = {
        "description": "An error code: a known one, or one newer than this document."
    }
    if options.codes == "plain":
        return {**known, "ErrorCode": {**plain, **about}}
    either = [{"$ref": "#/components/schemas/KnownErrorCode"}, plain]
    return {**known, "ErrorCode": {**about, "anyOf": either}}


def _type(codes: Iterable[Code], catalog: Catalog) -> dict[str, Any]:
    if catalog.code.wire_type != "integer":
        return {"type": "string"}
    if all(code.value in _INT32 for code in codes):
        return {"type": "integer"}
    return {"type": "integer", "format": "int64"}


def _enum(title: str, codes: Sequence[Code], catalog: Catalog) -> dict[str, Any]:
    """Return the schema of a known code, with every extension that tools read names from."""
    names = [code.name for code in codes]
    about = [about_entry(code.entry, catalog) for code in codes]
    texts = dict(zip((str(code.value) for code in codes), about, strict=True))
    return {
        **_type(codes, catalog),
        "title": title,
        "description": "\n".join(_table(codes, catalog)),
        "enum": [code.value for code in codes],
        "x-enum-varnames": names,
        "x-enum-descriptions": about,
        "x-enumNames": names,
        "x-enumDescriptions": texts,
    }


def _table(codes: Iterable[Code], catalog: Catalog) -> Iterator[str]:
    """Yield the lines of a description in Markdown; most tools show people only this."""
    version = f"version {markdown_code(catalog.version)} of " if catalog.version else ""
    yield f"The error codes known to {version}the catalog."
    yield ""
    yield "| Code | Name | Title |"
    yield "| --- | --- | --- |"
    for value, name, _, entry in codes:
        title = entry.title
        if life := life_sentences(entry, catalog, _ONE_LINE):
            title = " ".join([sentence(plain(title)), *life]).strip()
        code, text = markdown_cell(str(value)), markdown_cell(title)
        yield f"| {code} | {markdown_code(name)} | {text} |"


# --- texts about an entry ---------------------------------------------------------------------

_ONE_LINE = Wording(text=plain, reason=plain)


def about_entry(entry: Entry, catalog: Catalog) -> str:
    """Return title, stage of life and detail of an entry on one line."""
    return " ".join(
        filter(
            None,
            (
                sentence(plain(entry.title)),
                *life_sentences(entry, catalog, _ONE_LINE),
                plain(entry.detail),
            ),
        )
    )
