"""The codes of a catalog as OpenAPI has them: their schemas, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from errcat import Catalog, Entry, ErrcatError
from errcat.naming import OPENAPI_KEY, apply, screaming_snake
from errcat.text import markdown_cell, markdown_code, plain
from errcat_generators.openapi._options import Options

REFERENCE = {"$ref": "#/components/schemas/ErrorCode"}
_INT32 = range(-(2**31), 2**31)


class Code(NamedTuple):
    """A code, as it stands in a body, and what its entry is called."""

    value: str | int
    name: str
    """What a generated client calls it: NOT_FOUND."""
    key: str
    """The beginning of what its examples are called: NotFound."""
    entry: Entry


def coded(catalog: Catalog) -> tuple[Code, ...]:
    """Return the codes in the order of the catalog.

    Raises:
        ErrcatError: a code or name cannot be what it would have to be in OpenAPI.

    """
    codes = tuple(_code(entry, catalog) for entry in catalog.entries)
    _check_apart((code.name, code.entry) for code in codes)
    _check_apart((code.key, code.entry) for code in codes)
    return codes


def _code(entry: Entry, catalog: Catalog) -> Code:
    name = screaming_snake(entry.name)
    if not name[:1].isalpha():
        raise ErrcatError(
            f"{entry.label}: '{entry.name}' cannot be a name in OpenAPI:"
            " it needs to begin with a letter of ASCII"
        )
    whole = catalog.code.wire_type == "integer"
    value = _integer(entry.code) if whole else entry.code
    return Code(value, name, apply(OPENAPI_KEY, entry.name), entry)


def _integer(code: str) -> int:
    whole = code.removeprefix("-").isdecimal() and code.isascii()
    if not whole or str(int(code)) != code:
        raise ErrcatError(f"{code}: not a whole number, but `wire_type` is integer")
    return int(code)


def _check_apart(names: Iterable[tuple[str, Entry]]) -> None:
    seen: dict[str, Entry] = {}
    for name, entry in names:
        if name in seen:
            raise ErrcatError(
                f"{seen[name].label} and {entry.label} would both be {name} in OpenAPI;"
                " rename one of them"
            )
        seen[name] = entry


# --- schemas ----------------------------------------------------------------------------------


def schemas(
    codes: Sequence[Code], catalog: Catalog, options: Options
) -> dict[str, Any]:
    """Return the schemas of a code: `ErrorCode`, and `KnownErrorCode` where that is another one.

    An enum cannot be empty: without entries, any code is one.
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
    """Return the schema of a known code, with all the ways in which tools look for its names."""
    names = [code.name for code in codes]
    about = [about_entry(code.entry, catalog) for code in codes]
    by_code = {str(code.value): said for code, said in zip(codes, about, strict=True)}
    return {
        **_type(codes, catalog),
        "title": title,
        "description": "\n".join(_table(codes, catalog)),
        "enum": [code.value for code in codes],
        "x-enum-varnames": names,
        "x-enum-descriptions": about,
        "x-enumNames": names,
        "x-enumDescriptions": by_code,
    }


def _table(codes: Iterable[Code], catalog: Catalog) -> Iterator[str]:
    """Yield the lines of a description in Markdown; most readers are shown nothing else."""
    version = f"version {markdown_code(catalog.version)} of " if catalog.version else ""
    yield f"The error codes known to {version}the catalog."
    yield ""
    yield "| Code | Name | Title |"
    yield "| --- | --- | --- |"
    for value, name, _, entry in codes:
        said = " ".join([*_sentences(entry.title), *_life(entry, catalog)])
        title = markdown_cell(said if _life(entry, catalog) else entry.title)
        yield f"| {markdown_cell(str(value))} | {markdown_code(name)} | {title} |"


# --- what is said of an entry -----------------------------------------------------------------


def about_entry(entry: Entry, catalog: Catalog) -> str:
    """Return title, detail and what becomes of the entry, in one line."""
    texts = (*_sentences(entry.title), *_life(entry, catalog), plain(entry.detail))
    return " ".join(filter(None, texts))


def _sentences(*texts: str) -> list[str]:
    """Return those of *texts* that say something, each with a full stop if it has no end."""
    lines = filter(None, map(plain, texts))
    return [line if line[-1] in ".!?" else f"{line}." for line in lines]


def _life(entry: Entry, catalog: Catalog) -> list[str]:
    """Return the sentences that say whether the code stays."""
    if retired := entry.retired:
        first = f"Retired in {retired.version}" if retired.version else "Retired"
        use = _instead(retired.replaced_by, catalog)
        return _sentences(first, use, retired.reason)
    if gone := entry.deprecated:
        first = f"Deprecated since {gone.since}" if gone.since else "Deprecated"
        use = _instead(gone.replaced_by, catalog)
        sunset = f"Gone from {gone.sunset}" if gone.sunset else ""
        return _sentences(first, use, gone.reason, sunset)
    return ["Preview: it may still change."] if entry.preview else []


def _instead(codes: Iterable[str], catalog: Catalog) -> str:
    known = catalog.by_code
    named = [known[code].label if code in known else code for code in codes]
    return f"Use {' or '.join(named)}" if named else ""
