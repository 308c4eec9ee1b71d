"""An OpenAPI Overlay that adds the components to an existing document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from errcat import Catalog, ErrcatError, InputFile, Operation
from errcat_generators.openapi._codes import REFERENCE
from errcat_generators.openapi._document import info, operation_responses
from errcat_generators.openapi._names import Components, reference
from errcat_generators.openapi._options import Options

_NAME = r"""(?x) \.(?P<short>[A-Za-z_][A-Za-z0-9_]*) | \['(?P<quoted>[^'\\\x00-\x1f\x7f-\x9f]+)'\]"""
_METHODS = frozenset(
    ("delete", "get", "head", "options", "patch", "post", "put", "query", "trace")
)
_QUOTABLE = re.compile(r"[^'\\\x00-\x1f\x7f-\x9f]+").fullmatch
_STEP = re.compile(rf"{_NAME} | \[(?:0|[1-9][0-9]{{0,8}}|\*)\]")


class Location(NamedTuple):
    """A place in a document."""

    path: str
    """As JSONPath."""
    parent: str
    """The path to its parent."""
    steps: tuple[str, ...]
    """The names on the path; an index keeps its brackets."""


def location(path: str) -> Location:
    """Return the place that *path* leads to.

    Paths are the part of JSONPath (RFC 9535) that every overlay tool supports: `$`, then steps such
    as `.name`, `['any name']`, `[0]` and `[*]`. The last step is a name.

    Raises:
        ErrcatError: *path* is not such a path.

    """
    if not path.startswith("$"):
        raise _unclear(path, "it must start with $")
    steps: list[re.Match[str]] = []
    at = 1
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None:
            raise _unclear(path, f"'{path[at:]}' is not a valid step")
        steps.append(step)
        at = step.end()
    if not steps or not _name(steps[-1]):
        raise _unclear(path, "its last step must be a name")
    names = tuple(_name(step) or step[0] for step in steps)
    return Location(path, path[: steps[-1].start()], names)


def _name(step: re.Match[str]) -> str | None:
    return step["short"] or step["quoted"]


def _unclear(path: str, reason: str) -> ErrcatError:
    return ErrcatError(
        f"overlay: invalid path '{path}': {reason};"
        " example: $.components.schemas['call-control_Error'].properties.code"
    )


_SHOWN = 3
"""How many names an error lists."""
MARKER = "x-errcat"
"""The key of a component whose value is the id of the catalog that it comes from."""


def overlay(
    catalog: Catalog, options: Options, components: Components
) -> dict[str, Any]:
    """Return the overlay that adds *components* and refers to `ErrorCode` at the given paths.

    It removes only components with the marker of *catalog*.

    Raises:
        ErrcatError: a path in the options is not valid, `document` is missing, or the document has
            a component of its own with the name of one that is added.

    """
    places = [location(path) for path in dict.fromkeys(options.overlay)]
    for place in places:
        _check_foreign(place, components)
    document = _content(options.document)
    _check_names(catalog, options, components, document)
    added = {
        kind: {name: {**one, MARKER: catalog.id} for name, one in named.items()}
        for kind, named in components.items()
    }
    return {
        "overlay": "1.0.0",
        "info": {key: info(catalog)[key] for key in ("title", "version")},
        "actions": [
            *_cleared(catalog),
            {"target": "$", "update": {"components": added}},
            *_responses(catalog, options, document),
            *(action for place in places for action in _replaced(place, options)),
        ],
    }


def _check_foreign(place: Location, components: Components) -> None:
    """Refuse to replace one of the generated schemas by a reference, perhaps to itself."""
    own = [("components", "schemas", name) for name in components["schemas"]]
    if place.steps in own:
        raise ErrcatError(
            f"overlay: remove '{place.path}': the overlay always sets that schema"
        )


# --- names in the document --------------------------------------------------------------------


def _check_names(
    catalog: Catalog,
    options: Options,
    components: Components,
    document: Mapping[str, Any],
) -> None:
    """Refuse to add a component whose name the document already uses."""
    path = options.document.path
    existing = _mapping(document.get("components"))
    taken = [
        f"components.{kind}.{name}"
        for kind, named in components.items()
        for name, component in _mapping(existing.get(kind)).items()
        if name in named and _mapping(component).get(MARKER) != catalog.id
    ]
    if taken:
        more = f" and {len(taken) - _SHOWN} more" if len(taken) > _SHOWN else ""
        raise ErrcatError(
            f"overlay: {path} has its own {', '.join(taken[:_SHOWN])}{more}; set `prefix` to a text"
            " that starts the names of generated components, such as 'Api'"
        )


def _content(document: InputFile) -> Mapping[str, Any]:
    """Return the content of an OpenAPI document in YAML or JSON."""
    import yaml  # only an overlay needs it

    if not document.path:
        raise ErrcatError(
            "overlay: set `document` to the OpenAPI document that the overlay is for; errcat"
            " checks that the overlay replaces none of its components"
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(document.text, loader)  # noqa: S506  # both are safe
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ErrcatError(f"document: {document.path}: not YAML: {reason}") from None
    return _mapping(content)


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


# --- actions ----------------------------------------------------------------------------------


def _cleared(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Yield the removal of what the overlay has added before: an update would merge with it."""
    # A filter that tools from before RFC 9535 understand too.
    own = f"[?(@['{MARKER}']=='{catalog.id}')]"
    for kind in ("schemas", "responses", "examples"):
        yield {"target": f"$.components.{kind}{own}", "remove": True}
    yield {"target": f"$.paths[*][*].responses{own}", "remove": True}


def _responses(
    catalog: Catalog, options: Options, document: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield the responses that the operations of *document* lack."""
    for operation, responses in _lacking(catalog, options, document):
        marked = {
            status: {**response, MARKER: catalog.id}
            for status, response in responses.items()
        }
        target = f"$.paths['{operation.path}'].{operation.method.lower()}"
        yield {"target": target, "update": {"responses": marked}}


def added_responses(
    catalog: Catalog, options: Options
) -> Iterator[tuple[Operation, dict[str, Any]]]:
    """Yield the operations of the document with the responses that the overlay adds to them."""
    if catalog.operations:
        yield from _lacking(catalog, options, _content(options.document))


def _lacking(
    catalog: Catalog, options: Options, document: Mapping[str, Any]
) -> Iterator[tuple[Operation, dict[str, Any]]]:
    """Yield the operations of *document* with the responses for statuses that they lack."""
    if options.operations == "none":
        return
    for operation, responses in operation_responses(catalog, options):
        own = _operation(document, operation)
        if own is None:
            continue
        # YAML reads an unquoted status as a number.
        taken = {
            str(status)
            for status, response in _mapping(own.get("responses")).items()
            if _mapping(response).get(MARKER) != catalog.id
        }
        lacking = {
            status: response
            for status, response in responses.items()
            if status not in taken
        }
        if lacking:
            yield operation, lacking


def _operation(
    document: Mapping[str, Any], operation: Operation
) -> Mapping[str, Any] | None:
    """Return the operation in *document*; None if it has none that a JSONPath leads to."""
    method = operation.method.lower()
    item = _mapping(_mapping(document.get("paths")).get(operation.path))
    if method not in _METHODS or not _QUOTABLE(operation.path):
        return None
    return _mapping(item[method]) if isinstance(item.get(method), dict) else None


def _replaced(place: Location, options: Options) -> Iterator[dict[str, Any]]:
    refer = {"$ref": reference(REFERENCE["$ref"], options.prefix)}
    yield {"target": place.path, "remove": True}
    yield {"target": place.parent, "update": {place.steps[-1]: refer}}
