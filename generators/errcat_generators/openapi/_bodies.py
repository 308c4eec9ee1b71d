"""What the body of an error response looks like: its schemas, and a body for an occurrence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, NoReturn, TypeAlias

from errcat import Catalog, ErrcatError
from errcat_generators.openapi._codes import REFERENCE
from errcat_generators.openapi._options import Options


class Said(NamedTuple):
    """What the body says of one occurrence of an error; what is empty is left out."""

    code: str | int
    title: str
    detail: str
    status: int | None
    url: str
    """The page about the code."""
    source: Mapping[str, str]
    """Where in the request the error arose."""


class Body(NamedTuple):
    """The body of error responses."""

    media_type: str
    root: str
    """The name of the schema of the whole body."""
    schemas: dict[str, Any]
    example: Callable[[Said], Any]


def body(catalog: Catalog, options: Options) -> Body | None:
    """Return the body that *options* ask for, or None if nothing says what it looks like.

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
    """Tell whether a title can be counted on."""
    return all(entry.title.strip() for entry in catalog.entries)


def _text(description: str, form: str = "") -> dict[str, Any]:
    shown = {"format": form} if form else {}
    return {"type": "string", **shown, "description": description}


_TITLE = _text("Short summary of the kind of error.")
_DETAIL = _text("Explanation of this occurrence.")


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of *fields* that say something."""
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
    if catalog.docs_url or any(each.docs_url for each in catalog.ranges):
        properties["meta"] = _META
    one = {
        "type": "object",
        "description": "One error.",
        "required": ["code", "title"] if _titled(catalog) else ["code"],
        "properties": properties,
    }
    listed = {
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/components/schemas/ApiError"},
    }
    response = {
        "type": "object",
        "description": "The body of an error response.",
        "required": ["errors"],
        "properties": {"errors": listed},
    }
    schemas = {"ErrorSource": _SOURCE, "ApiError": one, "ErrorResponse": response}
    return Body("application/json", "ErrorResponse", schemas, _jsonapi_example)


def _jsonapi_example(said: Said) -> Any:
    fields = {
        "title": said.title,
        "detail": said.detail,
        "source": dict(said.source),
        "meta": _filled({"url": said.url}),
    }
    return {"errors": [{"code": said.code, **_filled(fields)}]}


# --- RFC 9457 ---------------------------------------------------------------------------------


def _problem(catalog: Catalog) -> Body:
    properties = {
        "type": _text(
            "Documentation of this kind of error; about:blank if there is none.",
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


def _problem_example(said: Said) -> Any:
    fields = {"title": said.title, "status": said.status, "detail": said.detail}
    kind = said.url or "about:blank"
    return {"type": kind, **_filled(fields), "code": said.code}


# --- pointers of the catalog's own ------------------------------------------------------------

Ways: TypeAlias = Mapping[str, Sequence[str]]
"""The steps that lead to code, title and detail; one that is a number is any item of a list."""
_LEAVES = {"code": REFERENCE, "title": _TITLE, "detail": _DETAIL}
_DEPTH = 16


def _custom(catalog: Catalog) -> Body:
    ways = _ways(catalog)
    needed = {"code", "title"} if _titled(catalog) else {"code"}
    about = {"description": "The body of an error response."}
    return Body(
        "application/json",
        "ErrorResponse",
        {"ErrorResponse": {**about, **_schema(ways, needed)}},
        partial(_custom_example, ways),
    )


def _custom_example(ways: Ways, said: Said) -> Any:
    told = {key: steps for key, steps in ways.items() if getattr(said, key) != ""}
    return _value(told, said)


def _ways(catalog: Catalog) -> Ways:
    envelope = catalog.envelope
    if envelope is None:
        return {}
    pointers = {key: getattr(envelope, key) for key in _LEAVES}
    ways = {
        key: envelope._replace(code=pointer).steps
        for key, pointer in pointers.items()
        if pointer
    }
    for key, steps in ways.items():
        if len(steps) > _DEPTH:
            raise ErrcatError(
                f"envelope: the pointer to {key} has {len(steps)} steps;"
                f" the target openapi takes {_DEPTH}"
            )
    return ways


def _schema(ways: Ways, needed: set[str], above: str = "") -> dict[str, Any]:
    """Return the schema of what holds the leaves that *ways* lead to."""
    leaf = _leaf(ways, above)
    if leaf:
        return _LEAVES[leaf]
    if _is_list(ways, above):
        items = _schema(_below(ways), needed, f"{above}/0")
        return {"type": "array", "minItems": 1, "items": items}
    held = _held(ways)
    schema: dict[str, Any] = {"type": "object"}
    required = [key for key, inner in held.items() if needed & set(inner)]
    if required:
        schema["required"] = required
    properties = {
        key: _schema(inner, needed, f"{above}/{key}") for key, inner in held.items()
    }
    return {**schema, "properties": properties}


def _leaf(ways: Ways, above: str) -> str:
    """Return what stands here; empty if it is only on the way to something."""
    ends = [key for key, steps in ways.items() if not steps]
    if ends and len(ways) > 1:
        _refuse(ways, above)
    return ends[0] if ends else ""


def _is_list(ways: Ways, above: str) -> bool:
    numbers = [steps[0].isdecimal() for steps in ways.values()]
    if any(numbers) and not all(numbers):
        _refuse(ways, above)
    return all(numbers)


def _refuse(ways: Ways, above: str) -> NoReturn:
    raise ErrcatError(
        f"envelope: the pointers to {' and '.join(ways)} cannot all hold: they make different"
        f" things of '{above or '/'}'"
    )


def _below(ways: Ways) -> Ways:
    return {key: steps[1:] for key, steps in ways.items()}


def _held(ways: Ways) -> dict[str, dict[str, Sequence[str]]]:
    """Return the ways on from each key of an object."""
    held: dict[str, dict[str, Sequence[str]]] = {}
    for leaf, steps in ways.items():
        held.setdefault(steps[0], {})[leaf] = steps[1:]
    return held


def _value(ways: Ways, said: Said) -> Any:
    leaf = _leaf(ways, "")
    if leaf:
        return getattr(said, leaf)
    if _is_list(ways, ""):
        return [_value(_below(ways), said)]
    return {key: _value(inner, said) for key, inner in _held(ways).items()}


_KINDS: Mapping[str, Callable[[Catalog], Body]] = {
    "jsonapi": _jsonapi,
    "problem": _problem,
    "custom": _custom,
}
