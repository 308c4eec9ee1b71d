"""The body of an error response: its schemas, and an example of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, NoReturn, TypeAlias

from errcat import Catalog, ErrcatError
from errcat_generators.openapi._codes import REFERENCE
from errcat_generators.openapi._options import Options


class Occurrence(NamedTuple):
    """One occurrence of an error, as the body shows it; empty fields are omitted."""

    code: str | int
    title: str
    detail: str
    status: int | None
    url: str
    """The address of the page about the code."""
    source: Mapping[str, str]
    """Where in the request the error arose."""


class Body(NamedTuple):
    """The body of error responses."""

    media_type: str
    root: str
    """The name of the schema of the whole body."""
    schemas: dict[str, Any]
    example: Callable[[Occurrence], Any]


def body(catalog: Catalog, options: Options) -> Body | None:
    """Return the body that *options* ask for; None if the catalog does not describe one.

    Raises:
        ErrcatError: the pointers of the catalog's envelope contradict each other.

    """
    kind = options.envelope
    if kind == "catalog":
        if catalog.envelope is None:
            return None
        return _KINDS[catalog.envelope.kind](catalog)
    return _KINDS[kind](catalog)


def _titled(catalog: Catalog) -> bool:
    """Tell whether every entry has a title."""
    return all(entry.title.strip() for entry in catalog.entries)


def _text(description: str, form: str = "") -> dict[str, Any]:
    extra = {"format": form} if form else {}
    return {"type": "string", **extra, "description": description}


_TITLE = _text("Short summary of the kind of error.")
_DETAIL = _text("Explanation of this occurrence.")


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the *fields* that are not empty."""
    return {key: value for key, value in fields.items() if value not in ("", None, {})}


# --- JSON:API ---------------------------------------------------------------------------------

_SOURCE = {
    "type": "object",
    "description": "Where in the request the error arose.",
    "properties": {
        "pointer": _text(
            "JSON pointer (RFC 6901) to the value in the body of the request.",
            "json-pointer",
        ),
        "parameter": _text("Name of the query parameter."),
        "header": _text("Name of the header."),
    },
}
_META = {
    "type": "object",
    "properties": {"url": _text("Documentation of this kind of error.", "uri")},
    "additionalProperties": True,
}


def _jsonapi(catalog: Catalog) -> Body:
    properties: dict[str, Any] = {
        "code": REFERENCE,
        "title": _TITLE,
        "detail": _DETAIL,
        "source": {"$ref": "#/components/schemas/ErrorSource"},
    }
    if catalog.docs_url or any(span.docs_url for span in catalog.ranges):
        properties["meta"] = _META
    one = {
        "type": "object",
        "description": "One error.",
        "required": ["code", "title"] if _titled(catalog) else ["code"],
        "properties": properties,
    }
    errors = {
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/components/schemas/ApiError"},
    }
    response = {
        "type": "object",
        "description": "The body of an error response.",
        "required": ["errors"],
        "properties": {"errors": errors},
    }
    schemas = {"ErrorSource": _SOURCE, "ApiError": one, "ErrorResponse": response}
    return Body("application/json", "ErrorResponse", schemas, _jsonapi_example)


def _jsonapi_example(occurrence: Occurrence) -> Any:
    fields = {
        "title": occurrence.title,
        "detail": occurrence.detail,
        "source": dict(occurrence.source),
        "meta": _filled({"url": occurrence.url}),
    }
    return {"errors": [{"code": occurrence.code, **_filled(fields)}]}


# --- RFC 9457 ---------------------------------------------------------------------------------


def _problem(catalog: Catalog) -> Body:
    properties = {
        "type": _text(
            "Documentation of this kind of error; about:blank if it has none.",
            "uri-reference",
        ),
        "title": _TITLE,
        "status": {"type": "integer", "description": "The HTTP status code."},
        "detail": _DETAIL,
        "instance": _text("Identifies this occurrence.", "uri-reference"),
        "code": REFERENCE,
    }
    problem = {
        "type": "object",
        "description": "The body of an error response (RFC 9457).",
        "required": ["title", "code"] if _titled(catalog) else ["code"],
        "properties": properties,
    }
    media_type = "application/problem+json"
    return Body(media_type, "Problem", {"Problem": problem}, _problem_example)


