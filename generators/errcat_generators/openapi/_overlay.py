"""An OpenAPI Overlay that brings the components into a document that is there already."""

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


class Target(NamedTuple):
    """A place in a document."""

    path: str
    """As JSONPath."""
    parent: str
    """The path to what holds it."""
    steps: tuple[str, ...]
    """The names on the way; an index is in its brackets."""


def target(path: str) -> Target:
    """Return the place that *path* leads to.

    It is the part of JSONPath (RFC 9535) that every tool for overlays understands: `$`, then steps
    such as `.name`, `['any name']`, `[0]` and `[*]`. The last one is a name.

    Raises:
        ErrcatError: it is written otherwise.

    """
    if not path.startswith("$"):
        raise _unclear(path, "it needs to begin with $")
    found: list[re.Match[str]] = []
    at = 1
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None:
            raise _unclear(path, f"'{path[at:]}' is no step")
        found.append(step)
        at = step.end()
    if not found or not _name(found[-1]):
        raise _unclear(path, "its last step needs to be a name")
    steps = tuple(_name(step) or step[0] for step in found)
    return Target(path, path[: found[-1].start()], steps)


def _name(step: re.Match[str]) -> str | None:
    return step["short"] or step["quoted"]


def _unclear(path: str, reason: str) -> ErrcatError:
    return ErrcatError(
        f"option overlay: '{path}' cannot be followed: {reason};"
        " a path looks like $.components.schemas['call-control_Error'].properties.code"
    )


def overlay(
    catalog: Catalog, options: Options, components: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the overlay that puts *components* in, and refers to `ErrorCode` where options say.

    Raises:
        ErrcatError: a path of the options cannot be followed.

    """
    targets = [target(path) for path in dict.fromkeys(options.overlay)]
    for each in targets:
        _check_foreign(each, components)
    return {
        "overlay": "1.0.0",
        "info": {key: info(catalog)[key] for key in ("title", "version")},
        "actions": [
            *_cleared(components),
            {"target": "$", "update": {"components": dict(components)}},
            *(action for each in targets for action in _replaced(each)),
        ],
    }


def _check_foreign(place: Target, components: Mapping[str, Any]) -> None:
    """Refuse to let a schema of ours refer to `ErrorCode`, and so perhaps to itself."""
    ours = [("components", "schemas", name) for name in components["schemas"]]
    if place.steps in ours:
        raise ErrcatError(
            f"option overlay: leave out '{place.path}': the overlay sets that schema in any case"
        )


def _cleared(components: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what takes away components of our names: an update would mix them with ours."""
    for kind, named in components.items():
        for name in named:
            yield {"target": f"$.components.{kind}['{name}']", "remove": True}


def _replaced(place: Target) -> Iterator[dict[str, Any]]:
    yield {"target": place.path, "remove": True}
    yield {"target": place.parent, "update": {place.steps[-1]: REFERENCE}}
