"""An OpenAPI Overlay that adds the components to an existing document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat import Catalog, ErrcatError
from errcat_generators.openapi._codes import REFERENCE
from errcat_generators.openapi._document import info
from errcat_generators.openapi._options import Options

_NAME = r"""(?x) \.(?P<short>[A-Za-z_][A-Za-z0-9_]*) | \['(?P<quoted>[^'\\\x00-\x1f\x7f-\x9f]+)'\]"""
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


def overlay(
    catalog: Catalog, options: Options, components: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the overlay that adds *components* and refers to `ErrorCode` at the given paths.

    Raises:
        ErrcatError: a path in the options is not valid.

    """
    places = [location(path) for path in dict.fromkeys(options.overlay)]
    for place in places:
        _check_foreign(place, components)
    return {
        "overlay": "1.0.0",
        "info": {key: info(catalog)[key] for key in ("title", "version")},
        "actions": [
            *_cleared(components),
            {"target": "$", "update": {"components": dict(components)}},
            *(action for place in places for action in _replaced(place)),
        ],
    }


def _check_foreign(place: Location, components: Mapping[str, Any]) -> None:
    """Refuse to replace one of the generated schemas by a reference, perhaps to itself."""
    own = [("components", "schemas", name) for name in components["schemas"]]
    if place.steps in own:
        raise ErrcatError(
            f"overlay: remove '{place.path}': the overlay always sets that schema"
        )


def _cleared(components: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the removal of components with the same names: an update would merge them."""
    for kind, named in components.items():
        for name in named:
            yield {"target": f"$.components.{kind}['{name}']", "remove": True}


def _replaced(place: Location) -> Iterator[dict[str, Any]]:
    yield {"target": place.path, "remove": True}
    yield {"target": place.parent, "update": {place.steps[-1]: REFERENCE}}