def _problem_example(occurrence: Occurrence) -> Any:
    fields = {
        "title": occurrence.title,
        "status": occurrence.status,
        "detail": occurrence.detail,
    }
    kind = occurrence.url or "about:blank"
    return {"type": kind, **_filled(fields), "code": occurrence.code}


# --- pointers from the catalog ------------------------------------------------------------

Paths: TypeAlias = Mapping[str, Sequence[str]]
"""The keys that lead to code, title and detail; a number stands for any item of a list."""
_LEAVES = {"code": REFERENCE, "title": _TITLE, "detail": _DETAIL}
_DEPTH = 16


def _custom(catalog: Catalog) -> Body:
    paths = _paths(catalog)
    needed = {"code", "title"} if _titled(catalog) else {"code"}
    about = {"description": "The body of an error response."}
    return Body(
        "application/json",
        "ErrorResponse",
        {"ErrorResponse": {**about, **_schema(paths, needed)}},
        partial(_custom_example, paths),
    )


def _custom_example(paths: Paths, occurrence: Occurrence) -> Any:
    present = {
        key: steps for key, steps in paths.items() if getattr(occurrence, key) != ""
    }
    return _value(present, occurrence)


def _paths(catalog: Catalog) -> Paths:
    envelope = catalog.envelope
    if envelope is None:
        return {}
    pointers = {key: getattr(envelope, key) for key in _LEAVES}
    paths = {
        key: envelope._replace(code=pointer).steps
        for key, pointer in pointers.items()
        if pointer
    }
    for key, steps in paths.items():
        if len(steps) > _DEPTH:
            raise ErrcatError(
                f"envelope: the pointer to {key} has {len(steps)} steps;"
                f" target 'openapi' supports at most {_DEPTH}"
            )
    return paths


def _schema(paths: Paths, needed: set[str], above: str = "") -> dict[str, Any]:
    """Return the schema of a value from which *paths* lead to the leaves."""
    leaf = _leaf(paths, above)
    if leaf:
        return _LEAVES[leaf]
    if _is_list(paths, above):
        items = _schema(_below(paths), needed, f"{above}/0")
        return {"type": "array", "minItems": 1, "items": items}
    fields = _fields(paths)
    schema: dict[str, Any] = {"type": "object"}
    required = [key for key, inner in fields.items() if needed & set(inner)]
    if required:
        schema["required"] = required
    properties = {
        key: _schema(inner, needed, f"{above}/{key}") for key, inner in fields.items()
    }
    return {**schema, "properties": properties}


def _leaf(paths: Paths, above: str) -> str:
    """Return the leaf at the end of *paths*; "" if they lead further."""
    ends = [key for key, steps in paths.items() if not steps]
    if ends and len(paths) > 1:
        _refuse(paths, above)
    return ends[0] if ends else ""


def _is_list(paths: Paths, above: str) -> bool:
    numbers = [steps[0].isdecimal() for steps in paths.values()]
    if any(numbers) and not all(numbers):
        _refuse(paths, above)
    return all(numbers)


def _refuse(paths: Paths, above: str) -> NoReturn:
    raise ErrcatError(
        f"envelope: the pointers to {' and '.join(paths)} contradict each other:"
        f" they expect different types at '{above or '/'}'"
    )


def _below(paths: Paths) -> Paths:
    return {key: steps[1:] for key, steps in paths.items()}


def _fields(paths: Paths) -> dict[str, dict[str, Sequence[str]]]:
    """Return, by key of an object, the rest of the paths."""
    fields: dict[str, dict[str, Sequence[str]]] = {}
    for leaf, steps in paths.items():
        fields.setdefault(steps[0], {})[leaf] = steps[1:]
    return fields


def _value(paths: Paths, occurrence: Occurrence) -> Any:
    leaf = _leaf(paths, "")
    if leaf:
        return getattr(occurrence, leaf)
    if _is_list(paths, ""):
        return [_value(_below(paths), occurrence)]
    return {key: _value(inner, occurrence) for key, inner in _fields(paths).items()}


_KINDS: Mapping[str, Callable[[Catalog], Body]] = {
    "jsonapi": _jsonapi,
    "problem": _problem,
    "custom": _custom,
}
